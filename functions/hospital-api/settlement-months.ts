/** What is done to a hospital's month: its summary, and the close that only agreeing totals allow. */
import { ownHospitalId } from '@erbao/api-contracts/caller';
import * as routes from '@erbao/api-contracts/settlement-month-routes';
import { recordDeed } from '@erbao/audit/audit-event';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import { type Clock, localDateOf, monthOf } from '@erbao/kernel/dates';
import { Conflict, InvalidInput } from '@erbao/kernel/errors';
import { type Fen, readFen } from '@erbao/kernel/money';
import { bind, type UseCaseOf } from '@erbao/lambda-kit/http-handler';
import {
  changeMonth,
  type HospitalMonth,
  type MonthTotals,
  stateAfter,
} from '@erbao/one-stop/hospital-month';
import { accountOf } from '@erbao/one-stop/hospital-settlement';
import { moveAfter } from '@erbao/one-stop/month-totals';
import { announce } from '@erbao/outbox/outbox-event';
import { payerAccount, type PayerAccounts } from '@erbao/payout/payer-accounts';
import { type District, payersOfMonth, whenReceived } from '@erbao/settlement-files/month-received';
import { monthView } from './month-view.ts';
import { listSettlementMonths, monthOrOpen, readSettlementMonth } from './read-months.ts';

type Needs = District & {
  readonly tables: Tables;
  readonly payers: PayerAccounts;
  readonly clock: Clock;
};

const fenOf = (text: string): Fen => {
  const read = readFen(text);
  if (!read.ok) throw new InvalidInput('amount-unreadable', { reason: read.reason });
  return read.fen;
};

const committed = async (
  tables: Tables,
  { hospitalId, month }: HospitalMonth,
  writes: readonly Write[],
): Promise<void> => {
  const outcome = await tables.commit(writes);
  if (!outcome.committed) throw new Conflict('settlement-month-moved-on', { hospitalId, month });
};

/** Given before the file it is kept; given after, it decides whether the month balances. */
export const giveSettlementSummary =
  (needs: Needs): UseCaseOf<typeof routes.giveSettlementSummary> =>
  async ({ caller, params, body }) => {
    const { tables, clock } = needs;
    const month = await monthOrOpen(tables, ownHospitalId(caller), params.month);
    const { hospitalId } = month;
    if (month.state === 'closed' || month.state === 'closing')
      throw new Conflict('settlement-month-closed', { hospitalId, month: month.month });
    const summary: MonthTotals = {
      settlements: body.settlements,
      billedFen: fenOf(body.medfeeSum),
      grantedFen: fenOf(body.advancedSum),
    };
    const given = { ...month, summary, summaryBy: caller.subject };
    const state = month.fileId === undefined ? month.state : stateAfter(month, moveAfter(given));
    const at = clock();
    const received = await whenReceived(needs, { ...given, state }, at);
    await committed(tables, month, [
      changeMonth(month, { ...received.month }),
      ...received.writes,
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

/**
 * Asks for the close: the sums are added up by the workflow, part by part, and the month is closed or told why not. The
 * clerk states the sum that he or she has checked.
 */
export const closeSettlementMonth =
  (needs: Needs): UseCaseOf<typeof routes.closeSettlementMonth> =>
  async ({ caller, params, body }) => {
    const { tables, clock } = needs;
    const { hospitalId, month: name } = params;
    const at = clock();
    if (name >= monthOf(localDateOf(at))) throw new Conflict('settlement-month-not-over', { month: name });
    // a statement that nobody's account can pay is not prepared
    for (const { payerId } of payersOfMonth(needs, name)) payerAccount(needs.payers, payerId);
    const month = await monthOrOpen(tables, hospitalId, name);
    const state = stateAfter(month, 'close-asked');
    if (month.totals?.grantedFen !== body.grantedFen)
      throw new Conflict('settlement-totals-differ', { hospitalId, month: name });
    const attempt = (month.closing?.attempt ?? 0) + 1;
    const closing = { attempt, by: caller.subject, at, problems: [] };
    const asked = { ...month, state, closing };
    const subjectId = accountOf(hospitalId, name);
    await committed(tables, month, [
      changeMonth(month, asked),
      recordDeed({
        subjectId,
        at,
        who: caller.subject,
        action: 'month-close-asked',
        details: { grantedFen: body.grantedFen, attempt },
      }),
      announce({ kind: 'month-to-close', hospitalId, month: name, attempt }, at, subjectId, attempt),
    ]);
    return monthView(asked);
  };

export const monthDoors = (needs: Needs) => [
  bind(routes.readSettlementMonth, readSettlementMonth(needs)),
  bind(routes.giveSettlementSummary, giveSettlementSummary(needs)),
  bind(routes.listSettlementMonths, listSettlementMonths(needs)),
  bind(routes.closeSettlementMonth, closeSettlementMonth(needs)),
];
