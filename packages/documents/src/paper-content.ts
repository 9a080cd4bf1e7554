/** Judging an uploaded paper by its bytes: size, hash, real type, wholeness, measure. Nothing is decoded here. */
import type { PaperType, Rejection } from '@erbao/api-contracts/paper-states';
import { imageSize } from 'image-size';
import { contentHash } from './content-hash.ts';
import { heicEnd, isEncryptedPdf, jpegEnd, pdfEnd, pngEnd } from './content-shape.ts';
import { carriesAnother, contentTypeOf, latin } from './content-type.ts';
import { type Inspection, MOST_PAPER_BYTES, MOST_PIXELS, type Paper } from './paper.ts';

/** Where other formats look for their own beginning and end. */
const HEAD = 1024;
const TAIL = 1024;

const pixelsOf = (bytes: Uint8Array): number | undefined => {
  try {
    const { width, height } = imageSize(bytes);
    return width * height;
  } catch {
    // the library throws for a header it cannot read: the same answer as a measure of nothing
    return undefined;
  }
};

const imageEnd = { 'image/jpeg': jpegEnd, 'image/png': pngEnd, 'image/heic': heicEnd } as const;

const problemOfImage = (type: keyof typeof imageEnd, bytes: Uint8Array): Rejection | undefined => {
  const pixels = pixelsOf(bytes);
  if (pixels !== undefined && pixels > MOST_PIXELS) return 'too-many-pixels';
  const end = imageEnd[type](bytes);
  if (end === undefined) return 'truncated';
  return pixels === undefined || pixels === 0 ? 'damaged' : problemOfEnds(bytes, end);
};

const problemOfEnds = (bytes: Uint8Array, end: number): Rejection | undefined =>
  carriesAnother(latin(bytes.subarray(0, HEAD)), latin(bytes.subarray(end)), latin(bytes.subarray(-TAIL)))
    ? 'disguised'
    : undefined;

const problemOfPdf = (bytes: Uint8Array): Rejection | undefined => {
  const text = latin(bytes);
  const end = pdfEnd(text);
  if (end === undefined) return 'truncated';
  return isEncryptedPdf(text) ? 'encrypted' : problemOfEnds(bytes, end);
};

/** Phones name pictures wrongly, and any picture is shown by its copy; a picture that claims to be a PDF is no mistake. */
const agrees = (declared: PaperType, real: PaperType): boolean =>
  (declared === 'application/pdf') === (real === 'application/pdf');

const problemOf = (declared: PaperType, real: PaperType, bytes: Uint8Array): Rejection | undefined => {
  if (!agrees(declared, real)) return 'type-differs';
  return real === 'application/pdf' ? problemOfPdf(bytes) : problemOfImage(real, bytes);
};

const joined = (pieces: readonly Uint8Array[], size: number): Uint8Array => {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
};

/** Reads the content once, and never more than the largest paper. */
export const inspectPaper = async (
  paper: Pick<Paper, 'sha256' | 'contentType'>,
  content: AsyncIterable<Uint8Array>,
): Promise<Inspection> => {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of content) {
    bytes += piece.length;
    if (bytes > MOST_PAPER_BYTES) return { ok: false, bytes, rejection: 'too-large' };
    pieces.push(piece);
  }
  if (bytes === 0) return { ok: false, bytes, rejection: 'empty' };
  const whole = joined(pieces, bytes);
  if (contentHash(whole) !== paper.sha256) return { ok: false, bytes, rejection: 'hash-differs' };
  const type = contentTypeOf(whole);
  if (type === undefined) return { ok: false, bytes, rejection: 'type-not-accepted' };
  if (type === 'application/ofd') return { ok: false, bytes, rejection: 'ofd-not-readable' };
  const rejection = problemOf(paper.contentType, type, whole);
  return rejection === undefined ? { ok: true, bytes, contentType: type } : { ok: false, bytes, rejection };
};
