/** The pages of a PDF as pictures, drawn by PDFium compiled to WebAssembly: no native module, the same on every machine. */
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { BYTES_PER_PIXEL, blankRaster, type Raster } from './raster.ts';

export type RenderPages = (pdf: Uint8Array, wish: RenderWish) => Promise<readonly Raster[]>;
export type RenderWish = {
  /** Pages after these are not drawn. */
  readonly pages: number;
  /** Dots an inch; a page whose longer side would pass `longestSide` is drawn smaller. */
  readonly dpi: number;
  readonly longestSide: number;
};

type Library = Awaited<ReturnType<typeof PDFiumLibrary.init>>;

const POINTS_PER_INCH = 72;

const withoutAlpha = (width: number, height: number, rgba: Uint8Array): Raster => {
  const raster = blankRaster(width, height);
  for (let from = 0, to = 0; to < raster.data.length; from += 4, to += BYTES_PER_PIXEL) {
    raster.data[to] = rgba[from] ?? 255;
    raster.data[to + 1] = rgba[from + 1] ?? 255;
    raster.data[to + 2] = rgba[from + 2] ?? 255;
  }
  return raster;
};

const drawn = async (library: Library, pdf: Uint8Array, wish: RenderWish): Promise<readonly Raster[]> => {
  const document = await library.loadDocument(pdf);
  try {
    const rasters: Raster[] = [];
    for (let index = 0; index < Math.min(wish.pages, document.getPageCount()); index += 1) {
      const page = document.getPage(index);
      const { originalWidth, originalHeight } = page.getOriginalSize();
      const most = wish.longestSide / Math.max(originalWidth, originalHeight);
      const { width, height, data } = await page.render({
        scale: Math.min(wish.dpi / POINTS_PER_INCH, most),
        render: 'bitmap',
      });
      rasters.push(withoutAlpha(width, height, data));
    }
    return rasters;
  } finally {
    document.destroy();
  }
};

/** `wasm` is the content of `@hyzyla/pdfium/pdfium.wasm`. */
export const openPageRenderer = async (wasm: Uint8Array): Promise<RenderPages> => {
  const library = await PDFiumLibrary.init({ wasmBinary: new Uint8Array(wasm).buffer });
  return (pdf, wish) => drawn(library, pdf, wish);
};
