/** A closed month of the desk's hospital from statement to money, in memory: finance, approver, bank and the hospital. */
import type { Caller } from '@erbao/api-contracts/caller';
import type { Role } from '@erbao/api-contracts/roles';
import { memoryMessages } from '@erbao/cloud-kit/messages';
import { memoryWorkflows } from '@erbao/cloud-kit/workflows';
import { registerHospital } from '@erbao/hospitals/hospital-store';
import { localDate } from '@erbao/kernel/dates';
import { outboxEventSchema } from '@erbao/outbox/outbox-event';
import { outboxTable } from '@erbao/outbox/outbox-table';
import { batchById, batchIdOf } from '@erbao/payout/payment-batch';
import { bankResultKey } from '@erbao/payout/bank-format';
import { findHospital } from '@erbao/hospitals/hospital-store';
import { statementSchema } from '@erbao/settlement-files/statement';
import { statementTable } from '@erbao/settlement-files/statement-table';
import { approvePaymentBatch } from '../../functions/console-api/payments.ts';
import { closePaymentDay } from '../../functions/close-payment-day/close-payment-day.ts';
import * as doors from '../../functions/hospital-api/statement-deeds.ts';
import { listMonthDates } from '../../functions/hospital-api/statements.ts';
import { resumeWorkflow } from '../../functions/resume-workflow/resume-workflow.ts';
import { takeBankResult } from '../../functions/take-bank-result/take-bank-result.ts';
import { writeBankFile } from '../../functions/write-bank-file/write-bank-file.ts';
import { FINANCE, type MonthOffice } from './month-office.ts';
import { HOSPITAL } from './one-stop-desk.ts';
import { resultFile } from './payment-office.ts';

const person = (subject: string, ...roles: Role[]): Caller => ({ subject, roles });
export const CHECKER = person('checker-1', 'finance');
export const APPROVER = person('approver-1', 'finance-approver');
const NOTHING = { params: {}, query: {}, body: {} };

export const giveAccount = async ({ tables }: MonthOffice): Promise<void> => {
  const hospital = await findHospital(tables, HOSPITAL);
  if (hospital === undefined) throw new Error('no hospital');
  await registerHospital(tables, {
    ...hospital,
    accounts: [
      {
        holder: hospital.name,
        number: '9000000000000001',
        bankName: '样例银行',
        cnaps: '000000000001',
        from: localDate('2018-01-01'),
        source: '样例',
      },
    ],
  });
};

export const statementOffice = (office: MonthOffice) => {
  const { tables, needs, store } = office;
  const workflows = memoryWorkflows();
  const carried = new Set<string>();
  const of = (statementId: string) => ({ ...NOTHING, params: { statementId } });
  const bankAnswers = async (batchId: string, name: string, body: Uint8Array): Promise<void> => {
    const key = bankResultKey(batchId, name);
    store.upload(key, { body, contentType: 'text/plain' });
    await takeBankResult({ tables, files: store, payers: needs.payers, clock: needs.clock })({ keys: [key] });
  };
  return {
    workflows,
    statements: () => tables.all(statementTable).map((item) => statementSchema.parse(item)),
    /** What the outbox's stream sets going. */
    carry: async () => {
      for (const item of tables.all(outboxTable)) {
        const event = outboxEventSchema.parse(item);
        if (carried.has(event.eventId)) continue;
        carried.add(event.eventId);
        await resumeWorkflow({ tables, workflows, toArchive: memoryMessages() })(event);
      }
    },
    check: (statementId: string, payableFen: number, caller = CHECKER) =>
      doors.checkStatement(needs)({ ...of(statementId), caller, body: { payableFen } }),
    giveBack: (statementId: string, caller = CHECKER) =>
      doors.returnStatement(needs)({ ...of(statementId), caller, body: { text: '请核对第3行' } }),
    answer: (statementId: string, caller: Caller) =>
      doors.answerStatement(needs)({ ...of(statementId), caller, body: { text: '已核对，无误' } }),
    approve: (statementId: string, payableFen: number, caller = APPROVER) =>
      doors.approveStatement(needs)({ ...of(statementId), caller, body: { payableFen } }),
    agree: (statementId: string, answer: 'agree' | 'dispute', caller = FINANCE) =>
      doors.agreeStatement(needs)({ ...of(statementId), caller, body: { answer, text: '已核对' } }),
    dates: async (month: string) =>
      (await listMonthDates(needs)({ ...NOTHING, caller: CHECKER, params: { month } })).dates,
    /** A run for the hospitals of a payer; gives what it asks the bank to pay. */
    run: async (
      closingOn: string,
      payerId: string,
      format: 'daifa-gb18030' | 'pain-001-001-09' = 'daifa-gb18030',
    ) => {
      const batchId = batchIdOf(closingOn, '1', payerId);
      const formats = [{ from: localDate('2018-01-01'), format }];
      const closed = await closePaymentDay({ ...needs, formats })({
        batchId,
        closingOn,
        assembledBy: CHECKER.subject,
        payees: payerId,
      });
      if (closed.next === 'empty') return { batchId, totalFen: 0, count: 0 };
      const { totalFen, count } = await batchById(tables, batchId);
      await approvePaymentBatch({ tables, clock: needs.clock })({
        ...NOTHING,
        caller: APPROVER,
        params: { batchId },
        body: { totalFen },
      });
      await writeBankFile({ ...needs, files: store })({ batchId });
      return { batchId, totalFen, count };
    },
    bankSays: async (batchId: string, paymentId: string, amountFen: number, flag: 'S' | 'F' | 'R') => {
      await bankAnswers(batchId, `result-${flag}`, resultFile(batchId, [{ paymentId, amountFen, flag }]));
    },
    bankAnswers,
  };
};
