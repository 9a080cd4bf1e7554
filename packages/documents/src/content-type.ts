/** What bytes are, by their own signature, whatever a ticket or a file name says. */
import type { PaperType } from '@erbao/api-contracts/paper-states';

const startsWith = (bytes: Uint8Array, signature: readonly number[], at = 0): boolean =>
  signature.every((byte, place) => bytes[at + place] === byte);

/** One character a byte, so that a place in the text is a place in the bytes. */
export const latin = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);

const JPEG = [0xff, 0xd8, 0xff];
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const PDF = [0x25, 0x50, 0x44, 0x46, 0x2d];
const ZIP = [0x50, 0x4b, 0x03, 0x04];
/** Brands whose pictures are HEVC in HEIF, as phones write them; AVIF and videos share the container. */
const HEIC_BRANDS = /heic|heix|heim|heis|hevc|hevx/;

const isHeic = (bytes: Uint8Array): boolean => {
  if (latin(bytes.subarray(4, 8)) !== 'ftyp') return false;
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  return HEIC_BRANDS.test(latin(bytes.subarray(8, Math.min(size, 256))));
};

export const contentTypeOf = (bytes: Uint8Array): PaperType | 'application/ofd' | undefined => {
  if (startsWith(bytes, JPEG)) return 'image/jpeg';
  if (startsWith(bytes, PNG)) return 'image/png';
  if (startsWith(bytes, PDF)) return 'application/pdf';
  // GB/T 33190: a ZIP container whose entry file is OFD.xml
  if (startsWith(bytes, ZIP) && latin(bytes).includes('OFD.xml')) return 'application/ofd';
  return isHeic(bytes) ? 'image/heic' : undefined;
};

/** True when a file of a right beginning carries another format that a second program would open instead. */
export const carriesAnother = (head: string, afterEnd: string, tail: string): boolean =>
  head.includes('%PDF-', 1) ||
  // the directory at the end is what makes any file a ZIP (or a JAR, or a document)
  tail.includes('PK\u0005\u0006') ||
  /%PDF-|PK\u0003\u0004|Rar!\u001a|7z\u00bc\u00af|<script|<\?php|<html/i.test(afterEnd) ||
  /^(MZ|\u007fELF)/.test(afterEnd);
