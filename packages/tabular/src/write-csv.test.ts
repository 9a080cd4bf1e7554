import { expect, it } from 'vitest';
import { csvLine, encodeText, guardCell, writeCsv } from './write-csv.ts';

it.each([
  ['=HYPERLINK("x")', '\'=HYPERLINK("x")'],
  ['+86', "'+86"],
  ['-1+1', "'-1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['＝1', "'＝1"],
  ['\t=1', "'\t=1"],
  ['-12.00', '-12.00'],
  ['张三', '张三'],
  ['', ''],
])('guards %j as %j', (text, guarded) => expect(guardCell(text)).toBe(guarded));

it('quotes what needs quotes', () => {
  expect(csvLine(['a"b', 'c,d', 'e\nf', 'g', '=1'])).toBe('"a""b","c,d","e\nf",g,\'=1');
});

it('writes pieces that join to one file with one byte order mark', async () => {
  const table = Array.from({ length: 20_000 }, (_, index) => [String(index), '医疗费总额']);
  const pieces: Uint8Array[] = [];
  for await (const piece of writeCsv(table, 'utf-8')) pieces.push(piece);
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.concat(pieces));
  expect(pieces.length).toBeGreaterThan(3);
  expect(text).toBe(`\uFEFF${table.map((cells) => `${cells.join(',')}\r\n`).join('')}`);
});

it('writes GB18030 that keeps characters outside the basic plane', () => {
  expect(new TextDecoder('gb18030').decode(encodeText('𠀀㐀·é', 'gb18030'))).toBe('𠀀㐀·é');
});
