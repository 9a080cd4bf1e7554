/** A hospital's month: state, summary, and the close that only agreeing totals allow. */
import { ownHospitalId } from '@erbao/api-contracts/caller';
import type * as routes from '@erbao/api-contracts/settlement-month-routes';
import { recordDeed } from '@erbao/audit/audit-event';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import { type Clock, localDateOf, monthOf } from '@erbao/kernel/dates';
import { Conflict, InvalidInput } from '@erbao/kernel/errors';
import { type Fen, readFen } from '@erbao/kernel/money';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import {
  changeMonth,
  findMonth,
  type HospitalMonth,
  hospitalMonthSchema,
  type MonthTotals,
  openMonth,
  stateAfter,
} from '@erbao/one-stop/hospital-month';
import { hospitalMonthTable } from '@erbao/one-stop/hospital-month-table';
import { accountOf, settlementsOfMonth } from '@erbao/one-stop/hospital-settlement';
import { addToTotals, compareTotals, moveAfter, NO_TOTALS } from '@erbao/settlement-files/month-balance';
import { monthView } from './month-view.ts';

type Needs = { readonly tables: Tables; readonly clock: Clock };

const fenOf = (text: string): Fen => {
  const read = readFen(text);
  if (!read.ok) throw new InvalidInput('amount-unreadable', { reason: read.reason });
  return read.fen;
};

const monthOrOpen = async (tables: Tables, hospitalId: string, month: string): Promise<HospitalMonth> =>
  (await findMonth(tables, hospitalId, month)) ?? openMonth(hospitalId, month);

const committed = async (
  tables: Tables,
  { hospitalId, month }: HospitalMonth,
  writes: readonly Write[],
): Promise<void> => {
  const outcome = await tables.commit(writes);
  if (!outcome.committed) throw new Conflict('settlement-month-moved-on', { hospitalId, month });
};

export const readSettlementMonth =
  ({ tables }: Needs): UseCaseOf<typeof routes.readSettlementMonth> =>
  async ({ caller, params }) =>
    monthView(await monthOrOpen(tables, ownHospitalId(caller), params.month));

/** Given before the file it is kept; given after, it decides whether the month balances. */
export const giveSettlementSummary =
  ({ tables, clock }: Needs): UseCaseOf<typeof routes.giveSettlementSummary> =>
  async ({ caller, params, body }) => {
    const month = await monthOrOpen(tables, ownHospitalId(caller), params.month);
    const { hospitalId } = month;
    if (month.state === 'closed')
      throw new Conflict('settlement-month-closed', { hospitalId, month: month.month });
    const summary: MonthTotals = {
      settlements: body.settlements,
      billedFen: fenOf(body.medfeeSum),
      grantedFen: fenOf(body.advancedSum),
    };
    const given = { ...month, summary, summaryBy: caller.subject };
    const state = month.fileId === undefined ? month.state : stateAfter(month, moveAfter(given));
    const at = clock();
    await committed(tables, month, [
      changeMonth(month, { ...given, state }),
      recordDeed(
        {
          subjectId: accountOf(hospitalId, month.month),
          at,
          who: caller.subject,
          action: 'summary-given',
          details: { ...summary },
        },
        month.version,
      ),
    ]);
    return monthView({ ...given, state });
  };

const NEWEST = 100;

export const listSettlementMonths =
  ({ tables }: Needs): UseCaseOf<typeof routes.listSettlementMonths> =>
  async ({ query }) => {
    const { items } = await tables.query({
      table: hospitalMonthTable,
      index: 'by-state',
      partition: query.state,
      descending: true,
      limit: NEWEST,
    });
    return { months: items.map((item) => monthView(hospitalMonthSchema.parse(item))) };
  };

/** What stands on record now: a settlement that was reversed or added since the matching shows here. */
const standingTotals = async (tables: Tables, hospitalId: string, month: string): Promise<MonthTotals> => {
  let totals = NO_TOTALS;
  for await (const { state, sheet, grantedFen } of settlementsOfMonth(tables, hospitalId, month))
    if (state === 'standing') totals = addToTotals(totals, sheet.amounts.totalFen, grantedFen);
  return totals;
};

export const closeSettlementMonth =
  ({ tables, clock }: Needs): UseCaseOf<typeof routes.closeSettlementMonth> =>
  async ({ caller, params, body }) => {
    const { hospitalId, month: name } = params;
    const at = clock();
    if (name >= monthOf(localDateOf(at))) throw new Conflict('settlement-month-not-over', { month: name });
    const month = await monthOrOpen(tables, hospitalId, name);
    const state = stateAfter(month, 'totals-agreed');
    const standing = await standingTotals(tables, hospitalId, name);
    const differing = month.totals === undefined ? [] : compareTotals(month.totals, standing);
    if (differing.length > 0 || month.totals?.grantedFen !== body.grantedFen)
      throw new Conflict('settlement-totals-differ', {
        hospitalId,
        month: name,
        totals: differing.map((one) => one.name),
      });
    const closed = { ...month, state, closedAt: at, closedBy: caller.subject };
    await committed(tables, month, [
      changeMonth(month, closed),
      recordDeed({
        subjectId: accountOf(hospitalId, name),
        at,
        who: caller.subject,
        action: 'month-closed',
        details: { grantedFen: body.grantedFen, settlements: standing.settlements },
      }),
    ]);
    return monthView(closed);
  };
