/** Boxes that lie at an angle: the smallest one around some points, larger by a margin, and cut out of a picture. */
import type { Corners, Point } from './page.ts';
import { BYTES_PER_PIXEL, blankRaster, type Raster } from './raster.ts';

const cross = ([ox, oy]: Point, [ax, ay]: Point, [bx, by]: Point): number =>
  (ax - ox) * (by - oy) - (ay - oy) * (bx - ox);

const halfHull = (points: readonly Point[]): Point[] => {
  const half: Point[] = [];
  for (const point of points) {
    for (;;) {
      const [before, last] = [half.at(-2), half.at(-1)];
      if (before === undefined || last === undefined || cross(before, last, point) > 0) break;
      half.pop();
    }
    half.push(point);
  }
  half.pop();
  return half;
};

/** Andrew's monotone chain. */
const hullOf = (points: readonly Point[]): readonly Point[] => {
  const sorted = points.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
  return [...halfHull(sorted), ...halfHull(sorted.toReversed())];
};

/** Width runs in the direction of reading (`angle` in radians, −π/4 … 3π/4), height across it. */
export type TurnedBox = {
  readonly centre: Point;
  readonly width: number;
  readonly height: number;
  readonly angle: number;
};

const boxAt = (hull: readonly Point[], angle: number): TurnedBox => {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [x, y] of hull) {
    const [u, v] = [x * cos + y * sin, y * cos - x * sin];
    left = Math.min(left, u);
    right = Math.max(right, u);
    top = Math.min(top, v);
    bottom = Math.max(bottom, v);
  }
  const [u, v] = [(left + right) / 2, (top + bottom) / 2];
  return { centre: [u * cos - v * sin, u * sin + v * cos], width: right - left, height: bottom - top, angle };
};

/** The box of the smallest area; one of its sides lies on a side of the hull. */
export const smallestBox = (points: readonly Point[]): TurnedBox => {
  const hull = hullOf(points);
  let best = boxAt(hull, 0);
  hull.forEach(([x, y], place) => {
    const [nextX, nextY] = hull[(place + 1) % hull.length] ?? [x, y];
    const side = Math.atan2(nextY - y, nextX - x);
    // of the four directions of a rectangle the one nearest to reading from left to right
    const box = boxAt(hull, side - Math.round(side / (Math.PI / 2)) * (Math.PI / 2));
    if (box.width * box.height < best.width * best.height * 0.999) best = box;
  });
  return best;
};

export const cornersOf = ({ centre: [x, y], width, height, angle }: TurnedBox): Corners => {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const at = (u: number, v: number): Point => [x + u * cos - v * sin, y + u * sin + v * cos];
  const [u, v] = [width / 2, height / 2];
  return [at(-u, -v), at(u, -v), at(u, v), at(-u, v)];
};

/** The box cut out of the picture and brought upright at a given height, at most `widest` wide. */
export const cutOut = (raster: Raster, box: TurnedBox, height: number, widest: number): Raster => {
  const scale = box.height / height;
  const width = Math.max(8, Math.min(widest, Math.round(box.width / scale)));
  const across = box.width / width;
  const [cos, sin] = [Math.cos(box.angle), Math.sin(box.angle)];
  const result = blankRaster(width, height);
  const stride = raster.width * BYTES_PER_PIXEL;
  const { data } = raster;
  let to = 0;
  for (let row = 0; row < height; row += 1)
    for (let column = 0; column < width; column += 1, to += BYTES_PER_PIXEL) {
      const [u, v] = [(column + 0.5) * across - box.width / 2, (row + 0.5) * scale - box.height / 2];
      const x = Math.max(0, Math.min(raster.width - 1.001, box.centre[0] + u * cos - v * sin));
      const y = Math.max(0, Math.min(raster.height - 1.001, box.centre[1] + u * sin + v * cos));
      const [left, top] = [Math.floor(x), Math.floor(y)];
      const [fx, fy] = [x - left, y - top];
      const right = left + 1 < raster.width ? BYTES_PER_PIXEL : 0;
      const below = top + 1 < raster.height ? stride : 0;
      const from = top * stride + left * BYTES_PER_PIXEL;
      for (let k = from; k < from + BYTES_PER_PIXEL; k += 1) {
        const upper = (data[k] ?? 0) * (1 - fx) + (data[k + right] ?? 0) * fx;
        const lower = (data[k + below] ?? 0) * (1 - fx) + (data[k + below + right] ?? 0) * fx;
        result.data[to + k - from] = upper * (1 - fy) + lower * fy;
      }
    }
  return result;
};
