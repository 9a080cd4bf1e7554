/**
 * 结算清单: the lines of a closed month, written beside it once when it is added up, a part at a time; what a statement
 * shows and what it owes come from the same lines.
 */
import type { Scheme } from '@erbao/benefit-policy/scheme';
import { type LocalDate, localDate, localDateOf, monthOf } from '@erbao/kernel/dates';
import { addFen, type Fen, ZERO_FEN } from '@erbao/kernel/money';
import { fenSchema, instantSchema } from '@erbao/kernel/schemas';
import type { HospitalSettlement } from '@erbao/one-stop/hospital-settlement';
import type { LateLine } from '@erbao/one-stop/late-line';
import * as z from 'zod';
import { owedByPayer } from './payers.ts';

export const statementLineSchema = z.object({
  kind: z.enum(['settled', 'reversed', 'carried']),
  setlId: z.string(),
  /** The month it comes from: earlier than the statement's for what was settled late or taken back. */
  ofMonth: z.string(),
  at: instantSchema,
  endedOn: z.string(),
  medicalType: z.string(),
  billedFen: fenSchema,
  grantedFen: fenSchema,
  /** By payer; below 0 for what is taken back. */
  owed: z.record(z.string(), fenSchema),
});
export type StatementLine = z.infer<typeof statementLineSchema>;

export const lineOfSettlement = (
  schemes: readonly Scheme[],
  { setlId, settledAt, sheet, grantedFen, schemeId, benefits }: HospitalSettlement,
): StatementLine => ({
  kind: 'settled',
  setlId,
  ofMonth: monthOf(localDateOf(settledAt)),
  at: settledAt,
  endedOn: sheet.endedOn,
  medicalType: sheet.texts.med_type ?? '',
  billedFen: sheet.amounts.totalFen,
  grantedFen,
  owed: owedByPayer(schemes, { schemeId, benefits, endedOn: sheet.endedOn }),
});

export const lineOfLate = (schemes: readonly Scheme[], line: LateLine): StatementLine => {
  const endedOn: LocalDate = localDate(line.endedOn);
  return {
    kind: line.kind,
    setlId: line.setlId,
    ofMonth: line.ofMonth,
    at: line.at,
    endedOn,
    medicalType: '',
    billedFen: line.billedFen,
    grantedFen: line.grantedFen,
    owed:
      line.payerId === undefined
        ? owedByPayer(schemes, { ...line, endedOn })
        : { [line.payerId]: line.grantedFen },
  };
};

const sumsSchema = z.object({ count: z.int(), billedFen: fenSchema, owedFen: fenSchema });
type Sums = z.infer<typeof sumsSchema>;

export const monthSumsSchema = z.object({
  /** Every standing settlement, whether anybody owes something of it or not. */
  settlements: z.int(),
  billedFen: fenSchema,
  grantedFen: fenSchema,
  settled: z.record(z.string(), sumsSchema),
  late: z.record(z.string(), sumsSchema),
});
export type MonthSums = z.infer<typeof monthSumsSchema>;

export const NO_SUMS: MonthSums = {
  settlements: 0,
  billedFen: ZERO_FEN,
  grantedFen: ZERO_FEN,
  settled: {},
  late: {},
};
const NONE: Sums = { count: 0, billedFen: ZERO_FEN, owedFen: ZERO_FEN };

const plus = (a: Sums, b: Sums): Sums => ({
  count: a.count + b.count,
  billedFen: addFen(a.billedFen, b.billedFen),
  owedFen: addFen(a.owedFen, b.owedFen),
});

type ByPayer = Readonly<Record<string, Sums>>;
const together = (a: ByPayer, b: ByPayer): ByPayer => {
  const all: Record<string, Sums> = { ...a };
  for (const [payerId, sums] of Object.entries(b)) all[payerId] = plus(all[payerId] ?? NONE, sums);
  return all;
};

const byPayer = ({ owed, billedFen }: StatementLine): ByPayer =>
  Object.fromEntries(
    Object.entries(owed).map(([payerId, owedFen]): [string, Sums] => [
      payerId,
      { count: 1, billedFen, owedFen },
    ]),
  );

export const addSums = (a: MonthSums, b: MonthSums): MonthSums => ({
  settlements: a.settlements + b.settlements,
  billedFen: addFen(a.billedFen, b.billedFen),
  grantedFen: addFen(a.grantedFen, b.grantedFen),
  settled: { ...together(a.settled, b.settled) },
  late: { ...together(a.late, b.late) },
});

export const addLine = (sums: MonthSums, line: StatementLine): MonthSums =>
  line.kind === 'settled'
    ? addSums(sums, {
        ...NO_SUMS,
        settlements: 1,
        billedFen: line.billedFen,
        grantedFen: line.grantedFen,
        settled: { ...byPayer(line) },
      })
    : { ...sums, late: { ...together(sums.late, byPayer(line)) } };

/** What this payer owes of a line; undefined when the line is none of its business. */
export const owedOf = (line: StatementLine, payerId: string): Fen | undefined => line.owed[payerId];
