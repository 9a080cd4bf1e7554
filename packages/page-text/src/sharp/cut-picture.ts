/** {@link CutPicture} by sharp. */
import sharp from 'sharp';
import { BYTES_PER_PIXEL, type CutPicture } from '../raster.ts';

export const cutPicture: CutPicture = ({ width, height, data }, box, turns) =>
  sharp(data, { raw: { width, height, channels: BYTES_PER_PIXEL } })
    .extract(box)
    .rotate(turns * 90)
    .jpeg({ quality: 85 })
    .toBuffer();
