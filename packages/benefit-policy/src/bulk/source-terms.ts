/**
 * Writes formulas as JavaScript text for {@link ../bulk/bulk-scheme.ts}. Only numbers and words of the engine's own
 * closed lists become text; everything that a scheme file declares is handed over as a constant (`k[3]`), so no text
 * from outside can become code.
 */
import { unreachable } from '@erbao/kernel/errors';
import { AMOUNT_NAMES, AREAS, BILL_KINDS, INSURANCES, SEXES, TIERS } from '../facts.ts';
import type { CodeWord, Condition, FactWord, MoneyTerm } from '../formula/terms.ts';
import type { CodeRange } from '../icd.ts';
import type { Counter, Scheme } from '../scheme.ts';

export type Writer = {
  readonly scheme: Scheme;
  /** Keeps a value for the function and answers its text, e.g. `k[3]`. */
  readonly constant: (value: unknown) => string;
  /** The number that stands for a label of a classification, from 1. */
  readonly labelNumber: (slot: number, label: string) => number;
};

/** An integer as text; anything else would be a defect of the reader, not of a file. */
export const integer = (value: number): string => {
  if (!Number.isSafeInteger(value)) throw new RangeError('a generated constant is not an integer');
  return value < 0 ? `(${value})` : String(value);
};

/** 2^51: far enough below 2^53 that the doubled product and the division stay exact. */
const EXACT = 2 ** 51;

export const shareText = (base: string, num: number, den: number): string => {
  if (num === den) return base;
  const most = Math.floor((EXACT - den) / (2 * num || 1));
  return `(${base} <= ${integer(most)} ? Math.floor((${base} * ${integer(2 * num)} + ${integer(den)}) / ${integer(2 * den)}) : f.share(${base}, ${integer(num)}, ${integer(den)}))`;
};

/** The running sum of a counter: a field for the year (another year is taken up first), a list for the many months. */
export const usedText = (counter: number, { per }: Counter): string => {
  const i = integer(counter);
  if (per === 'life') return `c.v${i}`;
  if (per === 'year') return `(c.w${i} === year ? c.v${i} : turn${i}(c, year))`;
  return `(c.m${i} === undefined ? 0 : c.m${i}.sumOf(b.disease, f.monthNumber(on)))`;
};

/** Moves a running sum by the value of a text. */
export const moveText = (counter: number, { per }: Counter, moved: string): string => {
  const i = integer(counter);
  if (per === 'life') return `c.v${i} += ${moved};`;
  if (per === 'year') return `if (c.w${i} !== year) turn${i}(c, year); c.v${i} += ${moved};`;
  return `(c.m${i} ??= new f.MonthSums()).add(b.disease, f.monthNumber(on), ${moved});`;
};

const counterText = (index: number, { scheme }: Writer): string => {
  const counter = scheme.counters[index];
  return counter === undefined ? '0' : usedText(index, counter);
};

export const moneyText = (term: MoneyTerm, writer: Writer): string => {
  const inner = (part: MoneyTerm): string => moneyText(part, writer);
  switch (term.term) {
    case 'fen':
      return integer(term.fen);
    case 'amount':
      return `a${integer(AMOUNT_NAMES.indexOf(term.name))}`;
    case 'named':
      return `s${integer(term.slot)}`;
    case 'granted':
      return `g${integer(term.benefit)}`;
    case 'used':
      return counterText(term.counter, writer);
    case 'sum': {
      const plus = term.plus.map(inner).join(' + ');
      return `(${[plus || '0', ...term.minus.map(inner)].join(' - ')})`;
    }
    case 'least':
      return `Math.min(${term.of.map(inner).join(', ')})`;
    case 'greatest':
      return `Math.max(${term.of.map(inner).join(', ')})`;
    case 'share':
      return `f.share(${inner(term.of)}, ${integer(term.ratio.num)}, ${integer(term.ratio.den)})`;
  }
};

const POSSIBLE = `(${AMOUNT_NAMES.map((_name, index) => `a${index} >= 0 && a${index} <= f.most`).join(' && ')})`;

