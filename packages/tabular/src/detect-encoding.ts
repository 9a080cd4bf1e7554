/**
 * Which encoding a text file is in, decided over the whole file and never from a sample: valid UTF-8 from the first to
 * the last byte is UTF-8 (Chinese in GB18030 practically never is), else valid GB18030 is GB18030, else it is refused.
 * One pass, constant memory.
 */
export type TextEncoding = 'utf-8' | 'gb18030';

export type DetectedEncoding =
  | { readonly ok: true; readonly encoding: TextEncoding; readonly bom: boolean; readonly byteCount: number }
  | {
      readonly ok: false;
      readonly problem: 'empty' | 'not-csv' | 'encoding-unknown';
      /** `ole`: a workbook of the old kind (.xls), or one with a password. */
      readonly looksLike?: 'zip' | 'ole' | 'utf-16' | 'pdf';
    };

export type ByteChunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

type Probe = { readonly feed: (chunk: Uint8Array) => void; readonly passes: () => boolean };

const probe = (encoding: TextEncoding): Probe => {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let valid = true;
  const attempt = (decode: () => string): void => {
    try {
      decode();
    } catch {
      // a fatal decoder says "not this encoding" by throwing; that is the answer, not a failure
      valid = false;
    }
  };
  return {
    feed: (chunk) => {
      if (valid) attempt(() => decoder.decode(chunk, { stream: true }));
    },
    passes: () => {
      if (valid) attempt(() => decoder.decode());
      return valid;
    },
  };
};

const startsWith = (head: readonly number[], ...bytes: readonly number[]): boolean =>
  bytes.every((byte, index) => head[index] === byte);

const looksLike = (head: readonly number[]): 'zip' | 'ole' | 'utf-16' | 'pdf' | undefined => {
  if (startsWith(head, 0x50, 0x4b, 0x03, 0x04)) return 'zip';
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) return 'ole';
  if (startsWith(head, 0xff, 0xfe) || startsWith(head, 0xfe, 0xff)) return 'utf-16';
  return startsWith(head, 0x25, 0x50, 0x44, 0x46) ? 'pdf' : undefined;
};

export const detectEncoding = async (chunks: ByteChunks): Promise<DetectedEncoding> => {
  const utf8 = probe('utf-8');
  const gb18030 = probe('gb18030');
  const head: number[] = [];
  let byteCount = 0;
  let hasNul = false;
  for await (const chunk of chunks) {
    byteCount += chunk.length;
    for (const byte of chunk.subarray(0, 4 - head.length)) head.push(byte);
    hasNul ||= chunk.includes(0);
    utf8.feed(chunk);
    gb18030.feed(chunk);
  }
  if (byteCount === 0) return { ok: false, problem: 'empty' };
  const other = looksLike(head);
  if (other !== undefined) return { ok: false, problem: 'not-csv', looksLike: other };
  // no text in either encoding holds a NUL byte; every spreadsheet and database file does
  if (hasNul) return { ok: false, problem: 'not-csv' };
  if (utf8.passes())
    return { ok: true, encoding: 'utf-8', bom: startsWith(head, 0xef, 0xbb, 0xbf), byteCount };
  if (gb18030.passes())
    return { ok: true, encoding: 'gb18030', bom: startsWith(head, 0x84, 0x31, 0x95, 0x33), byteCount };
  return { ok: false, problem: 'encoding-unknown' };
};
