/**
 * The lines of a page put into rows as a person reads across them, also when the page was photographed at an angle: what was
 * level on the paper runs towards one far point, so the slope of a line grows evenly from the top of the page to its bottom.
 */
import type { PageText, Point, TextLine } from '@erbao/page-text/page';

export type RowCharacter = {
  /** One UTF-16 unit in half-width form; `□` for what is longer. */
  readonly plain: string;
  /** As it was read. */
  readonly text: string;
  readonly confidence: number;
  readonly centre: Point;
  readonly height: number;
  /** The line it was read in: the characters of one line stand close together. */
  readonly line: number;
};
export type Row = {
  readonly page: number;
  readonly text: string;
  readonly characters: readonly RowCharacter[];
};

const middle = (a: Point, b: Point): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];

type Measured = {
  readonly line: TextLine;
  readonly left: Point;
  readonly right: Point;
  readonly centre: Point;
  readonly height: number;
};
const measured = (line: TextLine): Measured => {
  const [upperLeft, upperRight, lowerRight, lowerLeft] = line.corners;
  const [left, right] = [middle(upperLeft, lowerLeft), middle(upperRight, lowerRight)];
  const height = Math.hypot(lowerLeft[0] - upperLeft[0], lowerLeft[1] - upperLeft[1]);
  return { line, left, right, centre: middle(left, right), height };
};

const slopeOf = ({ left, right }: Pick<Measured, 'left' | 'right'>): number =>
  (right[1] - left[1]) / (right[0] - left[0]);
const medianOf = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
/** Further from the usual slope of the page than a photograph bends it. */
const STEEPEST = 0.08;

/** How high a point would stand on the level page. */
type Level = (point: Point) => number;

/** slope = a + b · height on the page, fitted by least squares over the long lines, the longer the heavier. */
const levelOf = (lines: readonly Measured[], width: number): Level => {
  const middleX = width / 2;
  const wide = lines.filter(({ left, right, height }) => right[0] - left[0] > 3 * height);
  const usual = medianOf(wide.map(slopeOf));
  // what is printed or stamped across the page says nothing of its rows
  const long = wide.filter((line) => Math.abs(slopeOf(line) - usual) < STEEPEST);
  let [sum, sumY, sumYy, sumS, sumYs] = [0, 0, 0, 0, 0];
  for (const { left, right, centre } of long) {
    const weight = right[0] - left[0];
    const slope = slopeOf({ left, right });
    const y = centre[1] - slope * (centre[0] - middleX);
    sum += weight;
    sumY += weight * y;
    sumYy += weight * y * y;
    sumS += weight * slope;
    sumYs += weight * y * slope;
  }
  if (sum === 0) return ([, y]) => y;
  const spread = sumYy - (sumY * sumY) / sum;
  const b = long.length < 4 || spread <= 0 ? 0 : (sumYs - (sumY * sumS) / sum) / spread;
  const a = (sumS - b * sumY) / sum;
  return ([x, y]) => (y - a * (x - middleX)) / (1 + b * (x - middleX));
};

const FULL_WIDTH_SHIFT = 0xfee0;
const PUNCTUATION: Readonly<Record<string, string>> = {
  '。': '.',
  '、': ',',
  '￥': '¥',
  '—': '-',
  '－': '-',
  '·': '.',
};

const plainOf = (text: string): string => {
  if (text.length !== 1) return '□';
  const known = PUNCTUATION[text];
  if (known !== undefined) return known;
  const code = text.charCodeAt(0);
  return code > 0xff00 && code < 0xff5f ? String.fromCharCode(code - FULL_WIDTH_SHIFT) : text;
};

const charactersOf = ({ line, left, right, height }: Measured, place: number): readonly RowCharacter[] =>
  line.characters
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, confidence, at }) => ({
      plain: plainOf(text),
      text,
      confidence,
      centre: [left[0] + (right[0] - left[0]) * at, left[1] + (right[1] - left[1]) * at],
      height,
      line: place,
    }));

/** Two lines are in one row when their middles differ by less than this part of the lower one. */
const SAME_ROW = 0.5;

/** Rows from top to bottom, characters from left to right; blanks are left out. */
export const rowsOf = (page: PageText, number: number): readonly Row[] => {
  const lines = page.lines.map(measured);
  const level = levelOf(lines, page.width);
  const placed = lines
    .map((line, place) => ({ line, place, y: level(line.centre) }))
    .sort((a, b) => a.y - b.y);
  const groups: { y: number; members: typeof placed }[] = [];
  for (const one of placed) {
    const group = groups
      .slice(-4)
      .filter(({ y, members }) => {
        const lowest = Math.min(one.line.height, ...members.map(({ line }) => line.height));
        return Math.abs(one.y - y) < SAME_ROW * lowest;
      })
      .sort((a, b) => Math.abs(one.y - a.y) - Math.abs(one.y - b.y))[0];
    if (group === undefined) groups.push({ y: one.y, members: [one] });
    else {
      group.members.push(one);
      group.y = group.members.reduce((sum, { y }) => sum + y, 0) / group.members.length;
    }
  }
  return groups.map(({ members }) => {
    const across = members.toSorted((a, b) => a.line.left[0] - b.line.left[0]);
    const characters = across.flatMap(({ line, place }) => charactersOf(line, place));
    return { page: number, text: characters.map(({ plain }) => plain).join(''), characters };
  });
};