const FACT_TEXT: Readonly<Record<FactWord, string>> = {
  enrolled: 'f.isEnrolled(m, on)',
  'enrolled-in-plan': 'f.isEnrolledInPlan(m, b, on)',
  suspended: '(m.suspendedKinds !== undefined && f.isSuspended(m, b))',
  designated: 'b.facility.designated',
  'stay-crosses-year': 'f.staysAcrossYears(b)',
  'amounts-possible': POSSIBLE,
  'any-hiv-mark': 'f.hasHivMark(b)',
  'confirmed-while-enrolled': 'f.isConfirmedWhileEnrolled(m, b)',
  'pathology-confirmed': '(main !== undefined && main.pathologyConfirmed === true)',
  metastatic: '(main !== undefined && main.metastatic === true)',
  'metastatic-known': '(main !== undefined && main.metastatic !== undefined)',
  chemotherapy: '(main !== undefined && main.chemotherapy === true)',
  'marrow-transplant': '(main !== undefined && main.marrowTransplant === true)',
  'listed-disease': '(main !== undefined && main.listedDisease === true)',
  'main-diagnosis-unreadable': '(category === -1)',
};

const WORD_PLACE: Readonly<Record<CodeWord, string>> = {
  kind: 'b.kind',
  disease: 'b.disease',
  area: 'b.facility.area',
  level: 'b.facility.level',
  tier: 'b.facility.tier',
  insurance: 'm.insurance',
  sex: 'm.sex',
};

/** Closed words may stand in the text because they are looked up in the engine's lists. */
const CLOSED_WORDS: readonly string[] = [...BILL_KINDS, ...AREAS, ...TIERS, ...INSURANCES, ...SEXES];

const codeText = (word: CodeWord, code: string, writer: Writer): string => {
  if (word === 'level') return `${WORD_PLACE.level} === ${integer(Number(code))}`;
  const closed = CLOSED_WORDS.find((known) => known === code);
  const text = closed === undefined || word === 'disease' ? writer.constant(code) : `'${closed}'`;
  return `${WORD_PLACE[word]} === ${text}`;
};

const anyOf = (texts: readonly string[]): string => `(${texts.join(' || ') || 'false'})`;

const rangeText = (range: CodeRange): string =>
  `(category >= ${integer(range.from)} && category <= ${integer(range.to)})`;

export const conditionText = (test: Condition, writer: Writer): string => {
  switch (test.test) {
    case 'always':
      return 'true';
    case 'all':
      return `(${test.of.map((inner) => conditionText(inner, writer)).join(' && ')})`;
    case 'any':
      return anyOf(test.of.map((inner) => conditionText(inner, writer)));
    case 'not':
      return `!${conditionText(test.of, writer)}`;
    case 'money':
      return `(${moneyText(test.left, writer)} ${test.sign} ${moneyText(test.right, writer)})`;
    case 'above-share':
      return `f.isAboveShare(${moneyText(test.part, writer)}, ${integer(test.ratio.num)}, ${integer(test.ratio.den)}, ${moneyText(test.whole, writer)})`;
    case 'age':
      return `(f.${test.word === 'age-at-treatment' ? 'ageAtTreatment' : 'ageAtConfirmation'}(m, b, main, on) ${test.sign} ${integer(test.years)})`;
    case 'code':
      return anyOf(test.codes.map((code) => codeText(test.word, code, writer)));
    case 'fact':
      return FACT_TEXT[test.word];
    case 'identity':
      return `(m.identities.length > 0 && f.hasIdentity(m, ${writer.constant(test.kinds)}, on))`;
    case 'flag':
      return `(b.flags !== undefined && f.hasFlag(b, ${writer.constant(test.flags)}))`;
    case 'registered':
      return `f.isRegistered(m, b, ${integer(test.first)}, on)`;
    case 'diagnosis':
      return test.main
        ? anyOf(test.ranges.map(rangeText))
        : `f.hasDiagnosisIn(b, ${writer.constant(test.ranges)})`;
    case 'stage':
      return `f.isStage(main, ${writer.constant(test.system)}, ${writer.constant(test.stages)})`;
    case 'label':
      return anyOf(
        test.labels.map(
          (label) => `l${integer(test.slot)} === ${integer(writer.labelNumber(test.slot, label))}`,
        ),
      );
    default:
      return unreachable(test);
  }
};
