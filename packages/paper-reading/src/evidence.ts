/**
 * What else on the paper speaks for a value. A machine's own certainty is not enough to be believed with money: an amount is
 * trusted when it stands twice in different writing (大写), when the sums of the paper hold with it, or when a code says it.
 */
import { birthDateIn, readIdentityNumber } from '@erbao/national-record/identity-number';
import type { FoundValue } from './labelled-values.ts';
import { luhnHolds } from './luhn.ts';
import type { Evidence } from './paper-reading.ts';
import type { FieldName, PaperForm } from './reading-fields.ts';

/** Every part must have been read; only where a place leaves out funds that pay nothing, what is missing is nothing. */
type Sum = { readonly whole: FieldName; readonly parts: readonly FieldName[]; readonly mayLack?: true };

const FUNDS: readonly FieldName[] = [
  'basic',
  'civilServant',
  'enterprise',
  'criticalIllness',
  'largeSum',
  'disabled',
  'assistance',
  'other',
];

/** field-standards §1.5 and §2.2; whether 基金支付总额 counts the personal account is a matter of the place. */
const SUMS: Readonly<Partial<Record<PaperForm, readonly Sum[]>>> = {
  'medical-receipt': [
    { whole: 'total', parts: ['pooledFund', 'otherPaid', 'account', 'cash'] },
    { whole: 'total', parts: ['pooledFund', 'otherPaid', 'selfPaid', 'selfFunded'] },
  ],
  'settlement-sheet': [
    { whole: 'total', parts: ['selfFunded', 'aboveLimit', 'firstSelfPaid', 'eligible'] },
    { whole: 'total', parts: [...FUNDS, 'account', 'cash', 'hospitalPaid'], mayLack: true },
    { whole: 'fundPaid', parts: FUNDS, mayLack: true },
    { whole: 'fundPaid', parts: [...FUNDS, 'account'], mayLack: true },
    { whole: 'personal', parts: ['account', 'cash'] },
  ],
};

export type Judged = { readonly proven: ReadonlySet<FieldName>; readonly broken: ReadonlySet<FieldName> };

/** A sum of two equal terms proves nothing when the machine reads one digit wrongly everywhere. */
const LEAST_TERMS = 3;

export const judgeSums = (form: PaperForm, amounts: ReadonlyMap<FieldName, number>): Judged => {
  const [proven, broken] = [new Set<FieldName>(), new Set<FieldName>()];
  for (const { whole, parts, mayLack } of SUMS[form] ?? []) {
    const total = amounts.get(whole);
    const known = parts.filter((part) => amounts.has(part));
    const isEnough = known.length === parts.length || (mayLack === true && known.length > 0);
    if (total === undefined || !isEnough) continue;
    const sum = known.reduce((so, part) => so + (amounts.get(part) ?? 0), 0);
    const terms = [whole, ...known];
    const telling = terms.filter((term) => amounts.get(term) !== 0).length;
    if (sum === total && telling >= LEAST_TERMS) for (const term of terms) proven.add(term);
    // 基金支付总额 may be counted in two ways, so one that does not hold contradicts nothing
    if (sum !== total && known.length === parts.length && whole !== 'fundPaid')
      for (const term of terms) broken.add(term);
  }
  return { proven, broken };
};

const amountOf = ({ value }: FoundValue): number | undefined => (value.as === 'fen' ? value.fen : undefined);
const textOf = ({ value }: FoundValue): string => (value.as === 'text' ? value.text : '');

/** Which amount the capitals repeat. */
const CAPITALS_OF: Readonly<Partial<Record<PaperForm, FieldName>>> = {
  'medical-receipt': 'total',
  'settlement-sheet': 'personal',
};

const capitalEvidence = (form: PaperForm, values: ReadonlyMap<FieldName, FoundValue>) => {
  const field = CAPITALS_OF[form];
  const [plain, capital] = [field === undefined ? undefined : values.get(field), values.get('capitalTotal')];
  if (field === undefined || plain === undefined || capital === undefined) return undefined;
  const evidence: Evidence = amountOf(plain) === amountOf(capital) ? 'capital-agrees' : 'contradicted';
  return { fields: [field, 'capitalTotal'] satisfies FieldName[], evidence };
};

const checked = (name: FieldName, found: FoundValue): boolean => {
  if (name === 'identityNumber') return readIdentityNumber(textOf(found)) !== undefined;
  return name === 'accountNumber' && luhnHolds(textOf(found));
};

/** As printed in codes: digits without separators, sums with a point. */
const inCodes = (codes: readonly string[], found: FoundValue): boolean => {
  const { value } = found;
  const said =
    value.as === 'fen'
      ? `${String(Math.floor(value.fen / 100))}.${String(value.fen % 100).padStart(2, '0')}`
      : value.as === 'date'
        ? value.date.replaceAll('-', '')
        : value.text;
  if (said.length < 6) return false;
  return codes.some((code) => code.split(/[^0-9A-Za-z.]+/).includes(said));
};

export const evidenceFor = (
  form: PaperForm,
  values: ReadonlyMap<FieldName, FoundValue>,
  codes: readonly string[],
): ReadonlyMap<FieldName, readonly Evidence[]> => {
  const amounts = new Map<FieldName, number>();
  for (const [name, found] of values) {
    const amount = amountOf(found);
    if (amount !== undefined && name !== 'capitalTotal') amounts.set(name, amount);
  }
  const { proven, broken } = judgeSums(form, amounts);
  const capitals = capitalEvidence(form, values);
  const born = values.get('identityNumber');
  const isBirthDateRight = born === undefined || birthDateIn(textOf(born)) !== undefined;
  const all = new Map<FieldName, readonly Evidence[]>();
  for (const [name, found] of values) {
    const evidence: Evidence[] = [];
    if (capitals?.fields.includes(name) === true) evidence.push(capitals.evidence);
    if (proven.has(name)) evidence.push('sum-agrees');
    if (broken.has(name) && !proven.has(name)) evidence.push('contradicted');
    if (isBirthDateRight && checked(name, found)) evidence.push('checksum-right');
    if (inCodes(codes, found)) evidence.push('qr-agrees');
    all.set(name, evidence);
  }
  return all;
};
