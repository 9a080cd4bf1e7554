/** 结算申请单 for each payer that owes something of the month, or whose earlier months still weigh on it. */
import { findDeadline } from '@erbao/deadlines/deadline';
import { dropDeadline } from '@erbao/deadlines/deadline-course';
import { officeCalendar } from '@erbao/deadlines/office-calendar';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import { recordDeed } from '@erbao/audit/audit-event';
import { type Instant, localDateOf } from '@erbao/kernel/dates';
import { Defect } from '@erbao/kernel/errors';
import { addFen, ZERO_FEN } from '@erbao/kernel/money';
import type { HospitalMonth } from '@erbao/one-stop/hospital-month';
import { agreeDeadlineId, monthSubject, payDeadlineId } from '@erbao/settlement-files/month-deadlines';
import { monthRuleOn, payDay } from '@erbao/settlement-files/month-rules';
import { type District, payersOfMonth } from '@erbao/settlement-files/month-received';
import type { Payer } from '@erbao/settlement-files/payers';
import { insertStatement, type Statement, statementIdOf } from '@erbao/settlement-files/statement';
import type { MonthSums } from '@erbao/settlement-files/statement-lines';

export type Needs = District & { readonly tables: Tables };
export type Prepared = { readonly by: string; readonly at: Instant };

const NONE = { count: 0, billedFen: ZERO_FEN, owedFen: ZERO_FEN };

const statementOf = (
  { schemeId }: Needs,
  { hospitalId, month }: HospitalMonth,
  { payerId, payerName }: Payer,
  sums: MonthSums,
  about: Prepared & Pick<Statement, 'payOn' | 'clause'>,
): Statement => {
  const settled = sums.settled[payerId] ?? NONE;
  const { count, owedFen } = sums.late[payerId] ?? NONE;
  const { by: preparedBy, at: preparedAt, payOn, clause } = about;
  return {
    statementId: statementIdOf(hospitalId, month, payerId),
    hospitalId,
    month,
    schemeId,
    payerId,
    payerName,
    state: 'prepared',
    version: 1,
    settled: { ...settled },
    late: { count, owedFen },
    payableFen: addFen(settled.owedFen, owedFen),
    payOn,
    clause,
    preparedBy,
    preparedAt,
    remarks: [],
  };
};

/** Nobody owes what no settlement of the month has: its dates are no dates. */
const dropDates = async (
  { tables }: Needs,
  { hospitalId, month }: HospitalMonth,
  { payerId }: Payer,
): Promise<readonly Write[]> => {
  const subject = monthSubject(hospitalId, month);
  const ids = [payDeadlineId(payerId), agreeDeadlineId(payerId)];
  const found = await Promise.all(ids.map((id) => findDeadline(tables, subject, id)));
  return found.flatMap((deadline) => (deadline === undefined ? [] : dropDeadline(deadline)));
};

/** Every sum of the month must have a payer here: what no statement carries would be lost. */
const payersOf = (needs: Needs, month: string, sums: MonthSums): readonly Payer[] => {
  const { schemeId } = needs;
  const payers = payersOfMonth(needs, month);
  for (const payerId of [...Object.keys(sums.settled), ...Object.keys(sums.late)])
    if (!payers.some((payer) => payer.payerId === payerId))
      throw new Defect('payer-unknown', { schemeId, payerId });
  return payers;
};

export const prepareStatements = async (
  needs: Needs,
  month: HospitalMonth,
  sums: MonthSums,
  prepared: Prepared,
): Promise<readonly Write[]> => {
  const { at, by } = prepared;
  const rule = monthRuleOn(needs.schemeId, month.month);
  const calendar = await officeCalendar(needs.tables, localDateOf(at));
  const received = localDateOf(month.receivedAt ?? at);
  const { on: payOn } = payDay(rule, calendar, month.month, received);
  const writes: Write[] = [];
  for (const payer of payersOf(needs, month.month, sums)) {
    if (sums.settled[payer.payerId] === undefined && sums.late[payer.payerId] === undefined) {
      writes.push(...(await dropDates(needs, month, payer)));
      continue;
    }
    const statement = statementOf(needs, month, payer, sums, {
      ...prepared,
      payOn,
      clause: rule.pay.clause,
    });
    const { statementId, payableFen } = statement;
    writes.push(
      insertStatement(statement),
      recordDeed({
        subjectId: statementId,
        at,
        who: by,
        action: 'statement-prepared',
        details: { payableFen },
      }),
    );
  }
  return writes;
};
