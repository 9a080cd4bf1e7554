/** QR and bar codes in a picture, by ZXing compiled to WebAssembly. */
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { PageCode } from './page.ts';
import { BYTES_PER_PIXEL, type Raster } from './raster.ts';

export type ReadCodes = (picture: Raster) => Promise<readonly PageCode[]>;

const MOST_CODES = 8;

/** `wasm` is the content of `zxing-wasm/reader/zxing_reader.wasm`; without it the library would ask a network for it. */
export const openCodeReader = (wasm: Uint8Array): ReadCodes => {
  prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(wasm).buffer } });
  return async ({ width, height, data }) => {
    const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
    for (let from = 0, to = 0; from < data.length; from += BYTES_PER_PIXEL, to += 4) {
      rgba[to] = data[from] ?? 0;
      rgba[to + 1] = data[from + 1] ?? 0;
      rgba[to + 2] = data[from + 2] ?? 0;
    }
    const picture = { width, height, data: rgba, colorSpace: 'srgb' } as const;
    const found = await readBarcodes(picture, { maxNumberOfSymbols: MOST_CODES, tryHarder: true });
    return found
      .filter(({ isValid }) => isValid)
      .map(({ text, format, position: { topLeft, topRight, bottomRight, bottomLeft } }) => ({
        text,
        format,
        corners: [
          [topLeft.x, topLeft.y],
          [topRight.x, topRight.y],
          [bottomRight.x, bottomRight.y],
          [bottomLeft.x, bottomLeft.y],
        ],
      }));
  };
};
