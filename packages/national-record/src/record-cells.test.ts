import { fen, printYuan, readFen } from '@erbao/kernel/money';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fundSumRuleOf, fundSumRulesOf } from './fund-sum-rules.ts';
import { readSettlementRow } from './read-settlement-row.ts';
import { CLEAN_PATHS, cellsOfClean, cellsOfRecord } from './record-cells.ts';
import { COLUMN_NAMES, REQUIRED_COLUMNS } from './settlement-columns.ts';
import { compareSheets, settlementSheetSchema, sheetOf } from './settlement-sheet.ts';
import { SETTLEMENT_CELLS } from './testing/settlement-cells.ts';

const RECORD = {
  ...SETTLEMENT_CELLS,
  dscg_maindiag_code: 'C34.900x001',
  dise_codg: '',
  cvlserv_pay: '',
  hifes_pay: '',
  hifmi_pay: '',
  hifob_pay: '',
  maf_pay: '',
  oth_pay: '',
};

describe('a record in JSON', () => {
  it('keeps every amount to the fen, as text or as a number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (amount) => {
        const text = printYuan(fen(amount));
        // as a hospital's system would send it: a bare decimal in the JSON text
        const sent: unknown = JSON.parse(text);
        const { cells } = cellsOfRecord({ ...RECORD, medfee_sumamt: sent }, {});
        expect(readFen(cells.medfee_sumamt ?? '')).toEqual({ ok: true, fen: amount });
      }),
    );
  });

  it('is read under the spellings of other areas', () => {
    const { medfee_sumamt, psn_cash_pay, ...rest } = RECORD;
    const { cells, problems } = cellsOfRecord(
      { ...rest, med_fee_sumamt: medfee_sumamt, psnCash_pay: psn_cash_pay, gend: '1', balc: 3 },
      {},
    );
    expect(problems).toEqual([]);
    expect(cells).toEqual(RECORD);
  });

  it('must name what others paid, and name it once', () => {
    for (const column of REQUIRED_COLUMNS) {
      const rest = Object.fromEntries(Object.entries(RECORD).filter(([name]) => name !== column));
      expect(cellsOfRecord(rest, {}).problems).toEqual([{ column, code: 'column-missing' }]);
    }
    expect(cellsOfRecord({ ...RECORD, med_fee_sumamt: '1.00' }, {}).problems).toEqual([
      { column: 'medfee_sumamt', code: 'column-duplicated' },
    ]);
    expect(cellsOfRecord({ ...RECORD, maf_pay: {} }, {}).problems).toContainEqual({
      column: 'maf_pay',
      code: 'value-not-plain',
    });
  });
});

describe('our own names', () => {
  it('mean one column each, and reach every column but the refund flag and the hospital', () => {
    const columns = CLEAN_PATHS.map(([, column]) => column);
    expect(new Set(columns).size).toBe(columns.length);
    expect(COLUMN_NAMES.filter((column) => !columns.includes(column))).toEqual([
      'fixmedins_code',
      'refd_setl_flag',
    ]);
  });

  it('carry flags and lists', () => {
    const cells = cellsOfClean(
      { cancer: { hiv: false, metastatic: true }, causes: ['accident', 'nuclear'] },
      {},
    );
    expect(cells).toEqual({ eb_hiv_flag: '0', eb_metastatic_flag: '1', eb_cause_flags: 'accident;nuclear' });
  });
});

describe('a sheet', () => {
  const rowWith = (changes: Readonly<Record<string, string>>) => {
    const read = readSettlementRow({ ...RECORD, ...changes });
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    return sheetOf(read.row);
  };

  it('is the same after it was stored', () => {
    const sheet = rowWith({ psn_part_amt: '4320.00', eb_stage: 'II' });
    expect(settlementSheetSchema.parse(JSON.parse(JSON.stringify(sheet)))).toEqual(sheet);
    expect(compareSheets(sheet, sheet)).toEqual([]);
  });

  it('holds no name and no identity number', () => {
    expect(JSON.stringify(rowWith({}))).not.toMatch(/样例甲|110105/);
  });

  it('tells unknown from zero, and shows both sides of every column that differs', () => {
    const said = rowWith({ psn_part_amt: '0.00', maf_pay: '10.00', med_type: '22' });
    expect(compareSheets(said, rowWith({}))).toEqual([
      { column: 'maf_pay', said: '10.00', onRecord: '0.00' },
      { column: 'psn_part_amt', said: '0.00', onRecord: '' },
      { column: 'med_type', said: '22', onRecord: '21' },
    ]);
  });
});

describe('the rules of the fund sum', () => {
  it('follow the insured area, the longest beginning first', () => {
    const rules = fundSumRulesOf('44=account-included,4403=account-excluded,*=account-excluded');
    expect(fundSumRuleOf(rules, '440115')).toBe('account-included');
    expect(fundSumRuleOf(rules, '440305')).toBe('account-excluded');
    expect(fundSumRuleOf(rules, undefined)).toBe('account-excluded');
  });

  it.each([
    '',
    '44=account-included',
    '44=maybe,*=account-included',
    'x=account-included,*=account-included',
  ])('are not %j', (setting) => {
    expect(() => fundSumRulesOf(setting)).toThrow('fund-sum-rules-unreadable');
  });
});
