/** A file whose bytes can be read in order and at any place: memory, a browser's Blob, an object in a store. */
import type { ByteChunks } from './detect-encoding.ts';

export type ByteSource = {
  readonly size: number;
  /** From the first byte to the last; may be called again. */
  readonly stream: () => ByteChunks;
  /** Bytes `start` up to, not including, `end`; both lie within the file. */
  readonly read: (start: number, end: number) => Promise<Uint8Array>;
};

export const bytesSource = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  stream: () => [bytes],
  read: (start, end) => Promise.resolve(bytes.subarray(start, end)),
});
