/** From the detector's map (how likely each pixel belongs to text) to a box around each line. */
import type { Point } from './page.ts';
import { smallestBox, type TurnedBox } from './turned-box.ts';

export type LikelihoodMap = {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
};

/** The settings that the model was published with (PP-OCRv4: thresh 0.3, box_thresh 0.6, unclip_ratio 1.5). */
const PIXEL_THRESHOLD = 0.3;
const BOX_THRESHOLD = 0.5;
const UNCLIP_RATIO = 1.6;
const SMALLEST_SIDE = 3;

type Blob = { readonly edge: readonly Point[]; readonly score: number };

/** Pixels that hang together; only the ends of each row of a blob are kept, they hold its hull. */
const blobAt = (map: LikelihoodMap, start: number, seen: Uint8Array): Blob => {
  const { width, height, data } = map;
  const ends = new Map<number, [number, number]>();
  const open = [start];
  seen[start] = 1;
  let [sum, count] = [0, 0];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const [x, y] = [at % width, Math.floor(at / width)];
    sum += data[at] ?? 0;
    count += 1;
    const row = ends.get(y);
    if (row === undefined) ends.set(y, [x, x]);
    else if (x < row[0]) row[0] = x;
    else if (x > row[1]) row[1] = x;
    const visit = (next: number, isInside: boolean): void => {
      if (!isInside || seen[next] === 1 || (data[next] ?? 0) <= PIXEL_THRESHOLD) return;
      seen[next] = 1;
      open.push(next);
    };
    visit(at - 1, x > 0);
    visit(at + 1, x < width - 1);
    visit(at - width, y > 0);
    visit(at + width, y < height - 1);
  }
  const edge = [...ends].flatMap(([y, [left, right]]): Point[] => [
    [left, y],
    [right + 1, y],
    [left, y + 1],
    [right + 1, y + 1],
  ]);
  return { edge, score: sum / count };
};

/** The detector is trained on shrunken lines: each box grows by area × ratio ÷ perimeter on all sides. */
const grown = (box: TurnedBox): TurnedBox => {
  const margin = (box.width * box.height * UNCLIP_RATIO) / (2 * (box.width + box.height));
  return { ...box, width: box.width + 2 * margin, height: box.height + 2 * margin };
};

/** Boxes in pixels of the map. */
export const textBoxes = (map: LikelihoodMap): readonly TurnedBox[] => {
  const seen = new Uint8Array(map.width * map.height);
  const boxes: TurnedBox[] = [];
  for (let at = 0; at < map.data.length; at += 1) {
    if (seen[at] === 1 || (map.data[at] ?? 0) <= PIXEL_THRESHOLD) continue;
    const { edge, score } = blobAt(map, at, seen);
    const box = smallestBox(edge);
    if (score >= BOX_THRESHOLD && Math.min(box.width, box.height) >= SMALLEST_SIDE) boxes.push(grown(box));
  }
  return boxes;
};
