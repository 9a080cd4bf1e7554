/**
 * Exactness of reading: a month file of so many rows, in both encodings, cut into small pieces, goes through
 * detecting, reading, chunks and row intake; every character of every cell and every fen is compared with what was written.
 * Every seventh name has characters of four bytes. Ends with 0 only if nothing was changed.
 *
 *   npm run exactness -- [rows]        default 1000000
 */
import process from 'node:process';
import { printYuan } from '@erbao/kernel/money';
import { ROWS_PER_CHUNK, readChunk, splitIntoChunks } from '@erbao/month-file/chunks';
import { createRowReader } from '@erbao/national-record/read-settlement-row';
import { AMOUNT_COLUMNS } from '@erbao/national-record/settlement-sheet';
import { openSampleDistrict } from '@erbao/sample-district/sample-district';
import { sampleFileLines } from '@erbao/sample-district/sample-file';
import { detectEncoding, type TextEncoding } from '@erbao/tabular/detect-encoding';
import { readCsv } from '@erbao/tabular/read-csv';
import { encodeText } from '@erbao/tabular/write-csv';

/** A prime, so that borders fall on every place of a row: sixteen times as many as a stream of the platform has. */
const PIECE_BYTES = 4_093;
const LINES_AT_ONCE = 500;
const NAME = 6;
const RARE_NAME = '𠮷䶮㛃';

const district = openSampleDistrict({ seed: 7, year: 2026, members: 5_000 });
const visits = Array.from(district.members()).flatMap((member) => [...district.visitsOf(member)]);

function* written(rows: number): Generator<readonly string[], void, void> {
  let row = 0;
  for (const line of sampleFileLines(visits, rows)) {
    const cells = line.split(',');
    yield row > 0 && row % 7 === 0 ? cells.with(NAME, RARE_NAME) : cells;
    row += 1;
  }
}

function* writtenTexts(rows: number): Generator<string, void, void> {
  let text = '';
  let lines = 0;
  for (const cells of written(rows)) {
    text += `${cells.join(',')}\r\n`;
    lines += 1;
    if (lines % LINES_AT_ONCE !== 0) continue;
    yield text;
    text = '';
  }
  yield text;
}

/** Decoded from the start of its line on, which stands outside every character, up to the border. */
const isInCharacter = (bytes: Uint8Array, border: number, encoding: TextEncoding): boolean => {
  const from = bytes.lastIndexOf(10, border - 1) + 1;
  if (from === 0) return false;
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(from, border));
    return false;
  } catch {
    return true;
  }
};

type Borders = { all: number; inCharacter: number };

/** The bytes of the file in pieces of one size, and how many of their borders lie inside a character. */
function* pieces(rows: number, encoding: TextEncoding, borders: Borders): Generator<Uint8Array, void, void> {
  let rest = new Uint8Array(0);
  for (const text of writtenTexts(rows)) {
    const more = encodeText(text, encoding);
    const both = new Uint8Array(rest.length + more.length);
    both.set(rest);
    both.set(more, rest.length);
    let start = 0;
    for (; both.length - start > PIECE_BYTES; start += PIECE_BYTES) {
      borders.all += 1;
      if (isInCharacter(both, start + PIECE_BYTES, encoding)) borders.inCharacter += 1;
      yield both.subarray(start, start + PIECE_BYTES);
    }
    rest = both.slice(start);
  }
  yield rest;
}

const AMOUNTS = Object.entries(AMOUNT_COLUMNS);

type Changed = { rows: number; characters: number; fen: number };

const countChanged = (changed: Changed, was: readonly string[], is: readonly string[]): void => {
  changed.rows += 1;
  for (let place = 0; place < Math.max(was.length, is.length); place += 1) {
    const [a = '', b = ''] = [was[place], is[place]];
    if (a === b) continue;
    for (let at = 0; at < Math.max(a.length, b.length); at += 1) if (a[at] !== b[at]) changed.characters += 1;
  }
};

const compare = async (rows: number, encoding: TextEncoding): Promise<boolean> => {
  const borders: Borders = { all: 0, inCharacter: 0 };
  const changed: Changed = { rows: 0, characters: 0, fen: 0 };
  const detected = await detectEncoding(pieces(rows, encoding, { all: 0, inCharacter: 0 }));
  if (!detected.ok || detected.encoding !== encoding) throw new Error(`not detected as ${encoding}`);
  const expected = written(rows);
  const header = expected.next().value ?? [];
  for await (const item of splitIntoChunks(
    readCsv(pieces(rows, encoding, borders), encoding),
    ROWS_PER_CHUNK,
  )) {
    if (item.kind === 'refused') throw new Error(JSON.stringify(item.problems));
    if (item.kind === 'read') continue;
    const chunk = readChunk(item.text);
    const read = createRowReader(chunk.header.columns);
    for (const { cells } of chunk.rows) {
      const was = expected.next().value ?? [];
      countChanged(changed, was, cells);
      const row = read(cells);
      if (!row.ok) throw new Error(JSON.stringify(row.problems));
      const amounts = new Map(Object.entries(row.row.amounts));
      for (const [name, column] of AMOUNTS) {
        const amount = amounts.get(name);
        const text = was[header.indexOf(column)] ?? '';
        if ((amount === undefined ? '' : printYuan(amount)) !== text) changed.fen += 1;
      }
    }
  }
  console.log(
    `${encoding.padEnd(8)} pieces of ${String(PIECE_BYTES)} bytes: ${String(borders.all)} borders, ` +
      `${String(borders.inCharacter)} inside a character; ${String(changed.rows)} rows read, ` +
      `${String(changed.characters)} characters and ${String(changed.fen)} amounts changed`,
  );
  return changed.rows === rows && changed.characters === 0 && changed.fen === 0;
};

const main = async (rows: number): Promise<boolean> => {
  let isExact = true;
  for (const encoding of ['utf-8', 'gb18030'] as const) isExact = (await compare(rows, encoding)) && isExact;
  return isExact;
};

process.exitCode = (await main(Number(process.argv[2] ?? 1_000_000))) ? 0 : 1;
