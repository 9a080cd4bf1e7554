/**
 * The papers of a claim held against the claim and the member's register, and so against each other: sums of receipt =
 * settlement sheet = claim, name and identity number alike on all, dates that fit (issue: nothing fake is paid). Pure.
 * Agreement counts whatever the confidence, since filer and machine read apart; a difference that was not read for sure
 * goes to a person as unsure.
 */
import type { PaperKind } from '@erbao/api-contracts/paper-kinds';
import type { LocalDate } from '@erbao/kernel/dates';
import type { Fen } from '@erbao/kernel/money';
import { type FieldValue, HIGH_CONFIDENCE } from '@erbao/paper-reading/paper-reading';
import type { FieldName, PaperForm } from '@erbao/paper-reading/reading-fields';
import type { Finding, FindingCode } from './finding.ts';

/** 1000 per mille when a person has typed it. */
export type Said = { readonly value: FieldValue; readonly confidence: number };
export type PaperSays = {
  readonly paperId: string;
  readonly kind: PaperKind;
  readonly state: 'read' | 'not-read';
  readonly form?: PaperForm | undefined;
  readonly said: ReadonlyMap<FieldName, Said>;
};

const AMOUNTS = [
  'total',
  'eligible',
  'deductible',
  'basic',
  'criticalIllness',
  'assistance',
  'other',
] as const satisfies readonly FieldName[];
export type FiledAmounts = { readonly [name in (typeof AMOUNTS)[number]]?: Fen | undefined };

/** What was filed, and who the member is. */
export type ClaimSays = {
  /** 门慢登记 asks for no money, the second half of a split stay for a part: only who it is about is compared. */
  readonly personOnly: boolean;
  readonly inpatient: boolean;
  readonly invoice?: { readonly code: string; readonly number: string } | undefined;
  readonly settlementNumber?: string | undefined;
  readonly name: string;
  readonly identityNumber: string;
  readonly accountNumber?: string | undefined;
  readonly beganOn: LocalDate;
  readonly endedOn: LocalDate;
  readonly amounts: FiledAmounts;
  readonly mainDiagnosis?: string | undefined;
};

/** What a kind of paper looks like when it is what it was handed in as; kinds not here are not read by the machine. */
export const FORM_OF: Readonly<Partial<Record<PaperKind, PaperForm>>> = {
  invoice: 'medical-receipt',
  'stamped-copy': 'medical-receipt',
  'settlement-sheet': 'settlement-sheet',
  'medical-record': 'discharge-summary',
  'identity-card': 'identity-card',
  'bank-account': 'bank-card',
};

/** An outpatient's medical record is a book without a form. */
const formOf = (kind: PaperKind, claim: ClaimSays): PaperForm | undefined =>
  kind === 'medical-record' && !claim.inpatient ? undefined : FORM_OF[kind];

export const isReadByMachine = (kind: PaperKind): boolean => FORM_OF[kind] !== undefined;

type Rule = {
  readonly form: PaperForm;
  readonly field: FieldName;
  readonly code: FindingCode;
  /** It must stand on one of the papers of the form. */
  readonly needed: boolean;
  readonly agrees: (value: FieldValue) => boolean;
};

const squeezed = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\s·•.．。-]/g, '')
    .toUpperCase();
const sameText = (wanted: string) => (value: FieldValue) =>
  value.as === 'text' && squeezed(value.text) === squeezed(wanted);
/** Print that machines take for one another: a number that differs in nothing else is the same. */
const CONFUSED: Readonly<Record<string, string>> = {
  I: '1',
  L: '1',
  O: '0',
  Q: '0',
  D: '0',
  Z: '2',
  S: '5',
  B: '8',
};
const folded = (text: string): string =>
  squeezed(text).replaceAll(/[ILOQDZSB]/g, (sign) => CONFUSED[sign] ?? sign);
const sameNumber = (wanted: string) => (value: FieldValue) =>
  value.as === 'text' && folded(value.text) === folded(wanted);
const sameDate = (wanted: LocalDate) => (value: FieldValue) => value.as === 'date' && value.date === wanted;
const sameFen = (wanted: Fen | undefined) => (value: FieldValue) =>
  value.as === 'fen' && value.fen === (wanted ?? 0);
/** A receipt is issued during the stay or after it. */
const notBefore = (day: LocalDate) => (value: FieldValue) => value.as === 'date' && value.date >= day;
/** 医保版 codes extend the category: the first three characters say the disease. */
const sameCategory = (wanted: string) => (value: FieldValue) =>
  value.as === 'text' && squeezed(value.text).slice(0, 3) === squeezed(wanted).slice(0, 3);

const rule = (
  form: PaperForm,
  field: FieldName,
  code: FindingCode,
  agrees: Rule['agrees'],
  needed = true,
): Rule => ({ form, field, code, agrees, needed });

/** Nothing was filed to compare with: no rule. */
const given = <T>(value: T | undefined, make: (value: T) => readonly Rule[]): readonly Rule[] =>
  value === undefined ? [] : make(value);

