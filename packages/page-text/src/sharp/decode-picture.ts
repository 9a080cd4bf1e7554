/** {@link DecodePicture} by sharp; HEIC, which its prebuilt libvips cannot decode, by libheif in WebAssembly first. */
import heicDecode from 'heic-decode';
import sharp, { type Sharp } from 'sharp';
import type { DecodePicture } from '../read-paper.ts';

const LIMITS = { limitInputPixels: 70_000_000, failOn: 'error' } as const;

const openHeic = async (content: Uint8Array): Promise<Sharp> => {
  const { width, height, data } = await heicDecode({ buffer: content });
  return sharp(data, { raw: { width, height, channels: 4 } });
};

export const decodePicture: DecodePicture = async (content, contentType, longestSide) => {
  try {
    const image = contentType === 'image/heic' ? await openHeic(content) : sharp(content, LIMITS);
    const { data, info } = await image
      .autoOrient()
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data };
  } catch {
    return undefined;
  }
};
