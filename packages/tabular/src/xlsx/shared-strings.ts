/**
 * The strings that cells name by number, kept as UTF-8 in blocks: three million short ones (a million rows with a number,
 * a card and a name each) take about 60 MB, as JavaScript strings they would take four times that.
 */
import { readXml } from './read-xml.ts';
import { WorkbookFault } from './workbook-fault.ts';
import { decodeEscapes } from './cell-text.ts';

export type SharedStrings = {
  /** Undefined when there is no such string. */
  readonly at: (index: number) => string | undefined;
};
export const NO_STRINGS: SharedStrings = { at: () => undefined };

const BLOCK = 1_048_576;
const MOST_BYTES = 134_217_728;
// The few words that come back in every row need not be decoded each time.
const MOST_REMEMBERED = 4_096;

class StringStore {
  readonly #blocks: Uint8Array[] = [];
  /** Block number × BLOCK + offset of each string's first byte; its length stands before the next one. */
  #starts = new Float64Array(1_024);
  #lengths = new Uint32Array(1_024);
  #count = 0;
  #used = BLOCK;
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();
  readonly #known = new Map<number, string>();

  add(text: string): void {
    // a character takes at most three bytes
    if (text.length * 3 > BLOCK) throw new WorkbookFault('broken');
    if (this.#used + text.length * 3 > BLOCK) this.#newBlock();
    if (this.#count === this.#starts.length) this.#grow();
    const block = this.#blocks[this.#blocks.length - 1] ?? new Uint8Array();
    const { written } = this.#encoder.encodeInto(text, block.subarray(this.#used));
    this.#starts[this.#count] = (this.#blocks.length - 1) * BLOCK + this.#used;
    this.#lengths[this.#count] = written;
    this.#used += written;
    this.#count += 1;
  }

  #newBlock(): void {
    if (this.#blocks.length * BLOCK >= MOST_BYTES) throw new WorkbookFault('too-large');
    this.#blocks.push(new Uint8Array(BLOCK));
    this.#used = 0;
  }

  #grow(): void {
    const starts = new Float64Array(this.#count * 2);
    starts.set(this.#starts);
    this.#starts = starts;
    const lengths = new Uint32Array(this.#count * 2);
    lengths.set(this.#lengths);
    this.#lengths = lengths;
  }

  at(index: number): string | undefined {
    if (!Number.isInteger(index) || index < 0 || index >= this.#count) return undefined;
    const known = this.#known.get(index);
    if (known !== undefined) return known;
    const start = this.#starts[index] ?? 0;
    const offset = start % BLOCK;
    const block = this.#blocks[(start - offset) / BLOCK];
    const text = this.#decoder.decode(block?.subarray(offset, offset + (this.#lengths[index] ?? 0)));
    if (this.#known.size >= MOST_REMEMBERED) this.#known.clear();
    this.#known.set(index, text);
    return text;
  }
}

export const readSharedStrings = async (pieces: AsyncIterable<Uint8Array>): Promise<SharedStrings> => {
  const store = new StringStore();
  let text = '';
  let inText = false;
  // the reading aid of an East Asian string (rPh) is no part of it
  let inAid = false;
  await readXml(pieces, {
    open: (name) => {
      if (name === 'si') text = '';
      else if (name === 'rPh') inAid = true;
      else if (name === 't') inText = !inAid;
    },
    text: (piece) => {
      if (inText) text += piece;
    },
    close: (name) => {
      if (name === 't') inText = false;
      else if (name === 'rPh') inAid = false;
      else if (name === 'si') store.add(decodeEscapes(text));
    },
  });
  return store;
};
