/**
 * What a formula of a scheme file means after reading: sums of fen without fractions, and tests. Ratios stand outside
 * formulas (in a step's `ratio`), so that rounding happens in one place; `share` of a constant is the one exception.
 */
import type { Ratio } from '@erbao/kernel/money';
import type { AmountName } from '../facts.ts';
import type { CodeRange } from '../icd.ts';
import type { StageSystem } from '../stages.ts';

export type MoneyTerm =
  | { readonly term: 'fen'; readonly fen: number }
  | { readonly term: 'amount'; readonly name: AmountName }
  | { readonly term: 'named'; readonly slot: number }
  | { readonly term: 'granted'; readonly benefit: number }
  | { readonly term: 'used'; readonly counter: number }
  | { readonly term: 'sum'; readonly plus: readonly MoneyTerm[]; readonly minus: readonly MoneyTerm[] }
  | { readonly term: 'least' | 'greatest'; readonly of: readonly MoneyTerm[] }
  | { readonly term: 'share'; readonly of: MoneyTerm; readonly ratio: Ratio };

/** Words that compare with codes. */
export const CODE_WORDS = ['kind', 'area', 'level', 'tier', 'insurance', 'sex', 'disease'] as const;
export type CodeWord = (typeof CODE_WORDS)[number];

/** Words that are simply true or false. */
export const FACT_WORDS = [
  'enrolled',
  'enrolled-in-plan',
  'suspended',
  'designated',
  'stay-crosses-year',
  'amounts-possible',
  'any-hiv-mark',
  'confirmed-while-enrolled',
  'pathology-confirmed',
  'metastatic',
  'metastatic-known',
  'chemotherapy',
  'marrow-transplant',
  'listed-disease',
  'main-diagnosis-unreadable',
] as const;
export type FactWord = (typeof FACT_WORDS)[number];

/** Words that are whole years. */
export const AGE_WORDS = ['age-at-treatment', 'age-at-confirmation'] as const;
export type AgeWord = (typeof AGE_WORDS)[number];

export type Sign = '<' | '<=' | '>' | '>=';

export type Condition =
  | { readonly test: 'always' }
  | { readonly test: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly test: 'not'; readonly of: Condition }
  | { readonly test: 'money'; readonly left: MoneyTerm; readonly sign: Sign; readonly right: MoneyTerm }
  | {
      readonly test: 'above-share';
      readonly part: MoneyTerm;
      readonly ratio: Ratio;
      readonly whole: MoneyTerm;
    }
  | { readonly test: 'age'; readonly word: AgeWord; readonly sign: Sign; readonly years: number }
  | { readonly test: 'code'; readonly word: CodeWord; readonly codes: readonly string[] }
  | { readonly test: 'fact'; readonly word: FactWord }
  | { readonly test: 'identity'; readonly kinds: readonly string[] }
  | { readonly test: 'flag'; readonly flags: readonly string[] }
  | { readonly test: 'registered'; readonly first: number }
  | { readonly test: 'diagnosis'; readonly main: boolean; readonly ranges: readonly CodeRange[] }
  | { readonly test: 'stage'; readonly system: StageSystem; readonly stages: readonly string[] }
  | { readonly test: 'label'; readonly slot: number; readonly labels: readonly string[] };
