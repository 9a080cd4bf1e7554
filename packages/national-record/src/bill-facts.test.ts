import { localDate } from '@erbao/kernel/dates';
import { fen } from '@erbao/kernel/money';
import { describe, expect, it } from 'vitest';
import { checkAmounts } from './amount-identities.ts';
import { billFactsOf } from './bill-facts.ts';
import { diseaseTableOn, diseaseTables } from './disease-table.ts';
import { readSettlementRow } from './read-settlement-row.ts';
import type { SettlementRow } from './settlement-row.ts';
import { SETTLEMENT_CELLS } from './testing/settlement-cells.ts';

const rowWith = (cells: Readonly<Record<string, string>>): SettlementRow => {
  const read = readSettlementRow({
    ...SETTLEMENT_CELLS,
    hifp_pay: '7000.00',
    cvlserv_pay: '10.00',
    hifes_pay: '20.00',
    hifmi_pay: '100.00',
    hifob_pay: '200.00',
    hifdm_pay: '30.00',
    maf_pay: '40.00',
    oth_pay: '50.00',
    acct_pay: '60.00',
    psn_cash_pay: '4490.00',
    fund_pay_sumamt: '7510.00',
    ...cells,
  });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.row;
};
const facility = { level: 1, area: 'inside', designated: true } as const;
const table = diseaseTableOn(diseaseTables, localDate('2018-05-10'));
const factsOf = (cells: Readonly<Record<string, string>>) =>
  billFactsOf(rowWith(cells), facility, 'b1', table);

describe('billFactsOf', () => {
  it('adds up the funds as the schemes name them', () => {
    expect(factsOf({ dscg_maindiag_code: 'C34.900', eb_pathology_flag: '1' })).toMatchObject({
      ok: true,
      bill: {
        id: 'b1',
        kind: 'inpatient',
        admittedOn: '2018-05-01',
        dischargedOn: '2018-05-10',
        diagnoses: [{ code: 'C34.900', main: true, pathologyConfirmed: true, metastatic: undefined }],
        amounts: {
          total: 1_200_000,
          basic: 700_000,
          criticalIllness: 30_000,
          assistance: 4_000,
          other: 11_000,
        },
      },
    });
  });

  it.each([
    ['2101', '', 'inpatient', undefined],
    ['52', '', 'inpatient', undefined],
    ['11', '', 'outpatient', undefined],
    ['16', '', 'outpatient', undefined],
    ['140104', 'M03900', 'chronic-outpatient', 'hypertension'],
    ['140201', 'M07804', 'special-outpatient', 'dialysis'],
    ['140104', 'M99999', 'chronic-outpatient', 'M99999'],
    ['14', 'm01600', 'chronic-outpatient', 'diabetes'],
    ['14', 'M00503', 'special-outpatient', 'cancer-therapy'],
  ])('med_type %s with %j is %s', (med_type, dise_codg, kind, disease) => {
    const facts = factsOf({ med_type, dise_codg });
    expect(facts).toMatchObject({ ok: true, bill: { kind } });
    expect(facts.ok && facts.bill.disease).toBe(disease);
    if (facts.ok && kind !== 'inpatient') expect(facts.bill.servedOn).toBe('2018-05-10');
  });

  it.each([
    ['41', '', 'medical-type-unknown'],
    ['9901', '', 'medical-type-unknown'],
    ['14', '', 'outpatient-disease-unknown'],
    ['14', 'M99999', 'outpatient-disease-unknown'],
  ])('med_type %s with %j goes to a person: %s', (med_type, dise_codg, referral) => {
    expect(factsOf({ med_type, dise_codg })).toEqual({ ok: false, referral });
  });
});

describe('checkAmounts', () => {
  const { amounts } = rowWith({ psn_part_amt: '4550.00' });
  it('is content with sums that add up, by the rule of the area', () => {
    expect(checkAmounts(amounts, 'account-included')).toEqual([]);
    expect(checkAmounts(amounts, 'account-excluded')).toMatchObject([
      { identity: 'fund-sum', differenceFen: 6_000 },
    ]);
  });
  it('says which does not and by how much', () => {
    const wrong = { ...amounts, totalFen: fen(1_200_001), personalFen: fen(0) };
    expect(checkAmounts(wrong, 'account-included')).toEqual([
      {
        identity: 'total-by-coverage',
        differenceFen: 1,
        messageZh: '医疗费总额 ≠ 全自费 + 超限价自费 + 先行自付 + 符合政策范围金额，相差 0.01 元',
      },
      expect.objectContaining({ identity: 'total-by-payer', differenceFen: 1 }),
      expect.objectContaining({ identity: 'personal-part', differenceFen: -455_000 }),
    ]);
  });
});
