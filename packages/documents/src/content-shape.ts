/** Whether a file is whole: where its own structure ends, read without decoding a pixel. `undefined`: it breaks off. */
import { latin } from './content-type.ts';

/** Place after the end mark EOI. Segments are stepped over: a preview inside EXIF has an end mark of its own. */
export const jpegEnd = (bytes: Uint8Array): number | undefined => {
  let at = 2;
  while (bytes[at] === 0xff && bytes[at + 1] !== 0xda) {
    // fill bytes before a marker
    if (bytes[at + 1] === 0xff) at += 1;
    else at += 2 + (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0);
  }
  for (at = bytes.indexOf(0xff, at); at !== -1; at = bytes.indexOf(0xff, at + 1))
    if (bytes[at + 1] === 0xd9) return at + 2;
  return undefined;
};

/** Place after the chunk IEND. */
export const pngEnd = (bytes: Uint8Array): number | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at))
    if (latin(bytes.subarray(at + 4, at + 8)) === 'IEND') return at + 12;
  return undefined;
};

/** Place after the last box of ISO 14496-12; each box begins with its size, 0 meaning to the end, 1 a size of 64 bits. */
export const heicEnd = (bytes: Uint8Array): number | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at + 8 <= bytes.length) {
    const short = view.getUint32(at);
    if (short === 0) return bytes.length;
    if (short === 1 && at + 16 > bytes.length) return undefined;
    at += short === 1 ? Number(view.getBigUint64(at + 8)) : Math.max(8, short);
  }
  return at === bytes.length ? at : undefined;
};

/** How far from the end readers look for the end mark. */
const PDF_TAIL = 2048;

/** Place after the last `%%EOF`. */
export const pdfEnd = (text: string): number | undefined => {
  const mark = text.lastIndexOf('%%EOF');
  return mark === -1 || mark < text.length - PDF_TAIL ? undefined : mark + 5;
};

/** The trailer, or the dictionary of a cross-reference stream, names an encryption; both are always in plain text. */
export const isEncryptedPdf = (text: string): boolean => /\/Encrypt\s*(<<|\d+\s+\d+\s+R)/.test(text);
