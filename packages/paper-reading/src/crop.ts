/** What a clerk sees beside a field: the part of the page on which it stands, with what is printed around it. */
import type { Place } from './paper-reading.ts';

export type Box = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

/** In heights of the line: enough for the label to the left of a value, and for the lines above and below. */
const ALONG = 8;
const ACROSS = 1.2;

/**
 * The box to cut from a picture of the page as it came, in its pixels; `turns` are the quarter turns that bring the text
 * upright, so a line of a page that lies on its side runs up or down in it.
 */
export const cropBox = (
  place: Place,
  picture: { readonly width: number; readonly height: number },
  turns: 0 | 1 | 2 | 3,
): Box => {
  const [x, width] = [(place.x / 1_000) * picture.width, (place.width / 1_000) * picture.width];
  const [y, height] = [(place.y / 1_000) * picture.height, (place.height / 1_000) * picture.height];
  const lies = turns % 2 === 0;
  const line = lies ? height : width;
  const [padX, padY] = lies ? [line * ALONG, line * ACROSS] : [line * ACROSS, line * ALONG];
  const [left, top] = [Math.max(0, Math.floor(x - padX)), Math.max(0, Math.floor(y - padY))];
  return {
    left: Math.min(left, picture.width - 1),
    top: Math.min(top, picture.height - 1),
    width: Math.max(1, Math.min(picture.width, Math.ceil(x + width + padX)) - left),
    height: Math.max(1, Math.min(picture.height, Math.ceil(y + height + padY)) - top),
  };
};

/** By the reading it was cut for: a later reader may find the field elsewhere. */
export const cropKey = (paperId: string, readerVersion: string, field: string): string =>
  `crops/${paperId}/${readerVersion}/${field}.jpg`;
