/** After executions were lost: whatever state the work stood in, the replay puts it back, and nothing that is done. */
import type { Caller } from '@erbao/api-contracts/caller';
import { memoryWorkflows } from '@erbao/cloud-kit/workflows';
import { MONTH_PARTS } from '@erbao/one-stop/hospital-settlement';
import { LATE_PART } from '@erbao/settlement-files/closing-files';
import { beforeEach, describe, expect, it } from 'vitest';
import { addUpMonth } from '../../functions/add-up-month/add-up-month.ts';
import { closeMonth } from '../../functions/close-month/close-month.ts';
import { ticketSettlementFile } from '../../functions/hospital-api/ticket-file.ts';
import { openHospitalMonths } from '../../functions/open-hospital-months/open-hospital-months.ts';
import { askQuestion } from '../../functions/questions-api/questions.ts';
import { replayOpenWork } from '../../functions/replay-open-work/replay-open-work.ts';
import { settleRows } from '../../functions/settle-rows/settle-rows.ts';
import { splitSettlementFile } from '../../functions/split-settlement-file/split-settlement-file.ts';
import { FINANCE, MONTH, type MonthOffice, openMonthOffice, rowOf, stayNo } from '../support/month-office.ts';
import { HOSPITAL } from '../support/one-stop-desk.ts';
import { giveAccount, statementOffice } from '../support/statement-office.ts';

const CLERK: Caller = { subject: 'clerk-1', roles: ['finance'] };
let office: MonthOffice;
beforeEach(async () => {
  office = await openMonthOffice();
  await giveAccount(office);
});

/** What a replay starts. */
const replayed = async (): Promise<readonly (readonly [string, unknown])[]> => {
  const workflows = memoryWorkflows();
  await replayOpenWork({ ...office.needs, workflows })({ round: '1' });
  return [...workflows.started.values()].map(({ workflow, input }) => [workflow, input]);
};

describe('a file', () => {
  it('that has arrived and was not cut is started again', async () => {
    const fileId = await office.upload([rowOf(stayNo(1))]);
    expect(await replayed()).toEqual([['settlement-file', { fileId }]]);
  });

  it('of which only the ticket was asked for is not', async () => {
    const body = { month: MONTH, fileName: 'm.csv', bytes: 9, sha256: '0'.repeat(64) };
    await ticketSettlementFile(office.needs)({ caller: FINANCE, params: {}, query: {}, body });
    expect(await replayed()).toEqual([]);
  });

  it('is started again while its rows are settled, and not when it is done', async () => {
    const fileId = await office.upload([rowOf(stayNo(1))]);
    const { chunks } = await splitSettlementFile(office.needs)({ fileId });
    expect(await replayed()).toContainEqual(['settlement-file', { fileId }]);
    for (const chunk of chunks) await settleRows(office.needs)(chunk);
    expect(await replayed()).toContainEqual(['settlement-file', { fileId }]);
    await office.workThrough(fileId);
    expect(await replayed()).not.toContainEqual(['settlement-file', { fileId }]);
  });
});

describe('a month', () => {
  const closing = ['hospital-month', { hospitalId: HOSPITAL, month: MONTH }];

  it('is closed by the replay, printed by it, and then left alone', async () => {
    await office.settle(stayNo(1));
    office.at('2026-11-04T02:00:00.000Z');
    await office.workThrough(await office.upload([rowOf(stayNo(1))]));
    await office.summarise(1, '12000.00', '4600.00');
    await office.askClose(460_000);
    expect(await replayed()).toContainEqual(closing);
    // killed between the close and the papers
    for (const part of [...MONTH_PARTS, LATE_PART])
      await addUpMonth(office.needs)({ hospitalId: HOSPITAL, month: MONTH, part });
    expect(await closeMonth(office.needs)({ hospitalId: HOSPITAL, month: MONTH })).toMatchObject({
      next: 'print',
    });
    expect(await replayed()).toContainEqual(closing);
    await office.closing(MONTH);
    expect(await replayed()).not.toContainEqual(closing);
  });

  it('that nobody has handed in is still watched', async () => {
    office.at('2026-10-31T16:30:00.000Z');
    await openHospitalMonths(office.needs)();
    const watched = { subjectId: `${HOSPITAL}_${MONTH}`, deadlineId: 'upload', mark: 'none', revision: 1 };
    expect(await replayed()).toContainEqual(['deadline-watch', watched]);
  });
});

it('a question and a payment that the bank sent back are still watched', async () => {
  await office.settle(stayNo(1));
  const about = { kind: 'settlement', setlId: 'S1' } as const;
  const plain = { params: {}, query: {} };
  const body = { hospitalId: HOSPITAL, about, topic: 'amount', text: '起付线？' } as const;
  const { questionId } = await askQuestion(office.needs)({ ...plain, caller: CLERK, body });
  await askQuestion(office.needs)({ ...plain, caller: FINANCE, body: { ...body, text: '何时付款？' } });
  const names = async () => (await replayed()).map(([, input]) => JSON.stringify(input));
  expect((await names()).filter((input) => input.includes('answer-3wd-1'))).toHaveLength(2);
  expect((await names()).some((input) => input.includes(questionId))).toBe(true);
  office.at('2026-11-04T02:00:00.000Z');
  await office.workThrough(await office.upload([rowOf(stayNo(1))]));
  await office.summarise(1, '12000.00', '4600.00');
  await office.close(460_000);
  const desk = statementOffice(office);
  const [
    { statementId, payableFen, payerId, payOn } = { statementId: '', payableFen: 0, payerId: '', payOn: '' },
  ] = desk.statements();
  await desk.check(statementId, payableFen);
  await desk.approve(statementId, payableFen);
  const { batchId } = await desk.run(payOn, payerId);
  await desk.bankSays(batchId, desk.statements()[0]?.paymentId ?? '', payableFen, 'F');
  expect((await names()).some((input) => input.includes(statementId) && input.includes('repay-2wd'))).toBe(
    true,
  );
});
