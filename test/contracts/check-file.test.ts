/** A file checked before it is sent: the faults that the month finds after, with row and column; also in a browser. */
import { createContext, runInContext } from 'node:vm';
import { fileURLToPath } from 'node:url';
import { checkFile, type CheckWish, type Fault } from '@erbao/month-file/check-file';
import { faultLine, verdictZh } from '@erbao/month-file/fault-report';
import { rowResultSchema } from '@erbao/settlement-files/row-result';
import { templateHeader } from '@erbao/settlement-files/template';
import { bytesSource } from '@erbao/tabular/byte-source';
import { csvLine, encodeText } from '@erbao/tabular/write-csv';
import { writeWorkbook } from '@erbao/tabular/write-xlsx';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { CHECK_PAGE, CHECK_PAGE_POLICY } from '../../infra/local/pages/check-page.ts';
import { openMonthOffice, rowOf, stayNo } from '../support/month-office.ts';
import { HOSPITAL } from '../support/one-stop-desk.ts';

const WISH: CheckWish = { hospitalId: HOSPITAL, month: '2026-10', fundSumRule: 'account-included' };
const ROWS = [
  rowOf(stayNo(1)),
  rowOf(stayNo(2), { medfee_sumamt: '12,000.00' }),
  rowOf(stayNo(3), { psn_cash_pay: '4800.00' }),
  rowOf(stayNo(1)),
  rowOf(stayNo(4), { certno: '44011519600101', begndate: '2026-10-32' }),
  rowOf(stayNo(5), { setl_time: '2026-09-30 10:00:00' }),
  rowOf(stayNo(6), { fixmedins_code: 'H44011500002' }),
];
const csv = (rows: readonly string[]): Uint8Array =>
  encodeText([csvLine(templateHeader('national')), ...rows].join('\r\n'), 'gb18030');

const checked = async (bytes: Uint8Array, wish = WISH) => {
  const faults: Fault[] = [];
  const file = await checkFile(bytesSource(bytes), wish, (fault) => faults.push(fault));
  return { file, faults };
};
const brief = ({ line, position, weight, code }: Fault) => [line, position, weight, code];

describe('a file that is checked before it is sent', () => {
  it('is told every fault and doubt with line and column, and its control totals', async () => {
    const { file, faults } = await checked(csv(ROWS));
    const place = (name: string): number => templateHeader('national').indexOf(name) + 1;
    expect(faults.map(brief)).toEqual([
      [3, place('medfee_sumamt'), 'fault', 'amount-invalid'],
      [4, undefined, 'doubt', 'total-by-payer'],
      [5, place('setl_id'), 'doubt', 'settlement-duplicate'],
      [6, place('certno'), 'fault', 'identity-invalid'],
      [6, place('begndate'), 'fault', 'date-invalid'],
      [7, place('setl_time'), 'doubt', 'month-differs'],
      [8, place('fixmedins_code'), 'fault', 'facility-not-uploader'],
    ]);
    expect(file).toMatchObject({
      format: 'gb18030',
      faults: 4,
      doubts: 3,
      totals: { rowsIn: 7, good: 4, bad: 3, billedFen: 4_800_000, cashFen: 1_980_000 },
    });
    expect(verdictZh(file)).toBe('有 4 处错误，请改正后再报送');
  });

  it('finds the bad rows that the month finds when it is sent', async () => {
    const office = await openMonthOffice();
    const fileId = await office.upload(ROWS);
    await office.workThrough(fileId);
    const results = [...office.store.stored.entries()]
      .filter(([key]) => key.includes('/results/'))
      .flatMap(([, { body }]) =>
        new TextDecoder()
          .decode(body)
          .split('\n')
          .filter((text) => text !== ''),
      )
      .map((text) => rowResultSchema.parse(JSON.parse(text)));
    const after = results.flatMap(({ line, problems = [] }) => problems.map(({ code }) => [line, code]));
    const { faults } = await checked(csv(ROWS));
    const before = faults.filter(({ weight }) => weight === 'fault').map(({ line, code }) => [line, code]);
    expect(after.length).toBeGreaterThan(0);
    expect(before).toEqual(after);
  });

  it('takes the hospital of the first row when none is given', async () => {
    const { faults } = await checked(csv(ROWS.slice(6).concat(ROWS.slice(0, 1))), {
      fundSumRule: 'account-included',
    });
    expect(faults.map(brief)).toEqual([[3, 1, 'fault', 'facility-not-uploader']]);
  });

  it('is refused as a whole with the reason', async () => {
    const { file } = await checked(new TextEncoder().encode('a,b\n1,2\n'));
    expect(file.problems.map(({ code }) => code)).toEqual(['header-missing']);
    expect(verdictZh(file)).toBe('文件整体不能接收，请按下列原因改正后重新导出');
  });

  it('never repeats what stands in a cell', async () => {
    const { faults } = await checked(csv(ROWS));
    const told = faults.map((fault) => faultLine(fault).join(' ')).join('\n');
    expect(told).not.toMatch(/44011519600101|样例甲|12,000/);
  });
});

