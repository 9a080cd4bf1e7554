/**
 * Writes formulas as JavaScript text for {@link ../bulk/bulk-scheme.ts}. Only numbers and words of the engine's own
 * closed lists become text; everything that a scheme file declares is handed over as a constant (`k[3]`), so no text
 * from outside can become code.
 */
import { unreachable } from '@erbao/kernel/errors';
import { AMOUNT_NAMES, AREAS, BILL_KINDS, INSURANCES, SEXES, TIERS } from '../facts.ts';
import type { CodeWord, Condition, FactWord, MoneyTerm } from '../formula/terms.ts';
import type { CodeRange } from '../icd.ts';
import type { Scheme } from '../scheme.ts';

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

export const usedText = (counter: number): string => `used${integer(counter)}()`;

export const moneyText = (term: MoneyTerm): string => {
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
      return usedText(term.counter);
    case 'sum': {
      const plus = term.plus.map(moneyText).join(' + ');
      return `(${[plus || '0', ...term.minus.map(moneyText)].join(' - ')})`;
    }
    case 'least':
      return `Math.min(${term.of.map(moneyText).join(', ')})`;
    case 'greatest':
      return `Math.max(${term.of.map(moneyText).join(', ')})`;
    case 'share':
      return `f.share(${moneyText(term.of)}, ${integer(term.ratio.num)}, ${integer(term.ratio.den)})`;
  }
};

const FACT_TEXT: Readonly<Record<FactWord, string>> = {
  enrolled: 'f.isEnrolled(m, on)',
  'enrolled-in-plan': 'f.isEnrolledInPlan(m, b, on)',
  suspended: '(m.suspendedKinds !== undefined && f.isSuspended(m, b))',
  designated: 'b.facility.designated',
  'stay-crosses-year': 'f.staysAcrossYears(b)',
  'amounts-possible': 'possible()',
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
      return `(${moneyText(test.left)} ${test.sign} ${moneyText(test.right)})`;
    case 'above-share':
      return `f.isAboveShare(${moneyText(test.part)}, ${integer(test.ratio.num)}, ${integer(test.ratio.den)}, ${moneyText(test.whole)})`;
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
