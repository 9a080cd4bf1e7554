/** The words that a formula may use: those of the engine and those that the scheme file itself declares. */
import type { Ratio } from '@erbao/kernel/money';
import { AREAS, BILL_KINDS, INSURANCES, LEVELS, SEXES, TIERS } from '../facts.ts';
import type { CodeWord, MoneyTerm } from './terms.ts';

export type LabelWord = { readonly slot: number; readonly labels: ReadonlySet<string> };

export type Vocabulary = {
  readonly benefits: ReadonlyMap<string, number>;
  readonly counters: ReadonlyMap<string, number>;
  readonly identities: ReadonlySet<string>;
  readonly flags: ReadonlySet<string>;
  readonly diseases: ReadonlySet<string>;
  /** Grow while the steps are read: a word may be used after the step that names it. */
  readonly named: Map<string, MoneyTerm>;
  readonly labels: Map<string, LabelWord>;
  /** The sum or the ratio that the municipality gave, undefined when no such parameter is declared. */
  readonly parameterFen: (path: string) => number | undefined;
  readonly parameterRatio: (path: string) => Ratio | undefined;
};

const CODES: Readonly<Record<Exclude<CodeWord, 'disease'>, readonly string[]>> = {
  kind: BILL_KINDS,
  area: AREAS,
  level: LEVELS.map(String),
  tier: TIERS,
  insurance: INSURANCES,
  sex: SEXES,
};

export const isCodeOf = (word: CodeWord, code: string, vocabulary: Vocabulary): boolean =>
  word === 'disease' ? vocabulary.diseases.has(code) : CODES[word].includes(code);