const receiptRules = ({ invoice, beganOn, amounts }: ClaimSays): readonly Rule[] => [
  ...given(invoice, ({ code, number }) => [
    rule('medical-receipt', 'billCode', 'paper-number-differs', sameText(code)),
    rule('medical-receipt', 'billNumber', 'paper-number-differs', sameText(number)),
  ]),
  rule('medical-receipt', 'issuedOn', 'paper-date-differs', notBefore(beganOn)),
  rule('medical-receipt', 'total', 'paper-amount-differs', sameFen(amounts.total)),
  rule('medical-receipt', 'pooledFund', 'paper-amount-differs', sameFen(amounts.basic), false),
];

const sheetRules = (claim: ClaimSays): readonly Rule[] => [
  ...AMOUNTS.map((name) =>
    // an amount that was not filed must not stand on the sheet either: it lowers what is paid
    rule(
      'settlement-sheet',
      name,
      'paper-amount-differs',
      sameFen(claim.amounts[name]),
      (claim.amounts[name] ?? 0) !== 0,
    ),
  ),
  ...given(claim.settlementNumber, (number) => [
    rule('settlement-sheet', 'settlementId', 'paper-number-differs', sameNumber(number)),
  ]),
  ...stayRules('settlement-sheet', claim),
];

const stayRules = (form: PaperForm, { inpatient, beganOn, endedOn }: ClaimSays): readonly Rule[] =>
  inpatient
    ? [
        rule(form, 'admittedOn', 'paper-date-differs', sameDate(beganOn)),
        rule(form, 'dischargedOn', 'paper-date-differs', sameDate(endedOn)),
      ]
    : [];

const personRules = ({ name, identityNumber }: ClaimSays): readonly Rule[] => [
  ...(['settlement-sheet', 'discharge-summary', 'identity-card'] as const).map((form) =>
    rule(form, 'patientName', 'paper-name-differs', sameText(name)),
  ),
  rule('medical-receipt', 'payerName', 'paper-name-differs', sameText(name)),
  rule('identity-card', 'identityNumber', 'paper-number-differs', sameText(identityNumber)),
  rule('settlement-sheet', 'identityNumber', 'paper-number-differs', sameText(identityNumber), false),
];

const moneyRules = (claim: ClaimSays): readonly Rule[] => [
  ...receiptRules(claim),
  ...sheetRules(claim),
  ...stayRules('discharge-summary', claim),
  ...given(claim.mainDiagnosis, (code) => [
    rule('discharge-summary', 'diagnosisCode', 'paper-diagnosis-differs', sameCategory(code), false),
  ]),
  ...given(claim.accountNumber, (number) => [
    rule('bank-card', 'accountNumber', 'paper-number-differs', sameText(number)),
  ]),
];

const idsOf = (papers: readonly PaperSays[]): string[] => papers.map(({ paperId }) => paperId);

/** The rule's field on the papers of its form: missing on all, or read otherwise on some. */
const heldAgainst = (
  papers: readonly PaperSays[],
  { field, code, needed, agrees }: Rule,
): readonly Finding[] => {
  if (papers.length === 0) return [];
  const saying = papers.filter(({ said }) => said.has(field));
  if (saying.length === 0)
    return needed ? [{ code: 'paper-field-missing', field, papers: idsOf(papers) }] : [];
  const differing = saying.filter(({ said }) => {
    const one = said.get(field);
    return one !== undefined && !agrees(one.value);
  });
  const sure = differing.filter(({ said }) => (said.get(field)?.confidence ?? 0) >= HIGH_CONFIDENCE);
  const unsure = differing.filter((paper) => !sure.includes(paper));
  return [
    ...(sure.length === 0 ? [] : [{ code, field, papers: idsOf(sure) }]),
    ...(unsure.length === 0 ? [] : [{ code: 'paper-field-unsure' as const, field, papers: idsOf(unsure) }]),
  ];
};

/** Another form than its kind promises; a kind of several sheets is fine when one of them is. */
const misplaced = (papers: readonly PaperSays[], claim: ClaimSays): readonly Finding[] =>
  [...new Set(papers.map(({ kind }) => kind))].flatMap((kind): readonly Finding[] => {
    const wanted = formOf(kind, claim);
    const ofKind = papers.filter((paper) => paper.kind === kind);
    if (wanted === undefined || ofKind.some(({ form }) => form === wanted)) return [];
    const notRead = ofKind.filter(({ state }) => state === 'not-read');
    if (notRead.length > 0) return [{ code: 'paper-not-read', papers: idsOf(notRead) }];
    const isVat = wanted === 'medical-receipt' && ofKind.some(({ form }) => form === 'vat-invoice');
    return [{ code: isVat ? 'paper-is-vat-invoice' : 'paper-other-form', papers: idsOf(ofKind) }];
  });

const rulesOf = (claim: ClaimSays): readonly Rule[] =>
  claim.personOnly ? personRules(claim) : [...personRules(claim), ...moneyRules(claim)];

export const comparePapers = (claim: ClaimSays, papers: readonly PaperSays[]): readonly Finding[] => [
  ...misplaced(papers, claim),
  ...rulesOf(claim).flatMap((one) =>
    heldAgainst(
      // what it is counts, not what it was handed in as
      papers.filter(({ form }) => form === one.form),
      one,
    ),
  ),
];
