/** A picture as rows of bytes, red, green, blue for each pixel. */
export type Raster = { readonly width: number; readonly height: number; readonly data: Uint8Array };

export const BYTES_PER_PIXEL = 3;

/** In pixels of a picture. */
export type Box = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};
/** A part of a picture as a JPEG, after so many quarter turns clockwise. */
export type CutPicture = (picture: Raster, box: Box, turns: 0 | 1 | 2 | 3) => Promise<Uint8Array>;

export const blankRaster = (width: number, height: number, value = 255): Raster => ({
  width,
  height,
  data: new Uint8Array(width * height * BYTES_PER_PIXEL).fill(value),
});

/** A quarter turn clockwise, `turns` times. */
export const turned = (raster: Raster, turns: 0 | 1 | 2 | 3): Raster => {
  if (turns === 0) return raster;
  const { width, height, data } = raster;
  const result = turns === 2 ? blankRaster(width, height) : blankRaster(height, width);
  let from = 0;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1, from += BYTES_PER_PIXEL) {
      const column = turns === 1 ? height - 1 - y : turns === 2 ? width - 1 - x : y;
      const row = turns === 1 ? x : turns === 2 ? height - 1 - y : width - 1 - x;
      const to = (row * result.width + column) * BYTES_PER_PIXEL;
      result.data[to] = data[from] ?? 0;
      result.data[to + 1] = data[from + 1] ?? 0;
      result.data[to + 2] = data[from + 2] ?? 0;
    }
  return result;
};
