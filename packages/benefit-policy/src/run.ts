/** One bill on its way through a scheme's steps, and what the explanation later needs of it. */
import type { LocalDate } from '@erbao/kernel/dates';
import type { Ratio } from '@erbao/kernel/money';
import type { BillFacts, DiagnosisFacts, MemberFacts } from './facts.ts';
import type { Scheme } from './scheme.ts';

export type CeilingTrace = {
  readonly ceiling: string;
  readonly limitFen: number;
  readonly usedFen: number;
  readonly leftFen: number;
};

export type TierTrace = { readonly partFen: number; readonly ratio: Ratio };

export type TraceEntry = { readonly path: string; readonly clauses: readonly string[] } & (
  | { readonly step: 'check'; readonly passed: boolean; readonly reason: string }
  | { readonly step: 'classify'; readonly label?: string; readonly referral?: string }
  | { readonly step: 'amount'; readonly name: string; readonly fen: number }
  | {
      readonly step: 'accumulate';
      readonly counter: string;
      readonly beforeFen: number;
      readonly addedFen: number;
    }
  | { readonly step: 'alert'; readonly code: string }
  | {
      readonly step: 'benefit';
      readonly benefit: string;
      readonly baseFen: number;
      readonly ratio?: Ratio;
      readonly tiers?: readonly TierTrace[];
      /** After the ratio, rounded once, half up. */
      readonly roundedFen: number;
      readonly alreadyFen: number;
      /** What is left under the invoice; absent for a lump sum. */
      readonly roomFen?: number;
      readonly ceilings: readonly CeilingTrace[];
      readonly grantedFen: number;
      /** `room`, `once` or the id of the ceiling that made the sum smaller. */
      readonly limitedBy?: string;
    }
);

export type Run = {
  readonly scheme: Scheme;
  readonly member: MemberFacts;
  readonly bill: BillFacts;
  readonly on: LocalDate;
  readonly main: DiagnosisFacts | undefined;
  /** By counter: the running sum before this bill, and what this bill adds to a running total. */
  readonly used: readonly number[];
  readonly added: number[];
  readonly granted: number[];
  readonly slots: number[];
  readonly labels: (string | undefined)[];
  readonly referrals: string[];
  readonly alerts: string[];
  /** Present only while somebody asks for the explanation. */
  readonly trace: TraceEntry[] | undefined;
};
