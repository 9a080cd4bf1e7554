/** A scheme version after reading: what the engine runs, with the words that explain it. */
import type { LocalDate } from '@erbao/kernel/dates';
import type { Ratio } from '@erbao/kernel/money';
import type { Condition, MoneyTerm } from './formula/terms.ts';

/** Where a counter starts again. */
export const WINDOWS = ['year', 'life', 'disease-month'] as const;
export type Window = (typeof WINDOWS)[number];

/** A running sum of one member: what a benefit has paid, or a total that a formula needs. */
export type Counter = { readonly id: string; readonly per: Window };

export type Benefit = {
  readonly id: string;
  readonly title: string;
  readonly payer: string;
  readonly counter: number | undefined;
  /** A lump sum does not indemnify and stands outside the room under the invoice. */
  readonly withinRoom: boolean;
};

export type Ceiling = {
  readonly id: string;
  readonly title: string;
  /** undefined: the municipality set no limit. */
  readonly limitFen: number | undefined;
  readonly benefits: readonly number[];
  readonly when: Condition;
  readonly clauses: readonly string[];
};

export type Stop = { readonly outcome: 'refused' | 'referred'; readonly reason: string };

type Placed = { readonly path: string; readonly clauses: readonly string[] };

export type CheckStep = Placed & {
  readonly step: 'check';
  readonly that: Condition;
  readonly otherwise: Stop;
};
export type ChooseStep = Placed & {
  readonly step: 'choose';
  readonly cases: readonly { readonly when: Condition; readonly steps: readonly Step[] }[];
};
export type ClassifyRule = {
  readonly when: Condition;
  readonly result: { readonly label: string } | { readonly refer: string };
  readonly clauses: readonly string[];
};
export type ClassifyStep = Placed & {
  readonly step: 'classify';
  readonly slot: number;
  readonly part: string;
  readonly rules: readonly ClassifyRule[];
};
export type AmountRow = { readonly when: Condition; readonly is: MoneyTerm };
export type AmountStep = Placed & {
  readonly step: 'amount';
  readonly slot: number;
  readonly name: string;
  /** The first row whose test holds; none: 0. */
  readonly rows: readonly AmountRow[];
};
export type RatioRow = {
  readonly when: Condition;
  readonly ratio: Ratio;
  readonly clauses: readonly string[];
};
export type Tier = { readonly upToFen: number | undefined; readonly ratio: Ratio };
export type Rate =
  | {
      readonly rate: 'ratio';
      readonly pick: 'first' | 'highest';
      readonly rows: readonly RatioRow[];
      readonly otherwise: Stop | undefined;
    }
  | { readonly rate: 'tiers'; readonly tiers: readonly Tier[]; readonly atLeast: readonly RatioRow[] };
export type BenefitStep = Placed & {
  readonly step: 'benefit';
  readonly benefit: number;
  readonly when: Condition;
  readonly base: MoneyTerm;
  readonly rate: Rate;
  readonly already: MoneyTerm | undefined;
  /** Paid only while its counter is still 0. */
  readonly once: boolean;
};
export type AccumulateStep = Placed & {
  readonly step: 'accumulate';
  readonly counter: number;
  readonly add: MoneyTerm;
};
export type AlertStep = Placed & { readonly step: 'alert'; readonly code: string; readonly when: Condition };

export type Step =
  | CheckStep
  | ChooseStep
  | ClassifyStep
  | AmountStep
  | BenefitStep
  | AccumulateStep
  | AlertStep;

export type Clause = { readonly id: string; readonly place: string; readonly text: string };
/** A choice that this project made where the document is short: visible, dated, with its reason. */
export type Setting = {
  readonly id: string;
  readonly value: string;
  readonly decidedOn: LocalDate;
  readonly reason: string;
  /** false: an open question that the office has not answered yet; the console shows it. */
  readonly confirmed: boolean;
};
/** A list or code table that the document leaves open. */
export type OpenList = {
  readonly id: string;
  readonly title: string;
  readonly validFrom: LocalDate;
  readonly source: string;
  readonly confirmed: boolean;
  readonly items: ReadonlyMap<string, string>;
};

export type Scheme = {
  readonly schemeId: string;
  readonly title: string;
  readonly version: LocalDate;
  readonly validTo: LocalDate | undefined;
  readonly source: { readonly document: string; readonly title: string };
  /** `MM-DD`, the first day of the scheme's year. */
  readonly yearStartsOn: string;
  readonly objection: string;
  readonly clauses: ReadonlyMap<string, Clause>;
  readonly settings: readonly Setting[];
  readonly openLists: readonly OpenList[];
  /** Why no benefit goes above what the invoice leaves. */
  readonly roomClauses: readonly string[];
  readonly words: ReadonlyMap<string, string>;
  readonly counters: readonly Counter[];
  readonly benefits: readonly Benefit[];
  readonly ceilings: readonly Ceiling[];
  readonly steps: readonly Step[];
  readonly slotCount: number;
};
