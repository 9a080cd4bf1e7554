/** 对总账 and 对明细账, in our clean JSON. */
import { ownHospitalId } from '@erbao/api-contracts/caller';
import type * as routes from '@erbao/api-contracts/reconciliation-routes';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { daysBetween, readLocalDate } from '@erbao/kernel/dates';
import { InvalidInput } from '@erbao/kernel/errors';
import { type Fen, printYuan, readFen } from '@erbao/kernel/money';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import { insuranceCell } from '@erbao/national-record/cells';
import { lineDifferences } from '@erbao/settlement-files/line-differences';
import * as totals from '@erbao/settlement-files/totals-first';

type Needs = { readonly tables: Tables };
type SaidPeriod = {
  readonly beganOn: string;
  readonly endedOn: string;
  readonly insurance?: string | undefined;
  readonly kind?: 'outpatient' | 'inpatient' | undefined;
};

const MOST_DAYS = 31;

/** Throws InvalidInput `period-invalid` for no dates, a reversed order, more than a month, or an unknown insurance. */
export const periodOf = (hospitalId: string, said: SaidPeriod): totals.Period => {
  const beganOn = readLocalDate(said.beganOn);
  const endedOn = readLocalDate(said.endedOn);
  const insurance = said.insurance === undefined ? undefined : insuranceCell(said.insurance);
  if (
    beganOn === undefined ||
    endedOn === undefined ||
    endedOn < beganOn ||
    daysBetween(beganOn, endedOn) >= MOST_DAYS ||
    (insurance !== undefined && 'problem' in insurance)
  )
    throw new InvalidInput('period-invalid');
  return { hospitalId, beganOn, endedOn, insurance: insurance?.value, kind: said.kind };
};

export const sumsOf = (
  said: Readonly<Partial<Record<totals.SumName, string | undefined>>>,
): Partial<Record<totals.SumName, Fen>> =>
  Object.fromEntries(
    Object.entries(said).map(([name, text]) => {
      const read = readFen(text ?? '');
      if (!read.ok) throw new InvalidInput('amount-unreadable', { fields: [`sums.${name}:${read.reason}`] });
      return [name, read.fen];
    }),
  );

export const totalsView = ({ settlements, sums }: totals.OurTotals) => ({
  settlements,
  sums: Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, printYuan(sum)])),
});

export const compareTotals =
  ({ tables }: Needs): UseCaseOf<typeof routes.compareTotals> =>
  async ({ caller, body }) => {
    const period = periodOf(ownHospitalId(caller), body);
    const ours = await totals.addUp(totals.settlementsIn(tables, period));
    const said = { settlements: body.settlements, sums: sumsOf(body.sums) };
    const differences = [...totals.totalDifferences(said, ours)];
    return { equal: differences.length === 0, ours: totalsView(ours), differences };
  };

export const compareDetails =
  ({ tables }: Needs): UseCaseOf<typeof routes.compareDetails> =>
  async ({ caller, body }) => {
    const lines = body.lines.map(({ settlementId, reversed = false, sums }) => ({
      setlId: settlementId,
      reversed,
      sums: sumsOf(sums),
    }));
    const found = await lineDifferences(tables, periodOf(ownHospitalId(caller), body), lines);
    return {
      compared: lines.length,
      differences: found.map(({ setlId, sums, ...one }) => ({
        settlementId: setlId,
        ...one,
        sums: [...sums],
      })),
    };
  };
