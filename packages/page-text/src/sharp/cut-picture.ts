/** A part of a picture as a JPEG, turned upright. */
import sharp from 'sharp';
import { BYTES_PER_PIXEL, type Raster } from '../raster.ts';

type Box = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};
export type CutPicture = (picture: Raster, box: Box, turns: 0 | 1 | 2 | 3) => Promise<Uint8Array>;

export const cutPicture: CutPicture = ({ width, height, data }, box, turns) =>
  sharp(data, { raw: { width, height, channels: BYTES_PER_PIXEL } })
    .extract(box)
    .rotate(turns * 90)
    .jpeg({ quality: 85 })
    .toBuffer();
