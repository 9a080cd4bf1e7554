/** What a clerk sees beside a field: the part of the page on which it stands, with what is printed around it. */
import type { Box } from '@erbao/page-text/raster';
import type { Place } from './paper-reading.ts';

/** In heights of the line: enough for the label before a value, in a table in the cell before it; hardly the next lines. */
const BEFORE = 16;
const AFTER = 3;
const ACROSS = 0.7;

/** How far around the place, to the left, above, to the right and below it in the picture as it came. */
const PADS = {
  0: [BEFORE, ACROSS, AFTER, ACROSS],
  1: [ACROSS, AFTER, ACROSS, BEFORE],
  2: [AFTER, ACROSS, BEFORE, ACROSS],
  3: [ACROSS, BEFORE, ACROSS, AFTER],
} as const;

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
  const line = turns % 2 === 0 ? height : width;
  const [before, above, after, below] = PADS[turns].map((pad) => pad * line);
  const left = Math.min(picture.width - 1, Math.max(0, Math.floor(x - (before ?? 0))));
  const top = Math.min(picture.height - 1, Math.max(0, Math.floor(y - (above ?? 0))));
  return {
    left,
    top,
    width: Math.max(1, Math.min(picture.width, Math.ceil(x + width + (after ?? 0))) - left),
    height: Math.max(1, Math.min(picture.height, Math.ceil(y + height + (below ?? 0))) - top),
  };
};

/** By the reading it was cut for: a later reader may find the field elsewhere. */
export const cropKey = (paperId: string, readerVersion: string, field: string): string =>
  `crops/${paperId}/${readerVersion}/${field}.jpg`;
