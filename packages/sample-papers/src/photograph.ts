/**
 * From a clean picture of a page to what people send: turned, coarse, taken at an angle, blurred, grainy. Everything is
 * drawn from a seed: the same seed is the same picture.
 */
import { BYTES_PER_PIXEL, blankRaster, type Raster, turned } from '@erbao/page-text/raster';
import { type Random, randomFor } from '@erbao/sample-district/random';
import sharp from 'sharp';

export const QUALITIES = ['clean', 'rotated', 'dpi-150', 'angled', 'blurred', 'noisy', 'stamped'] as const;
export type Quality = (typeof QUALITIES)[number];

type Point = readonly [x: number, y: number];

/** The eight numbers of the projection that takes the corners of a width × height picture to four points. */
const projection = (width: number, height: number, corners: readonly [Point, Point, Point, Point]) => {
  const [[x0, y0], [x1, y1], [x2, y2], [x3, y3]] = corners;
  const [dx1, dx2, dx3] = [x1 - x2, x3 - x2, x0 - x1 + x2 - x3];
  const [dy1, dy2, dy3] = [y1 - y2, y3 - y2, y0 - y1 + y2 - y3];
  const det = dx1 * dy2 - dx2 * dy1;
  const g = (dx3 * dy2 - dx2 * dy3) / det;
  const h = (dx1 * dy3 - dx3 * dy1) / det;
  return {
    a: (x1 - x0 + g * x1) / width,
    b: (x3 - x0 + h * x3) / height,
    c: x0,
    d: (y1 - y0 + g * y1) / width,
    e: (y3 - y0 + h * y3) / height,
    f: y0,
    g: g / width,
    h: h / height,
  };
};

/** The picture lying on a table, its corners at the four points of the new one (clockwise from its upper left). */
const laidOut = (
  raster: Raster,
  size: { readonly width: number; readonly height: number },
  corners: readonly [Point, Point, Point, Point],
): Raster => {
  const { a, b, c, d, e, f, g, h } = projection(raster.width, raster.height, corners);
  const result = blankRaster(size.width, size.height, 118);
  for (let y = 0; y < size.height; y += 1)
    for (let x = 0; x < size.width; x += 1) {
      // the inverse of the projection, solved for this pixel
      const [p, q, r, s] = [a - g * x, b - h * x, d - g * y, e - h * y];
      const det = p * s - q * r;
      const u = ((x - c) * s - q * (y - f)) / det;
      const v = (p * (y - f) - (x - c) * r) / det;
      if (u < 0 || v < 0 || u >= raster.width - 1 || v >= raster.height - 1) continue;
      const [left, top] = [Math.floor(u), Math.floor(v)];
      const [fx, fy] = [u - left, v - top];
      const from = (top * raster.width + left) * BYTES_PER_PIXEL;
      const below = from + raster.width * BYTES_PER_PIXEL;
      const to = (y * size.width + x) * BYTES_PER_PIXEL;
      for (let k = 0; k < BYTES_PER_PIXEL; k += 1) {
        const upper =
          (raster.data[from + k] ?? 0) * (1 - fx) + (raster.data[from + BYTES_PER_PIXEL + k] ?? 0) * fx;
        const lower =
          (raster.data[below + k] ?? 0) * (1 - fx) + (raster.data[below + BYTES_PER_PIXEL + k] ?? 0) * fx;
        result.data[to + k] = upper * (1 - fy) + lower * fy;
      }
    }
  return result;
};

/** Light from one side, as under a lamp: darker by up to `depth` of 255 across the picture. */
const shaded = (raster: Raster, depth: number, grain: number, random: Random): Raster => {
  const { width, height, data } = raster;
  const result = blankRaster(width, height);
  for (let y = 0, at = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const light = 1 - (depth / 255) * (0.7 * (x / width) + 0.3 * (y / height));
      const speck = grain === 0 ? 0 : random.below(2 * grain + 1) - grain;
      for (let k = 0; k < BYTES_PER_PIXEL; k += 1, at += 1)
        result.data[at] = Math.max(0, Math.min(255, (data[at] ?? 0) * light + speck));
    }
  return result;
};

/** Skewed by a few degrees, as a sheet on a scanner: the corners of the page stay inside. */
const skewed = (raster: Raster, degrees: number): Raster => {
  const angle = (degrees * Math.PI) / 180;
  const { width, height } = raster;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const size = {
    width: Math.ceil(width * Math.abs(cos) + height * Math.abs(sin)),
    height: Math.ceil(width * Math.abs(sin) + height * Math.abs(cos)),
  };
  const at = (x: number, y: number): Point => [
    (x - width / 2) * cos - (y - height / 2) * sin + size.width / 2,
    (x - width / 2) * sin + (y - height / 2) * cos + size.height / 2,
  ];
  return laidOut(raster, size, [at(0, 0), at(width, 0), at(width, height), at(0, height)]);
};

/** Taken from below and from one side: the far edge is up to a tenth shorter, and the sheet lies a little turned. */
const angled = (raster: Raster, random: Random): Raster => {
  const { width, height } = raster;
  const edge = 0.06;
  const size = { width: Math.round(width * (1 + 2 * edge)), height: Math.round(height * (1 + 2 * edge)) };
  const jitter = (part: number): number => (random.below(1_001) / 1_000) * part;
  const [x, y] = [width * edge, height * edge];
  const pinch = jitter(0.09) * width;
  const tilt = jitter(0.05) * height;
  const side = random.chance(1, 2) ? 1 : -1;
  const lift = (sign: number): number => (sign * side > 0 ? tilt : 0);
  return laidOut(raster, size, [
    [x + pinch / 2, y + lift(1)],
    [x + width - pinch / 2, y + lift(-1)],
    [x + width, y + height - lift(-1) / 3],
    [x, y + height - lift(1) / 3],
  ]);
};

const toJpeg = async (raster: Raster, quality: number, blur: number): Promise<Uint8Array> => {
  const { width, height, data } = raster;
  const picture = sharp(data, { raw: { width, height, channels: BYTES_PER_PIXEL } });
  return new Uint8Array(await (blur > 0 ? picture.blur(blur) : picture).jpeg({ quality }).toBuffer());
};

/** The dots an inch at which a page is drawn before it is photographed. */
export const dpiOf = (quality: Quality): number => (quality === 'dpi-150' ? 150 : 200);
/** Whether the red seal lies on the paper. */
export const isStamped = (quality: Quality): boolean => quality === 'stamped';

/** A JPEG as a phone or an office scanner would send it. */
export const photograph = async (page: Raster, quality: Quality, seed: number): Promise<Uint8Array> => {
  const random = randomFor(seed, 63, QUALITIES.indexOf(quality));
  switch (quality) {
    case 'clean':
    case 'stamped':
      return toJpeg(page, 90, 0);
    case 'rotated':
      return toJpeg(turned(skewed(page, random.between(-30, 30) / 10), random.pick([0, 1, 2, 3])), 85, 0);
    case 'dpi-150':
      return toJpeg(shaded(page, 12, 4, random), 70, 0);
    case 'angled':
      return toJpeg(shaded(angled(page, random), random.between(20, 90), 5, random), 80, 0.5);
    case 'blurred':
      return toJpeg(shaded(page, 20, 3, random), 80, random.between(12, 19) / 10);
    case 'noisy':
      return toJpeg(shaded(page, random.between(10, 70), 42, random), 60, 0.6);
  }
};
