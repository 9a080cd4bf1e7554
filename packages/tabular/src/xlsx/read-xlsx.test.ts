import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../byte-source.ts';
import { openTable } from '../open-table.ts';
import { cellXml, joinPieces, type WorkbookParts, workbookBytes } from '../testing/workbook-bytes.ts';
import { readXlsx, type XlsxItem, type XlsxOptions } from './read-xlsx.ts';
import { styleOfCode } from './workbook.ts';
import { writeXlsx } from './write-xlsx.ts';

const read = async (bytes: Uint8Array, options?: XlsxOptions): Promise<readonly XlsxItem[]> => {
  const items: XlsxItem[] = [];
  for await (const item of readXlsx(bytesSource(bytes), options)) items.push(item);
  return items;
};
const cellsOf = (items: readonly XlsxItem[]) =>
  items.map((item) => (item.kind === 'row' ? item.cells : item.reason));
const readRows = async (rows: string, more: Parameters<typeof workbookBytes>[1] = {}) =>
  read(await workbookBytes(rows, more));

describe('readXlsx', () => {
  it('reads what writeXlsx wrote, character by character', async () => {
    const cell = fc.oneof(
      fc.string({
        unit: fc.constantFrom('a', '1', '医', '𠀀', '"', '<', '&', ' ', '_x', '\n', "'"),
        maxLength: 8,
      }),
      fc.constantFrom('\u0001\r\uFFFF', '0012', '-1.50', '=1+1', '+86', '_x000D_', '110105194912310020'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.constant('x'), cell, cell), { maxLength: 5 }), async (rows) => {
        const columns = [{ header: 'a' }, { header: '乙' }, { header: 'c', width: 30 }];
        const bytes = await joinPieces(writeXlsx('明细', columns, rows));
        expect(cellsOf(await read(bytes))).toEqual([['a', '乙', 'c'], ...rows]);
      }),
      { numRuns: 60 },
    );
  });

  it('reads numbers by their 15 digits and never as a computed value', async () => {
    const rows = `<row r="1"><c r="A1"><v>4.5999999999999996</v></c><c r="B1"><v>1200.3000000000002</v></c><c r="C1"><v>1E5</v></c><c r="D1"><v>110105194912310020</v></c><c r="E1"><f>A1*2</f><v>9.2</v></c><c r="F1" t="e"><v>#REF!</v></c><c r="G1" t="b"><v>1</v></c><c r="H1"><v>1234.50</v></c></row>`;
    expect(await readRows(rows)).toMatchObject([
      {
        cells: ['4.6', '1200.3', '100000', '110105194912310020', '9.2', '#REF!', '1', '1234.50'],
        faults: [
          { place: 3, fault: 'digits-lost' },
          { place: 4, fault: 'formula' },
          { place: 5, fault: 'error-value' },
        ],
      },
    ]);
  });

  it('reads dates by their style, in both calendars', async () => {
    const rows = `<row><c s="1"><v>43221</v></c><c s="2"><v>43221.395833333336</v></c><c><v>43221</v></c><c s="3"><v>43221</v></c><c t="d"><v>2018-05-01T09:30:00.000Z</v></c><c s="1"><v>60</v></c><c s="2"><v>43221</v></c></row>`;
    expect(cellsOf(await readRows(rows))).toEqual([
      [
        '2018-05-01',
        '2018-05-01 09:30:00',
        '43221',
        '2018-05-01',
        '2018-05-01 09:30:00',
        '60',
        '2018-05-01 00:00:00',
      ],
    ]);
    const from1904 = await readRows('<row><c s="1"><v>41759</v></c></row>', { from1904: true });
    expect(cellsOf(from1904)).toEqual([['2018-05-01']]);
  });

  it.each([
    ['yyyy"年"m"月"d"日"', 'date'],
    ['[$-804]yyyy/m/d;@', 'date'],
    ['yyyy-mm-dd hh:mm:ss', 'date-time'],
    ['#,##0.00_);[Red](#,##0.00)', 'number'],
    ['0.00"d"', 'number'],
    ['General', 'number'],
    ['@', 'number'],
  ])('takes the format %s as %s', (code, style) => expect(styleOfCode(code)).toBe(style));

  it('takes shared strings, runs, escapes; leaves reading aids out', async () => {
    const rows = `<row>${cellXml('A1', 's', '0')}${cellXml('B1', 's', '1')}<c r="C1" t="inlineStr"><is><r><t>行</t></r><r><t xml:space="preserve"> 内</t></r></is></c></row>`;
    const strings =
      '<si><t>样例_x000D_甲</t></si><si><r><t>张</t></r><r><t>三</t></r><rPh sb="0" eb="1"><t>zhang</t></rPh></si>';
    expect(cellsOf(await readRows(rows, { strings }))).toEqual([['样例\r甲', '张三', '行 内']]);
  });

  it('keeps places, row numbers and hidden rows; leaves blank rows out', async () => {
    const rows = `<row r="2"><c r="A2"><v>1</v></c><c r="C2"><v>3</v></c></row><row r="3"><c r="A3" s="1"/></row><row r="7" hidden="1"><c r="B7"><v>5</v></c></row>`;
    expect(await readRows(rows)).toEqual([
      { kind: 'row', line: 2, lastLine: 2, recordNumber: 1, cells: ['1', '', '3'] },
      { kind: 'row', line: 7, lastLine: 7, recordNumber: 2, cells: ['', '5', ''] },
    ]);
  });

  it('reads names with a prefix, as some programs write them', async () => {
    const sheet =
      '<x:worksheet xmlns:x="u"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    expect(cellsOf(await readRows('', { sheet }))).toEqual([['7']]);
  });

  it('wants one visible sheet with content', async () => {
    const one = '<row><c><v>1</v></c></row>';
    expect(cellsOf(await readRows(one, { others: [{ name: '空' }] }))).toEqual([['1']]);
    expect(cellsOf(await readRows(one, { others: [{ name: '列表', state: 'hidden', rows: one }] }))).toEqual([
      ['1'],
    ]);
    const two = await workbookBytes(one, { others: [{ name: '说明', rows: one }] });
    expect(cellsOf(await read(two))).toEqual(['several-sheets']);
    expect(cellsOf(await read(two, { besides: ['说明'] }))).toEqual([['1']]);
    expect(await readRows('')).toEqual([]);
  });

  const row = '<row r="1"><c r="A1"><v>1</v></c></row>';
  it.each<[string, WorkbookParts & { readonly rows?: string }, string]>([
    ['a string that is not there', { rows: `<row>${cellXml('A1', 's', '9')}</row>` }, 'broken'],
    ['a cell of an unknown kind', { rows: `<row>${cellXml('A1', 'zz', '9')}</row>` }, 'broken'],
    ['a column twice', { rows: '<row><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>' }, 'broken'],
    ['a row twice', { rows: row + row }, 'broken'],
    ['a row beyond the last', { rows: '<row r="1048577"/>' }, 'broken'],
    ['a column beyond the last', { rows: '<row><c r="XFE1"><v>1</v></c></row>' }, 'broken'],
    ['XML that ends early', { sheet: `<worksheet><sheetData>${row}` }, 'broken'],
    ['XML that is none', { sheet: '<worksheet><sheetData></worksheet>' }, 'broken'],
    [
      'a document type',
      { sheet: `<!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData>${row}</sheetData></worksheet>` },
      'broken',
    ],
    ['an entity of its own', { rows: '<row><c t="str"><v>&lol;</v></c></row>' }, 'broken'],
    ['endless nesting', { sheet: '<a>'.repeat(100_000) }, 'broken'],
    ['endless text', { rows: `<row><c><v>${'1'.repeat(3_000_000)}</v></c></row>` }, 'broken'],
    [
      'a row of long strings',
      {
        rows: `<row>${['A', 'B', 'C'].map((at) => cellXml(`${at}1`, 's', '0')).join('')}</row>`,
        strings: `<si><t>${'x'.repeat(32_000)}</t></si>`,
      },
      'record-too-long',
    ],
    ['a bomb', { rows: `<row>${'<c/>'.repeat(16_384)}</row>`.repeat(400) }, 'too-large'],
  ])('refuses %s', async (_name, { rows = '', ...more }, reason) => {
    const items = await readRows(rows, more);
    expect(items.at(-1)).toMatchObject({ kind: 'not-xlsx', reason });
  });

  it('answers a row that is too wide, without its cells', async () => {
    const items = await readRows('<row><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>');
    expect(items).toMatchObject([{ cells: ['1'], problem: 'too-wide' }]);
  });

  it('refuses what is cut off, anywhere', async () => {
    const bytes = await workbookBytes(row);
    for (let length = 4; length < bytes.length; length += 37)
      expect(cellsOf(await read(bytes.slice(0, length)))).toEqual(['broken']);
  });

  it('hands on what is no fault of the file', async () => {
    const bytes = await workbookBytes(row);
    const source = { ...bytesSource(bytes), read: () => Promise.reject(new Error('no network')) };
    await expect(readXlsx(source).next()).rejects.toThrow('no network');
  });

  it('is opened by what it is, not by its name', async () => {
    const opened = await openTable(bytesSource(await workbookBytes(row)));
    expect(opened).toMatchObject({ ok: true, format: 'xlsx' });
    expect(await openTable(bytesSource(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 1)))).toMatchObject({
      looksLike: 'ole',
    });
  });
});