const SCRIPT = `
  import { checkFile } from '@erbao/month-file/check-file';
  import { faultLine } from '@erbao/month-file/fault-report';
  import { bytesSource } from '@erbao/tabular/byte-source';
  import { writeWorkbook } from '@erbao/tabular/write-xlsx';
  import * as z from 'zod';
  z.config({ jitless: true });
  globalThis.check = async (bytes, wish) => {
    const lines = [];
    const file = await checkFile(bytesSource(bytes), wish, (fault) => lines.push(faultLine(fault)));
    const saved = await writeWorkbook([{ name: 'x', columns: [{ header: 'x', width: 9 }], rows: lines }]);
    return JSON.stringify({ file, lines, saved: saved.length > 0 });
  };
`;

describe('in a browser', () => {
  it('the same faults are found without Node and without generated code, in CSV and XLSX', async () => {
    const built = await build({
      stdin: { contents: SCRIPT, resolveDir: fileURLToPath(new URL('.', import.meta.url)), loader: 'ts' },
      bundle: true,
      platform: 'browser',
      format: 'iife',
      write: false,
      metafile: true,
    });
    expect(Object.keys(built.metafile.inputs).filter((input) => input.startsWith('node:'))).toEqual([]);
    const offered = {
      TextEncoder,
      TextDecoder,
      ReadableStream,
      WritableStream,
      TransformStream,
      DecompressionStream,
      CompressionStream,
      Response,
      Blob,
      URL,
      Uint8Array,
      ArrayBuffer,
      setTimeout,
      clearTimeout,
      queueMicrotask,
      navigator: {},
    };
    const page = createContext(offered, { codeGeneration: { strings: false, wasm: false } });
    runInContext(built.outputFiles[0]?.text ?? '', page);
    const cells = ROWS.slice(0, 1).map((row) => row.split(','));
    const columns = templateHeader('national').map((header) => ({ header, width: 12 }));
    const workbook = await writeWorkbook([{ name: '结算明细', columns, rows: cells }]);
    for (const [bytes, faults] of [
      [csv(ROWS), 7],
      [workbook, 0],
    ] as const) {
      Object.assign(page, { given: { bytes, wish: WISH } });
      const answer: unknown = await runInContext('check(given.bytes, given.wish)', page);
      const here = await checked(bytes);
      expect(JSON.parse(String(answer))).toEqual({
        file: here.file,
        lines: here.faults.map(faultLine),
        saved: true,
      });
      expect(here.faults).toHaveLength(faults);
    }
  });

  it('the page may connect to nowhere and loads nothing but its own files', () => {
    expect(CHECK_PAGE_POLICY).toContain("default-src 'none'");
    expect(CHECK_PAGE_POLICY).toContain("connect-src 'none'");
    expect([...CHECK_PAGE.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, place]) => place)).toEqual([
      '/check/page.css',
      '/check/page.js',
    ]);
    expect(CHECK_PAGE).not.toMatch(/<script>|<style>| style=| on[a-z]+=/);
  });
});
