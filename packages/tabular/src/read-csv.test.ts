import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TextEncoding } from './detect-encoding.ts';
import { type CsvItem, createCsvReader, readCsv } from './read-csv.ts';
import { encodeText, writeCsv } from './write-csv.ts';

const readAt = (bytes: Uint8Array, encoding: TextEncoding, cuts: readonly number[]): CsvItem[] => {
  const reader = createCsvReader(encoding);
  const items: CsvItem[] = [];
  let from = 0;
  for (const cut of [...cuts, bytes.length]) {
    items.push(...reader.push(bytes.subarray(from, cut)));
    from = Math.max(from, cut);
  }
  return [...items, ...reader.end()];
};
const readText = (text: string): CsvItem[] => readAt(encodeText(text, 'utf-8'), 'utf-8', []);
const cellsOf = (items: readonly CsvItem[]) =>
  items.map((item) => (item.kind === 'row' ? item.cells : item.reason));

const encodings = fc.constantFrom<TextEncoding>('utf-8', 'gb18030');
const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', '1', '医', '㐀', '𠀀', '"', ',', '\n', '\r', ' ', 'é', '|', '\\') }),
  fc.constantFrom('', '1234.56', '张三', '=1+1'),
);
/** Files as a program writes them, and texts with quotes in any place. */
const rows = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 12 });
const anyText = fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r\n', 'a', '医'), maxLength: 60 });
const cutsOf = (length: number) =>
  fc.array(fc.integer({ min: 0, max: length }), { maxLength: 8 }).map((cuts) => cuts.sort((a, b) => a - b));

describe('readCsv', () => {
  it('reads what writeCsv wrote, character by character, in both encodings and with a line for each record', async () => {
    await fc.assert(
      fc.asyncProperty(rows, encodings, async (table, encoding) => {
        const written = writeCsv(table, encoding, { guardFormulas: false });
        const read: CsvItem[] = [];
        for await (const item of readCsv(written, encoding)) read.push(item);
        expect(cellsOf(read)).toEqual(table);
        read.forEach((item, index) => {
          const before = read[index - 1];
          if (item.kind === 'row' && before?.kind === 'row') expect(item.line).toBe(before.lastLine + 1);
        });
      }),
    );
  });

  it('gives the same rows wherever the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc
          .record({
            text: fc.oneof(
              anyText,
              rows.map((table) => table.map((r) => r.join(',')).join('\n')),
            ),
            encoding: encodings,
          })
          .chain(({ text, encoding }) => {
            const bytes = encodeText(text, encoding, true);
            return fc.record({
              bytes: fc.constant(bytes),
              encoding: fc.constant(encoding),
              cuts: cutsOf(bytes.length),
            });
          }),
        ({ bytes, encoding, cuts }) => {
          const whole = readAt(bytes, encoding, []);
          expect(readAt(bytes, encoding, cuts)).toEqual(whole);
          expect(
            readAt(
              bytes,
              encoding,
              Array.from(bytes, (_, index) => index),
            ),
          ).toEqual(whole);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('agrees with csv-parse on well-formed files', () => {
    fc.assert(
      fc.property(rows, (table) => {
        const text = table.map((r) => r.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')).join('\r\n');
        expect(cellsOf(readText(text))).toEqual(parse(text, { record_delimiter: ['\r\n'] }));
      }),
    );
  });

  it('accounts for every physical line that is not empty', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
        const covered = new Set<number>();
        for (const item of readText(text))
          if (item.kind === 'row')
            for (let line = item.line; line <= item.lastLine; line += 1) covered.add(line);
        lines.forEach((line, index) => {
          if (line !== '') expect(covered.has(index + 1)).toBe(true);
        });
      }),
      { numRuns: 1_000 },
    );
  });

  it('takes CRLF and LF, skips empty lines but counts them, and needs no last line break', () => {
    const items = readText('\uFEFFa,b\r\n\r\n1,2\n3,4');
    expect(items).toMatchObject([
      { kind: 'row', line: 1, lastLine: 1, recordNumber: 1, plain: 'a,b' },
      { kind: 'row', line: 3, lastLine: 3, recordNumber: 2, plain: '1,2' },
      { kind: 'row', line: 4, lastLine: 4, recordNumber: 3, plain: '3,4' },
    ]);
    expect(cellsOf(items)).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
    ]);
    expect(cellsOf(readText('a,b\n1,2\n\n'))).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(readText('')).toEqual([]);
  });

  it('keeps a lone quote to its own line', () => {
    const items = readText('a,b\n"x,1\ny,2\nz,"q"\nw"v,3\n"m\nn",4\n');
    expect(
      items.map((item) =>
        item.kind === 'row' ? [item.line, item.problem ?? 'ok', item.cells.join('|')] : [],
      ),
    ).toEqual([
      [1, 'ok', 'a|b'],
      [2, 'quote-unclosed', '"x|1'],
      [3, 'ok', 'y|2'],
      [4, 'ok', 'z|q'],
      [5, 'quote-misplaced', 'w"v|3'],
      [6, 'ok', 'm\nn|4'],
    ]);
    expect(cellsOf(readText('a,b\n1,2\n"x,1\ny,2'))).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['"x', '1'],
      ['y', '2'],
    ]);
  });

  it('does not believe a record over several lines that has not the width of the header', () => {
    const items = readText('a,b,c\n"x,1,2\ny,1,2\nz"\n');
    expect(cellsOf(items)).toEqual([['a', 'b', 'c'], ['"x', '1', '2'], ['y', '1', '2'], ['z"']]);
  });

  it.each([
    ['a record without end', `a,b\n${'x'.repeat(70_000)}`, 'record-too-long'],
    ['a NUL byte', 'a,b\n1,2\n\0', 'binary'],
    [
      'nothing but broken quotes',
      `a,b\n${'"x\n'.repeat(1)}${'x"y,1\n'.repeat(1_100)}`,
      'too-many-broken-quotes',
    ],
  ])('stops at %s', (_name, text, reason) => {
    const items = readText(text);
    expect(items.at(-1)).toMatchObject({ kind: 'not-csv', reason });
    expect(items.filter((item) => item.kind === 'not-csv')).toHaveLength(1);
  });

  it('gives up an unclosed quote after 64 Ki characters and goes on', () => {
    const text = `a,b\n"open,1\n${'x,2\n'.repeat(30_000)}`;
    const items = readText(text);
    expect(items).toHaveLength(30_002);
    expect(items[1]).toMatchObject({ line: 2, problem: 'quote-unclosed' });
    expect(readAt(encodeText(text, 'utf-8'), 'utf-8', [9, 40_000, 65_547, 70_000])).toEqual(items);
  });

  it('stops at bytes that are not in the encoding', () => {
    expect(readAt(Uint8Array.of(0x61, 0x0a, 0xff, 0xff, 0x0a), 'utf-8', [])).toMatchObject([
      { reason: 'encoding' },
    ]);
  });
});
