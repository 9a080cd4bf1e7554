/**
 * `benefit`: base × ratio (or tiers), rounded once, less what was already paid, then held by the ceilings and by the
 * room that the invoice leaves. Never below 0.
 */
import { fen, type Ratio, shareOf } from '@erbao/kernel/money';
import { amountOf, holds } from '../formula/evaluate.ts';
import type { CeilingTrace, Run, TierTrace } from '../run.ts';
import type { BenefitStep, RatioRow, Scheme, Stop } from '../scheme.ts';
import { higherRatio, splitByTiers, sumOfTiers } from '../tiers.ts';

type Share = {
  readonly roundedFen: number;
  readonly ratio?: Ratio;
  readonly tiers?: readonly TierTrace[];
  readonly clauses: readonly string[];
};

const pickRow = (rows: readonly RatioRow[], pick: 'first' | 'highest', run: Run): RatioRow | undefined => {
  if (pick === 'first') return rows.find((row) => holds(row.when, run));
  let best: RatioRow | undefined;
  for (const row of rows)
    if (holds(row.when, run) && (best === undefined || higherRatio(best.ratio, row.ratio) !== best.ratio))
      best = row;
  return best;
};

const shareOfBase = (step: BenefitStep, baseFen: number, run: Run): Share | undefined => {
  const { rate } = step;
  if (rate.rate === 'tiers') {
    const least = pickRow(rate.atLeast, 'first', run);
    const tiers = splitByTiers(baseFen, rate.tiers, least?.ratio);
    return { roundedFen: sumOfTiers(tiers), tiers, clauses: least?.clauses ?? [] };
  }
  const row = pickRow(rate.rows, rate.pick, run);
  if (row === undefined) return undefined;
  return { roundedFen: shareOf(fen(baseFen), row.ratio), ratio: row.ratio, clauses: row.clauses };
};

/** What the bill leaves: total − paid − what this scheme already grants on it, lump sums excepted. */
const roomOf = (run: Run): number => {
  const { amounts } = run.bill;
  let room = (amounts.total ?? 0) - (amounts.basic ?? 0) - (amounts.criticalIllness ?? 0);
  room -= (amounts.assistance ?? 0) + (amounts.other ?? 0);
  run.scheme.benefits.forEach((benefit, index) => {
    if (benefit.withinRoom) room -= run.granted[index] ?? 0;
  });
  return room;
};

const usedOf = (scheme: Scheme, run: Run, benefits: readonly number[]): number => {
  let used = 0;
  for (const index of benefits) {
    const counter = scheme.benefits[index]?.counter;
    used += (counter === undefined ? 0 : (run.used[counter] ?? 0)) + (run.granted[index] ?? 0);
  }
  return used;
};

const ceilingsOf = (benefit: number, run: Run): readonly CeilingTrace[] =>
  run.scheme.ceilings.flatMap((ceiling) => {
    const { limitFen } = ceiling;
    if (limitFen === undefined || !ceiling.benefits.includes(benefit) || !holds(ceiling.when, run)) return [];
    const usedFen = usedOf(run.scheme, run, ceiling.benefits);
    return [{ ceiling: ceiling.id, limitFen, usedFen, leftFen: Math.max(0, limitFen - usedFen) }];
  });

const isUsedUp = (step: BenefitStep, run: Run): boolean => {
  const counter = run.scheme.benefits[step.benefit]?.counter;
  return step.once && counter !== undefined && (run.used[counter] ?? 0) > 0;
};

type Held = { readonly grantedFen: number; readonly limitedBy: string | undefined };

/** The smallest of what is due, what the room leaves and what each ceiling leaves; the one that bites is named. */
const hold = (
  dueFen: number,
  isPaid: boolean,
  roomFen: number | undefined,
  ceilings: readonly CeilingTrace[],
): Held => {
  if (isPaid) return { grantedFen: 0, limitedBy: 'once' };
  let grantedFen = dueFen;
  let limitedBy: string | undefined;
  if (roomFen !== undefined && roomFen < grantedFen) {
    grantedFen = Math.max(0, roomFen);
    limitedBy = 'room';
  }
  for (const { ceiling, leftFen } of ceilings) {
    if (leftFen >= grantedFen) continue;
    grantedFen = leftFen;
    limitedBy = ceiling;
  }
  return { grantedFen, limitedBy };
};

/** Runs the step; a ratio that the scheme leaves open stops the whole bill. */
export const runBenefit = (step: BenefitStep, run: Run): Stop | undefined => {
  const benefit = run.scheme.benefits[step.benefit];
  if (benefit === undefined || !holds(step.when, run)) return undefined;
  const baseFen = Math.max(0, amountOf(step.base, run));
  const share = shareOfBase(step, baseFen, run);
  if (share === undefined) return step.rate.rate === 'ratio' ? step.rate.otherwise : undefined;
  const alreadyFen = step.already === undefined ? 0 : amountOf(step.already, run);
  const dueFen = Math.max(0, share.roundedFen - alreadyFen);
  const roomFen = benefit.withinRoom ? roomOf(run) : undefined;
  const ceilings = ceilingsOf(step.benefit, run);
  const { grantedFen, limitedBy } = hold(dueFen, isUsedUp(step, run), roomFen, ceilings);
  run.granted[step.benefit] = (run.granted[step.benefit] ?? 0) + grantedFen;
  // the entry is only built for somebody who asks
  run.trace?.push({
    step: 'benefit',
    path: step.path,
    clauses: [...share.clauses, ...step.clauses],
    benefit: benefit.id,
    baseFen,
    ...(share.ratio === undefined ? {} : { ratio: share.ratio }),
    ...(share.tiers === undefined ? {} : { tiers: share.tiers }),
    roundedFen: share.roundedFen,
    alreadyFen,
    ...(roomFen === undefined ? {} : { roomFen }),
    ceilings,
    grantedFen,
    ...(limitedBy === undefined ? {} : { limitedBy }),
  });
  return undefined;
};
