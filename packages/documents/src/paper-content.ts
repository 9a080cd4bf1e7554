/** Judging an uploaded paper by its bytes: size, hash, and the type that its first bytes show, whatever it claims. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { type Inspection, MOST_PAPER_BYTES, type PAPER_TYPES, type Paper } from './paper.ts';

const SIGNATURES: readonly (readonly [(typeof PAPER_TYPES)[number], readonly number[]])[] = [
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
];
const LONGEST_SIGNATURE = 8;

const typeOf = (head: readonly number[]): string | undefined =>
  SIGNATURES.find(([, signature]) => signature.every((byte, place) => head[place] === byte))?.[0];

/** Reads the content once, in pieces. */
export const inspectPaper = async (
  paper: Pick<Paper, 'sha256' | 'contentType'>,
  content: AsyncIterable<Uint8Array>,
): Promise<Inspection> => {
  const hash = sha256.create();
  const head: number[] = [];
  let bytes = 0;
  for await (const piece of content) {
    bytes += piece.length;
    if (bytes > MOST_PAPER_BYTES) return { ok: false, bytes, rejection: 'too-large' };
    if (head.length < LONGEST_SIGNATURE) head.push(...piece.subarray(0, LONGEST_SIGNATURE - head.length));
    hash.update(piece);
  }
  if (bytes === 0) return { ok: false, bytes, rejection: 'empty' };
  if (typeOf(head) !== paper.contentType) return { ok: false, bytes, rejection: 'type-not-accepted' };
  if (bytesToHex(hash.digest()) !== paper.sha256) return { ok: false, bytes, rejection: 'hash-differs' };
  return { ok: true, bytes };
};
