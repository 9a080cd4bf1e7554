import { fen } from '@erbao/kernel/money';
import { SETTLEMENT_CELLS } from '@erbao/national-record/testing/settlement-cells';
import { bytesSource } from '@erbao/tabular/byte-source';
import { detectEncoding } from '@erbao/tabular/detect-encoding';
import { openTable } from '@erbao/tabular/open-table';
import { readCsv } from '@erbao/tabular/read-csv';
import { csvLine, encodeText } from '@erbao/tabular/write-csv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Chunk, readChunk, type SplitItem, splitIntoChunks } from '@erbao/month-file/chunks';
import { addResult, addTotals, emptyTotals, reconciles } from './control-totals.ts';
import { encodingProblem } from '@erbao/month-file/file-problem';
import { monthFileOf, rawFileKey } from './file-names.ts';
import { readHeader } from '@erbao/month-file/header';
import { resultTable } from './result-file.ts';
import { createRowIntake } from '@erbao/month-file/row-intake';
import { badResult, decidedResult, type RowResult, referredResult, rowResultSchema } from './row-result.ts';
import { NOTES_SHEET, templateHeader, templateWorkbook } from './template.ts';

const header = templateHeader('national');
const rowLine = (index: number, changes: Readonly<Record<string, string>> = {}): string => {
  const cells: Readonly<Record<string, string>> = {
    ...SETTLEMENT_CELLS,
    setl_id: `S${index}`,
    ...changes,
  };
  return csvLine(header.map((name) => cells[name] ?? ''));
};
const fileOf = (lines: readonly string[]): Uint8Array =>
  encodeText([header.join(','), ...lines].join('\r\n'), 'gb18030');

const split = async (bytes: Uint8Array, rowsPerChunk: number): Promise<readonly SplitItem[]> => {
  const items: SplitItem[] = [];
  for await (const item of splitIntoChunks(readCsv([bytes], 'gb18030'), rowsPerChunk)) items.push(item);
  return items;
};
const chunksOf = (items: readonly SplitItem[]): readonly Chunk[] =>
  items.flatMap((item) => (item.kind === 'chunk' ? [item] : []));
const codesOf = (item: SplitItem | undefined): readonly string[] =>
  item?.kind === 'refused' ? item.problems.map(({ code }) => code) : [];

describe('header', () => {
  it('reads the template in both languages, in any order, with blank cells behind it', () => {
    for (const names of ['national', 'chinese'] as const) {
      const read = readHeader([...templateHeader(names), '', ' ']);
      expect(read).toEqual({ ok: true, header: { columns: header, width: header.length + 2 } });
    }
    expect(readHeader(header.toReversed()).ok).toBe(true);
  });

  it.each([
    ['an unknown column', [...header, 'remark'], ['column-unknown']],
    ['a column twice, once by its alias', [...header, '医疗总费用'], ['column-duplicated']],
    ['no medical-assistance column', header.filter((name) => name !== 'maf_pay'), ['column-missing']],
    ['a row of data', ['H44011500001', 'S1', '11010519491231002X', '样例甲'], ['header-missing']],
    ['a blank cell in the middle', ['', ...header], ['column-unknown']],
  ])('refuses %s', (_name, head, codes) => {
    const read = readHeader(head);
    expect(read.ok ? [] : read.problems.map(({ code }) => code)).toEqual(codes);
    expect(JSON.stringify(read)).not.toMatch(/样例甲|110105|remark/);
  });
});

