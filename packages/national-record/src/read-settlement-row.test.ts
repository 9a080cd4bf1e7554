import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRowReader, readSettlementRow } from './read-settlement-row.ts';
import { COLUMN_NAMES, type ColumnName, columnOf, SETTLEMENT_COLUMNS } from './settlement-columns.ts';
import { settlementRowSchema } from './settlement-schema.ts';

type Cells = Partial<Record<ColumnName, string>>;
const good: Cells = {
  fixmedins_code: 'H44011500001',
  setl_id: 'S201805000001',
  certno: '11010519491231002x',
  psn_name: '样例甲',
  insutype: '390',
  med_type: '21',
  begndate: '2018-05-01',
  enddate: '20180510',
  setl_time: '2018-05-10 09:30:15',
  dscg_maindiag_code: 'c34.900x001',
  medfee_sumamt: '12000.00',
  fulamt_ownpay_amt: '1500',
  preselfpay_amt: '500.5',
  inscp_scp_amt: '9999.50',
  act_pay_dedc: '400.00',
  hifp_pay: '7680.00',
  hifmi_pay: '',
  psn_cash_pay: '4320.00',
  fund_pay_sumamt: '7680.00',
};
const problemsOf = (cells: Cells): readonly string[] => {
  const read = readSettlementRow(cells);
  return read.ok ? [] : read.problems.map(({ column, code }) => `${column} ${code}`);
};

describe('readSettlementRow', () => {
  it('reads texts into fen, dates and our words', () => {
    const read = readSettlementRow(good);
    expect(read).toMatchObject({
      ok: true,
      row: {
        facilityCode: 'H44011500001',
        identityNumber: '11010519491231002X',
        insurance: 'resident',
        endedOn: '2018-05-10',
        settledAt: '2018-05-10T01:30:15.000Z',
        mainDiagnosis: 'C34.900X001',
        refunded: false,
        metastatic: undefined,
        causes: [],
        amounts: { totalFen: 1_200_000, firstSelfPaidFen: 50_050, criticalIllnessFen: 0, drugFen: undefined },
      },
    });
  });

  it.each<[ColumnName, string, string]>([
    ['medfee_sumamt', '', 'cell-missing'],
    ['medfee_sumamt', '1,200.00', 'amount-invalid'],
    ['medfee_sumamt', '１２', 'amount-invalid'],
    ['medfee_sumamt', '1e3', 'amount-invalid'],
    ['medfee_sumamt', '1.234', 'amount-too-many-decimals'],
    ['medfee_sumamt', '10000000.01', 'amount-too-large'],
    ['hifmi_pay', '-1.00', 'amount-negative'],
    ['begndate', '2018/05/01', 'date-invalid'],
    ['begndate', '43221', 'date-invalid'],
    ['begndate', '2018-02-30', 'date-invalid'],
    ['begndate', '0000-01-01', 'date-invalid'],
    ['setl_time', '0000-01-01 07:00:00', 'time-invalid'],
    ['enddate', '2018-04-30', 'dates-reversed'],
    ['setl_time', '2018-05-10 25:00:00', 'time-invalid'],
    ['setl_time', '2018-05-10', 'time-invalid'],
    ['certno', '11010519491231002Y', 'identity-invalid'],
    ['fixmedins_code', '44011500001', 'facility-code-invalid'],
    ['insutype', '999', 'code-unknown'],
    ['med_type', '住院', 'code-unknown'],
    ['psn_name', '样\u0007', 'text-invalid'],
    ['psn_name', '样'.repeat(101), 'text-invalid'],
    ['setl_id', 'a b', 'key-invalid'],
    ['dscg_maindiag_code', '肺癌', 'diagnosis-invalid'],
    ['eb_hiv_flag', '是', 'flag-invalid'],
    ['eb_cause_flags', 'nuclear;flood', 'cause-unknown'],
  ])('%s = %j is %s', (column, text, code) => {
    expect(problemsOf({ ...good, [column]: text })).toEqual([`${column} ${code}`]);
  });

  it('lists every problem of a row and never the value', () => {
    const read = readSettlementRow({
      ...good,
      certno: '110105194912310021',
      medfee_sumamt: 'x',
      psn_name: '',
    });
    expect(read.ok ? [] : read.problems.map(({ column }) => column)).toEqual([
      'certno',
      'psn_name',
      'medfee_sumamt',
    ]);
    expect(JSON.stringify(read)).not.toContain('110105194912310021');
  });

  it('takes negative amounts of a refund, other certificates by their type, and causes', () => {
    expect(problemsOf({ ...good, refd_setl_flag: '1', medfee_sumamt: '-12000.00' })).toEqual([]);
    expect(problemsOf({ ...good, psn_cert_type: '08', certno: 'E12345678' })).toEqual([]);
    expect(problemsOf({ ...good, psn_cert_type: '01', certno: 'E12345678' })).toEqual([
      'certno identity-invalid',
    ]);
    const read = readSettlementRow({ ...good, eb_cause_flags: 'nuclear|accident' });
    expect(read.ok && read.row.causes).toEqual(['nuclear', 'accident']);
  });

  it('does not depend on the order of the columns', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...COLUMN_NAMES], { minLength: COLUMN_NAMES.length }), (columns) => {
        const cells = columns.map((column) => good[column] ?? '');
        expect(createRowReader(columns)(cells)).toEqual(readSettlementRow(good));
      }),
    );
  });

  it('answers any cells at all, and the schema gives the same answer', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom('1', '0', '21', '2018-05-01', '1.00', ''),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...COLUMN_NAMES), text), (changes) => {
        const cells: Cells = { ...good, ...changes };
        const read = readSettlementRow(cells);
        const parsed = settlementRowSchema.safeParse(cells);
        expect(parsed.success).toBe(read.ok);
        if (read.ok) expect(parsed.data).toEqual(read.row);
        else
          expect(parsed.error?.issues.map(({ message }) => message)).toEqual(
            read.problems.map((p) => p.messageZh),
          );
      }),
    );
  });
});

describe('columnOf', () => {
  it.each([
    ['medfee_sumamt', 'medfee_sumamt'],
    ['med_fee_sumamt', 'medfee_sumamt'],
    ['MEDFEE_SUMAMT', 'medfee_sumamt'],
    [' 医疗费总额 ', 'medfee_sumamt'],
    ['psn_part_am', 'psn_part_amt'],
    ['prese_ifpay_amt', 'preselfpay_amt'],
    ['psnCash_pay', 'psn_cash_pay'],
    ['起付标准', 'act_pay_dedc'],
    ['whatever', undefined],
  ])('%j is %s', (spelling, column) => expect(columnOf(spelling)).toBe(column));

  it('has no spelling of two columns', () => {
    const all = SETTLEMENT_COLUMNS.flatMap((column) => [
      column.name,
      column.zh,
      ...('aliases' in column ? column.aliases : []),
    ]);
    expect(new Set(all.map((spelling) => spelling.toLowerCase())).size).toBe(all.length);
  });
});
