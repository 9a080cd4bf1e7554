/** {@link DrawCopies} by sharp; HEIC, which its prebuilt libvips cannot decode (HEVC), by libheif in WebAssembly first. */
import heicDecode from 'heic-decode';
import sharp, { type Sharp } from 'sharp';
import { MOST_PIXELS } from '../paper.ts';
import { PICTURE_EDGE, pictureHash } from '../picture-hash.ts';
import { type Copies, type DrawCopies, THUMBNAIL_EDGE, VIEW_EDGE } from '../viewing-copies.ts';

const LIMITS = { limitInputPixels: MOST_PIXELS, failOn: 'error' } as const;

const openHeic = async (content: Uint8Array): Promise<Sharp> => {
  const { width, height, data } = await heicDecode({ buffer: content });
  return sharp(data, { ...LIMITS, raw: { width, height, channels: 4 } });
};

const within = (image: Sharp, edge: number): Promise<Uint8Array> =>
  image
    .clone()
    .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
    // a transparent scan is meant to lie on white
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 82 })
    .toBuffer();

const likenessOf = async (view: Sharp): Promise<string> =>
  pictureHash(
    await view
      .greyscale()
      .resize({ width: PICTURE_EDGE, height: PICTURE_EDGE, fit: 'fill' })
      .raw()
      .toBuffer(),
  );

const draw = async (image: Sharp): Promise<Copies> => {
  const view = await within(image.autoOrient(), VIEW_EDGE);
  return {
    view,
    thumbnail: await within(sharp(view), THUMBNAIL_EDGE),
    likeness: await likenessOf(sharp(view)),
  };
};

export const drawCopies: DrawCopies = async (content, contentType) => {
  try {
    return await draw(contentType === 'image/heic' ? await openHeic(content) : sharp(content, LIMITS));
  } catch {
    // both libraries throw plain errors, and only for what they are given
    return undefined;
  }
};

/** How a page looks that was drawn elsewhere; rows of red, green, blue. */
export const likenessOfPage = ({ width, height, data }: DrawnPage): Promise<string> =>
  likenessOf(sharp(data, { raw: { width, height, channels: 3 } }));

type DrawnPage = { readonly width: number; readonly height: number; readonly data: Uint8Array };
