import type { PaperKind } from '@erbao/api-contracts/paper-kinds';
import { localDate } from '@erbao/kernel/dates';
import { fen } from '@erbao/kernel/money';
import type { FieldValue } from '@erbao/paper-reading/paper-reading';
import { type FieldName, isFieldName, type PaperForm } from '@erbao/paper-reading/reading-fields';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClaimSays, comparePapers, type PaperSays } from './compare-papers.ts';

const CLAIM: ClaimSays = {
  personOnly: false,
  inpatient: true,
  invoice: { code: '44060126', number: '9000000001' },
  settlementNumber: 'S-1',
  name: '样例甲',
  identityNumber: '440115195803071228',
  accountNumber: '6217000000000000009',
  beganOn: localDate('2026-10-01'),
  endedOn: localDate('2026-10-09'),
  amounts: { total: fen(597_175), eligible: fen(500_000), deductible: fen(40_000), basic: fen(358_305) },
  mainDiagnosis: 'J18.900',
};

const money = (sum: number): FieldValue => ({ as: 'fen', fen: fen(sum) });
const day = (date: string): FieldValue => ({ as: 'date', date: localDate(date) });
const word = (text: string): FieldValue => ({ as: 'text', text });

type Fields = Readonly<Partial<Record<FieldName, FieldValue>>>;
const paper = (kind: PaperKind, form: PaperForm, fields: Fields, confidence = 960): PaperSays => ({
  paperId: `paper-${kind}`,
  kind,
  state: 'read',
  form,
  said: new Map(
    Object.entries(fields).flatMap(([name, value]) =>
      isFieldName(name) ? [[name, { value, confidence }] as const] : [],
    ),
  ),
});

const RECEIPT: Fields = {
  billCode: word('44060126'),
  billNumber: word('9000000001'),
  payerName: word('样例甲'),
  issuedOn: day('2026-10-09'),
  total: money(597_175),
};
const SHEET: Fields = {
  settlementId: word('S-1'),
  patientName: word('样例甲'),
  identityNumber: word('440115195803071228'),
  admittedOn: day('2026-10-01'),
  dischargedOn: day('2026-10-09'),
  total: money(597_175),
  eligible: money(500_000),
  deductible: money(40_000),
  basic: money(358_305),
  criticalIllness: money(0),
};
const SUMMARY: Fields = {
  patientName: word('样例甲'),
  admittedOn: day('2026-10-01'),
  dischargedOn: day('2026-10-09'),
  diagnosisCode: word('J18.9'),
};
const CARD: Fields = { patientName: word('样例 甲'), identityNumber: word('440115195803071228') };
const BANK: Fields = { accountNumber: word('6217 0000 0000 0000 009') };

const papersWith = (more: { readonly receipt?: Fields; readonly sheet?: Fields } = {}, confidence = 960) => [
  paper('invoice', 'medical-receipt', { ...RECEIPT, ...more.receipt }, confidence),
  paper('settlement-sheet', 'settlement-sheet', { ...SHEET, ...more.sheet }, confidence),
  paper('medical-record', 'discharge-summary', SUMMARY),
  paper('identity-card', 'identity-card', CARD),
  paper('bank-account', 'bank-card', BANK),
];

const codes = (papers: readonly PaperSays[], claim = CLAIM) =>
  comparePapers(claim, papers).map(({ code, field }) => (field === undefined ? code : `${code} ${field}`));

describe('the papers of a claim', () => {
  it('that agree have nothing to say, however sure the reading was', () => {
    expect(comparePapers(CLAIM, papersWith())).toEqual([]);
    expect(comparePapers(CLAIM, papersWith({}, 300))).toEqual([]);
  });

  it('take print that machines confuse for the same, in the id of a settlement only', () => {
    const filed = { ...CLAIM, settlementNumber: 'YL2026I0000852' };
    const misread = papersWith({ sheet: { settlementId: word('YL202610OO0852') } }, 700);
    expect(comparePapers(filed, misread)).toEqual([]);
    const other = papersWith({ sheet: { settlementId: word('YL2026I0000853') } });
    expect(codes(other, filed)).toEqual(['paper-number-differs settlementId']);
  });

  it.each<[string, { readonly receipt?: Fields; readonly sheet?: Fields }, string]>([
    ['the total of the receipt', { receipt: { total: money(597_176) } }, 'paper-amount-differs total'],
    ['a sum of the sheet', { sheet: { basic: money(358_306) } }, 'paper-amount-differs basic'],
    [
      'a sum that was not filed',
      { sheet: { criticalIllness: money(10_000) } },
      'paper-amount-differs criticalIllness',
    ],
    [
      'what the fund paid, on the receipt',
      { receipt: { pooledFund: money(358_306) } },
      'paper-amount-differs pooledFund',
    ],
    ['the payer', { receipt: { payerName: word('样例乙') } }, 'paper-name-differs payerName'],
    ['the number', { receipt: { billNumber: word('9000000002') } }, 'paper-number-differs billNumber'],
    ['the discharge', { sheet: { dischargedOn: day('2026-10-08') } }, 'paper-date-differs dischargedOn'],
    [
      'a receipt before the stay',
      { receipt: { issuedOn: day('2026-09-30') } },
      'paper-date-differs issuedOn',
    ],
  ])('tell: %s', (_what, more, finding) => {
    expect(codes(papersWith(more))).toEqual([finding]);
    // not read for sure: a person looks, and nobody is accused
    expect(codes(papersWith(more, 700))).toEqual([finding.replace(/^\S+/, 'paper-field-unsure')]);
  });

  it('never let another amount pass', () => {
    const amounts = ['total', 'eligible', 'deductible', 'basic', 'criticalIllness', 'assistance'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...amounts), fc.integer({ min: 0, max: 100_000_000 }), (name, sum) => {
        const found = codes(papersWith({ sheet: { [name]: money(sum) } }));
        expect(found).toEqual(sum === (CLAIM.amounts[name] ?? 0) ? [] : [`paper-amount-differs ${name}`]);
      }),
    );
  });

  it('lack what must stand on them', () => {
    const { total: _total, ...rest } = RECEIPT;
    const papers = [paper('invoice', 'medical-receipt', rest), ...papersWith().slice(1)];
    expect(codes(papers)).toEqual(['paper-field-missing total']);
  });

  it('are named when they are something else, or not read', () => {
    const rest = papersWith().slice(1);
    expect(codes([paper('invoice', 'vat-invoice', {}), ...rest])).toEqual(['paper-is-vat-invoice']);
    expect(codes([paper('invoice', 'unknown', {}), ...rest])).toEqual(['paper-other-form']);
    const notRead: PaperSays = { paperId: 'p', kind: 'invoice', state: 'not-read', said: new Map() };
    expect(codes([notRead, ...rest])).toEqual(['paper-not-read']);
  });

  it('count as what they are: the back of a card beside its front, a sheet handed in as a list', () => {
    const back = paper('identity-card', 'unknown', {});
    expect(codes([...papersWith(), back])).toEqual([]);
    const sheetAsList = paper('cost-list', 'settlement-sheet', { ...SHEET, total: money(1) });
    expect(codes([...papersWith(), sheetAsList])).toEqual(['paper-amount-differs total']);
  });

  it('of a registration are about the person only', () => {
    const registration = { ...CLAIM, personOnly: true, amounts: { total: fen(0) } };
    expect(codes(papersWith(), registration)).toEqual([]);
    const stranger = papersWith({ sheet: { patientName: word('样例乙') } });
    expect(codes(stranger, registration)).toEqual(['paper-name-differs patientName']);
  });
});