describe('splitIntoChunks', () => {
  it('gives each row back as the reader read it: plain, quoted, over two lines, after an empty line', async () => {
    const names = fc.constantFrom('样例甲', '"样,例"', '"样\n例"', '样"例', '"样例', ' {"a":1}', '');
    const gaps = fc.constantFrom('', '', '', '\n', '\r\n\r\n');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(names, gaps), { maxLength: 30 }),
        fc.integer({ min: 1, max: 7 }),
        async (made, size) => {
          const rows = made.map(([name, gap], index) => `${gap}${rowLine(index + 1)}${name}`);
          const bytes = fileOf(rows);
          const wanted: unknown[] = [];
          for await (const item of readCsv([bytes], 'gb18030'))
            if (item.kind === 'row') {
              const { line, lastLine, cells, problem } = item;
              wanted.push({ rowNumber: wanted.length, line, lastLine, cells, problem });
            }
          const got = chunksOf(await split(bytes, size)).flatMap(({ text }) => readChunk(text).rows);
          expect(got).toEqual(wanted.slice(1));
        },
      ),
    );
  });

  it('numbers every row once, whatever the size of a chunk, and always writes the same bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 1, max: 12 }),
        async (count, size) => {
          const bytes = fileOf(Array.from({ length: count }, (_, index) => rowLine(index + 1)));
          const items = await split(bytes, size);
          expect(await split(bytes, size)).toEqual(items);
          const chunks = chunksOf(items);
          const rows = chunks.flatMap(({ text }) => readChunk(text).rows);
          expect(rows.map(({ rowNumber }) => rowNumber)).toEqual(
            Array.from({ length: count }, (_, i) => i + 1),
          );
          expect(rows.every(({ rowNumber, line }) => line === rowNumber + 1)).toBe(true);
          for (const { text, rowCount, firstRow } of chunks) {
            const read = readChunk(text);
            expect([read.rows.length, read.rows[0]?.rowNumber]).toEqual([rowCount, firstRow]);
          }
          expect(items.at(-1)).toMatchObject({ kind: 'read', rowsIn: count, chunkCount: chunks.length });
        },
      ),
      { numRuns: 50 },
    );
  });

  it.each([
    ['nothing', '', ['file-empty']],
    ['prose', '您好，请查收本月的结算明细。', ['header-missing']],
    ['a NUL byte behind good rows', `${header.join(',')}\n${rowLine(1)}\n\0`, ['file-not-csv']],
    ['an endless line', `${header.join(',')}\n${'x'.repeat(70_000)}`, ['record-too-long']],
  ])('refuses %s', async (_name, text, codes) => {
    expect(codesOf((await split(encodeText(text, 'gb18030'), 10)).at(-1))).toEqual(codes);
  });

  it('names an old workbook when it sees one', async () => {
    const detected = await detectEncoding([Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0)]);
    expect(detected.ok ? '' : encodingProblem(detected).code).toBe('workbook-old-or-locked');
  });

  it('passes over a title above the header, and refuses a file that has nothing but titles', async () => {
    const title = `"样例医院，2018年5月",,\n`;
    const text = `${title}${header.join(',')}\n${rowLine(1)}\n`;
    const items = await split(encodeText(text, 'gb18030'), 10);
    expect(items.at(-1)).toMatchObject({ kind: 'read', rowsIn: 1 });
    const [chunk] = chunksOf(items);
    expect(readChunk(chunk?.text ?? '').rows).toMatchObject([{ rowNumber: 1, line: 3 }]);
    expect(codesOf((await split(encodeText(title, 'gb18030'), 10)).at(-1))).toEqual(['header-missing']);
  });
});

const resultsOf = async (lines: readonly string[]): Promise<readonly RowResult[]> =>
  chunksOf(await split(fileOf(lines), 3)).flatMap(({ text }) => {
    const { header: head, rows } = readChunk(text);
    const intake = createRowIntake(head, 'H44011500001');
    return rows.map((row) => {
      const read = intake(row);
      if (!read.ok) return badResult(row, head, read.problems);
      const place = { row, settlement: read.row };
      if (read.row.refunded) return referredResult(place, 'refund-row');
      const benefits = { inpatient: fen(192_000) };
      const decision = {
        outcome: 'granted',
        benefits,
        totalFen: fen(192_000),
        referrals: [],
        alerts: [],
      } as const;
      return decidedResult(place, decision, 'receipt-1');
    });
  });

