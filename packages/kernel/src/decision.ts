/**
 * The outcome of deciding one bill (domain words: granted 给付, nothing 无应付额, refused 不予给付, referred 转人工).
 */
import type { Fen } from './money.ts';

/** Names of benefits are words of the scheme files, e.g. `inpatient`, `cancer`, `condolence`. */
export type Benefits = Readonly<Record<string, Fen>>;

export type Decision =
  | {
      readonly outcome: 'granted';
      /** Only sums above 0. */
      readonly benefits: Benefits;
      readonly totalFen: Fen;
      /** `<benefit>:<reason>`: a part that waits for a person. */
      readonly referrals: readonly string[];
      readonly alerts: readonly string[];
    }
  | {
      readonly outcome: 'nothing';
      readonly referrals: readonly string[];
      readonly alerts: readonly string[];
    }
  | { readonly outcome: 'refused'; readonly reason: string }
  | { readonly outcome: 'referred'; readonly reason: string };
