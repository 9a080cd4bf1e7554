import { detectEncoding } from '@erbao/tabular/detect-encoding';
import { readCsv } from '@erbao/tabular/read-csv';
import { csvLine, encodeText } from '@erbao/tabular/write-csv';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readChunk, splitIntoChunks } from './chunks.ts';
import { addResult, emptyTotals, reconciles } from './control-totals.ts';
import { encodingProblem, FILE_PROBLEM_ZH } from './file-problem.ts';
import { createRowIntake } from './row-intake.ts';
import { badResult, referredResult } from './row-result.ts';
import { templateHeader } from './template.ts';

const cells: Readonly<Record<string, string>> = {
  fixmedins_code: 'H44011500001',
  certno: '11010519491231002X',
  psn_name: '样例甲',
  insutype: '390',
  med_type: '21',
  begndate: '2018-05-01',
  enddate: '2018-05-10',
  setl_time: '2018-05-10 09:30:00',
  medfee_sumamt: '12000.00',
  fulamt_ownpay_amt: '1500.00',
  preselfpay_amt: '500.00',
  inscp_scp_amt: '10000.00',
  act_pay_dedc: '400.00',
  hifp_pay: '7680.00',
  psn_cash_pay: '4320.00',
  fund_pay_sumamt: '7680.00',
};
const header = templateHeader('national');
const goodFile = [
  header.join(','),
  ...Array.from({ length: 12 }, (_, index) =>
    csvLine(header.map((name) => ({ ...cells, setl_id: `S${index}` })[name] ?? '')),
  ),
].join('\r\n');

/** What happens to files on their way: cut off, overwritten, doubled, stuffed. */
const damage = fc.oneof(
  fc.record({ do: fc.constant('cut' as const), at: fc.nat() }),
  fc.record({
    do: fc.constant('put' as const),
    at: fc.nat(),
    bytes: fc.oneof(
      fc.uint8Array({ maxLength: 4 }),
      fc
        .constantFrom('"', ',', '\n', '\r', '=cmd()', '１２', '43221', '"a\nb"', '\uFEFF', 'x'.repeat(10_000))
        .map((text) => encodeText(text, 'utf-8')),
    ),
  }),
  fc.record({ do: fc.constant('drop' as const), at: fc.nat(), count: fc.integer({ min: 1, max: 200 }) }),
);
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

const hurt = (bytes: Uint8Array, wound: Damage): Uint8Array => {
  const at = wound.at % (bytes.length + 1);
  switch (wound.do) {
    case 'cut':
      return bytes.slice(0, at);
    case 'put':
      return Uint8Array.from([...bytes.slice(0, at), ...wound.bytes, ...bytes.slice(at)]);
    case 'drop':
      return Uint8Array.from([...bytes.slice(0, at), ...bytes.slice(at + wound.count)]);
  }
};

const answer = async (bytes: Uint8Array): Promise<readonly string[]> => {
  const detected = await detectEncoding([bytes]);
  if (!detected.ok) return [encodingProblem(detected).code];
  let totals = emptyTotals(0);
  let rowsIn: number | undefined;
  for await (const item of splitIntoChunks(readCsv([bytes], detected.encoding), 5)) {
    if (item.kind === 'refused') return item.problems.map(({ code }) => code);
    if (item.kind === 'read') {
      rowsIn = item.rowsIn;
      continue;
    }
    const chunk = readChunk(item.jsonl);
    const intake = createRowIntake(chunk.header, 'H44011500001');
    for (const row of chunk.rows) {
      const read = intake(row);
      const result = read.ok
        ? referredResult({ row, settlement: read.row }, 'member-unknown')
        : badResult(row, chunk.header, read.problems);
      if (!read.ok) expect(read.problems.every(({ messageZh }) => messageZh !== '')).toBe(true);
      totals = addResult(totals, result);
    }
  }
  expect(rowsIn).toBeDefined();
  expect(reconciles({ ...totals, rowsIn: rowsIn ?? -1 })).toBe(true);
  return [];
};

it('answers 2,000 damaged files with a reason or with a result for every row', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(damage, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('utf-8' as const, 'gb18030' as const),
      async (wounds, encoding) => {
        const codes = await answer(wounds.reduce(hurt, encodeText(goodFile, encoding)));
        for (const code of codes) expect(Object.keys(FILE_PROBLEM_ZH)).toContain(code);
      },
    ),
    { numRuns: 2_000 },
  );
}, 60_000);