describe('rows', () => {
  const lines = [
    rowLine(1),
    rowLine(2, { medfee_sumamt: '1,2', certno: '1' }),
    `${rowLine(3)}${',x'.repeat(30)}`,
    'S4,too few',
    rowLine(5, { fixmedins_code: 'H44011500002' }),
    rowLine(6, { refd_setl_flag: '1', medfee_sumamt: '-1.00' }),
    `"${rowLine(7)}`,
    rowLine(8),
  ];

  it('gives each row one result, and the totals reconcile', async () => {
    const results = await resultsOf(lines);
    expect(
      results.map(({ outcome, setlId, problems }) => [outcome, setlId, problems?.map(({ code }) => code)]),
    ).toEqual([
      ['granted', 'S1', undefined],
      ['bad', 'S2', ['identity-invalid', 'amount-invalid']],
      ['bad', 'S3', ['too-many-columns']],
      ['bad', '', ['too-few-columns']],
      ['bad', 'S5', ['facility-not-uploader']],
      ['referred', 'S6', undefined],
      ['bad', '', ['quote-broken']],
      ['granted', 'S8', undefined],
    ]);
    const totals = results.reduce(addResult, emptyTotals(lines.length));
    expect(totals).toMatchObject({
      rowsIn: 8,
      decided: 2,
      refused: 0,
      referred: 1,
      bad: 5,
      grantedFen: 384_000,
    });
    expect(totals.billedFen).toBe(2_400_000 - 100);
    expect(reconciles(totals)).toBe(true);
    expect(reconciles({ ...totals, rowsIn: 9 })).toBe(false);
    for (const result of results)
      expect(rowResultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
  });

  it('adds up the same by rows and by chunks', async () => {
    const results = await resultsOf(lines);
    const halves = [results.slice(0, 3), results.slice(3)].map((half) =>
      half.reduce(addResult, emptyTotals(half.length)),
    );
    expect(halves.reduce(addTotals, emptyTotals(0))).toEqual(results.reduce(addResult, emptyTotals(8)));
  });

  it('writes a result file with row, column and reason, without names and identity numbers', async () => {
    const { columns, rows } = resultTable(await resultsOf(lines));
    const written: (readonly string[])[] = [columns.map(({ header: title }) => title)];
    for await (const line of rows) written.push(line);
    expect(written).toHaveLength(9);
    expect(new Set(written.map((line) => line.length))).toEqual(new Set([11]));
    expect(written[1]).toEqual([
      '1',
      '2',
      'S1',
      '给付',
      '12000.00',
      '1920.00',
      'inpatient=1920.00',
      '',
      '',
      '',
      'receipt-1',
    ]);
    expect(written[2]?.slice(7, 9)).toEqual(['certno;medfee_sumamt', 'identity-invalid;amount-invalid']);
    expect(written.flat().join()).not.toMatch(/样例甲|11010519491231002X/);
  });
});

it('gives a template that is read back as it is, notes and all', async () => {
  const items: SplitItem[] = [];
  const table = await openTable(bytesSource(await templateWorkbook()), { besides: [NOTES_SHEET] });
  if (!table.ok) throw new Error(table.problem);
  for await (const item of splitIntoChunks(table.rows(), 10)) items.push(item);
  expect(items).toMatchObject([{ kind: 'read', rowsIn: 0, header: { columns: header } }]);
});

it('finds the file of an uploaded object again', () => {
  const file = { facilityCode: 'H44011500001', month: '2018-05', fileId: 'file-1' };
  expect(monthFileOf(rawFileKey(file))).toEqual(file);
  expect(monthFileOf('settlement-files/H1/2018-13/f/raw')).toBeUndefined();
  expect(monthFileOf('claims/1/raw')).toBeUndefined();
});
