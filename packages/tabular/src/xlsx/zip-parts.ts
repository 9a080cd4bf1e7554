/**
 * The parts of a zip file, inflated as streams and never further than a workbook goes. Nothing is written to a disk and
 * no part is taken by its path, so names that climb out of the archive have nowhere to climb to.
 */
import { type FileEntry, Reader, ZipReader } from '@zip.js/zip.js/lib/zip-core-native.js';
import type { ByteSource } from '../byte-source.ts';
import { WorkbookFault } from './workbook-fault.ts';

export type ZipParts = ReadonlyMap<string, ZipPart>;
export type ZipPart = {
  /** In pieces; throws a WorkbookFault when it is damaged or larger than `mostBytes`. */
  readonly inflate: (mostBytes: number) => AsyncGenerator<Uint8Array, void, void>;
};

// One request to a store brings this much; the inflater asks for 64 KiB at a time.
const PAGE = 4_194_304;
/** The directory of a workbook with a hundred sheets has 20 KB. */
const LONGEST_READ = 16_777_216;
const MOST_PARTS = 500;
// Sheets shrink to about a tenth; deflate itself ends at 1:1,032.
const FREE_BYTES = 16_777_216;
const MOST_RATIO = 250;

/** Reads ahead in pages; remembers when the source itself failed, which is no fault of the file. */
class PagedReader extends Reader<ByteSource> {
  readonly #source: ByteSource;
  #page = new Uint8Array();
  #pageStart = 0;
  failure: { readonly error: unknown } | undefined;

  constructor(source: ByteSource) {
    super(source);
    this.#source = source;
    this.size = source.size;
  }

  override async readUint8Array(start: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const end = Math.min(start + length, this.size);
    if (length > LONGEST_READ || start < 0 || end <= start) throw new WorkbookFault('broken');
    if (start < this.#pageStart || end > this.#pageStart + this.#page.length) {
      this.#page = await this.#read(start, Math.min(Math.max(end, start + PAGE), this.size));
      this.#pageStart = start;
    }
    return this.#page.slice(start - this.#pageStart, end - this.#pageStart);
  }

  async #read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    try {
      return new Uint8Array(await this.#source.read(start, end));
    } catch (error) {
      this.failure = { error };
      throw error;
    }
  }
}

const faultOf = (reader: PagedReader, error: unknown): unknown => {
  if (reader.failure !== undefined) return reader.failure.error;
  return error instanceof WorkbookFault ? error : new WorkbookFault('broken', undefined, error);
};

const OPTIONS = { useWebWorkers: false, checkSignature: true, checkOverlappingEntry: true };

async function* inflate(
  reader: PagedReader,
  entry: FileEntry,
  mostBytes: number,
): AsyncGenerator<Uint8Array, void, void> {
  if (entry.encrypted) throw new WorkbookFault('encrypted');
  const most = Math.min(mostBytes, Math.max(FREE_BYTES, entry.compressedSize * MOST_RATIO));
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const pieces = readable.getReader();
  // the reading side must see the error, also of an entry that could not even be begun
  const written = entry
    .getData(writable, OPTIONS)
    .catch((error: unknown) => writable.abort(error))
    .catch(() => undefined);
  try {
    for (let total = 0; ; ) {
      const { done, value } = await pieces.read();
      if (done) return;
      total += value.length;
      if (total > most) throw new WorkbookFault('too-large');
      yield value;
    }
  } catch (error) {
    throw faultOf(reader, error);
  } finally {
    await pieces.cancel().catch(() => undefined);
    await written;
  }
}

/** Names are compared without case and without a leading slash, as workbooks use them. */
export const partName = (name: string): string => name.replace(/^\/+/, '').toLowerCase();

export const openZip = async (source: ByteSource): Promise<ZipParts> => {
  const reader = new PagedReader(source);
  const parts = new Map<string, ZipPart>();
  try {
    for await (const entry of new ZipReader(reader).getEntriesGenerator()) {
      if (parts.size >= MOST_PARTS) throw new WorkbookFault('no-workbook');
      if (!entry.directory)
        parts.set(partName(entry.filename), { inflate: (most) => inflate(reader, entry, most) });
    }
  } catch (error) {
    throw faultOf(reader, error);
  }
  return parts;
};
