/** A question hangs on its settlement, goes back and forth with a watched date each turn, and is closed by who asked. */
import type { Caller } from '@erbao/api-contracts/caller';
import { hisSettlementSchema } from '@erbao/api-contracts/his-settlement';
import { auditTable } from '@erbao/audit/audit-table';
import { deadlinesOf } from '@erbao/deadlines/deadline';
import { memoryTables } from '@erbao/dynamo-kit/memory-tables';
import { type Instant, instant } from '@erbao/kernel/dates';
import { fen } from '@erbao/kernel/money';
import { outboxEventSchema } from '@erbao/outbox/outbox-event';
import { outboxTable } from '@erbao/outbox/outbox-table';
import { beforeEach, describe, expect, it } from 'vitest';
import { settleAtDischarge } from '../../functions/his-api/settlements.ts';
import {
  deskNeeds,
  furnishDesk,
  HOSPITAL,
  OTHER_HOSPITAL,
  sentSettlement,
} from '../support/one-stop-desk.ts';
import { watchDeadline } from '../../functions/watch-deadline/watch-deadline.ts';
import * as questions from '../../functions/questions-api/questions.ts';

const CLERK: Caller = { subject: 'clerk', roles: ['finance'] };
const hospital = (hospitalId: string): Caller => ({
  subject: `finance-${hospitalId}`,
  roles: ['hospital-finance'],
  hospitalId,
});
const OURS = hospital(HOSPITAL);
const STRANGER = hospital(OTHER_HOSPITAL);
const ABOUT = { kind: 'settlement', setlId: 'S1' } as const;
const ASKED = { hospitalId: HOSPITAL, about: ABOUT, topic: 'amount', text: '起付线是否已扣减？' } as const;

const openDesk = async () => {
  let now: Instant = instant('2026-10-20T02:00:00.000Z');
  const tables = memoryTables();
  await furnishDesk(tables, [{ serial: 1, difficult: false }]);
  const bill = sentSettlement({
    settlementId: 'S1',
    serial: 1,
    totalFen: fen(1_200_000),
    basicFen: fen(700_000),
  });
  const body = hisSettlementSchema.parse(bill);
  await settleAtDischarge(deskNeeds(tables))({ caller: OURS, params: {}, query: {}, body });
  const needs = { tables, clock: () => now };
  const plain = { params: {}, query: {}, body: {} };
  return {
    tables,
    at: (moment: string) => {
      now = instant(moment);
    },
    watch: watchDeadline(needs),
    ask: (caller: Caller, body: Parameters<ReturnType<typeof questions.askQuestion>>[0]['body']) =>
      questions.askQuestion(needs)({ ...plain, caller, body }),
    list: (caller: Caller, query: { waiting?: 'own' | 'all'; hospitalId?: string } = {}) =>
      questions
        .listQuestions(needs)({ ...plain, caller, query })
        .then((answer) => answer.questions),
    read: (caller: Caller, questionId: string) =>
      questions.readQuestion(needs)({ ...plain, caller, params: { questionId } }),
    say: (caller: Caller, questionId: string, text: string) =>
      questions.sayInQuestion(needs)({ ...plain, caller, params: { questionId }, body: { text } }),
    close: (caller: Caller, questionId: string) =>
      questions.closeQuestion(needs)({
        ...plain,
        caller,
        params: { questionId },
        body: { outcome: 'explained', text: '已核对' },
      }),
  };
};
let desk: Awaited<ReturnType<typeof openDesk>>;
beforeEach(async () => {
  desk = await openDesk();
});

describe('a question on a settlement', () => {
  it('waits for the hospital, with a date by the working calendar and a watch', async () => {
    const asked = await desk.ask(CLERK, ASKED);
    // Tuesday 10:00, three working days, the starting day not counted: the end of Friday
    expect(asked).toMatchObject({
      state: 'open',
      askedBy: 'fund',
      waitsFor: 'hospital',
      topicName: '金额',
      dueAt: '2026-10-23T16:00:00.000Z',
    });
    const events = desk.tables.all(outboxTable).map((item) => outboxEventSchema.parse(item).happening);
    expect(events).toContainEqual({
      kind: 'deadline-planned',
      subjectId: asked.questionId,
      deadlineId: 'answer-3wd-1',
      revision: 1,
    });
    expect((await desk.list(OURS)).map(({ questionId }) => questionId)).toEqual([asked.questionId]);
    expect(await desk.list(CLERK)).toEqual([]);
    expect(await desk.list(STRANGER)).toEqual([]);
  });

  it('said again in the same words is the same question', async () => {
    const first = await desk.ask(CLERK, ASKED);
    desk.at('2026-10-20T03:00:00.000Z');
    expect(await desk.ask(CLERK, ASKED)).toEqual(first);
    expect(await desk.list(CLERK, { hospitalId: HOSPITAL })).toHaveLength(1);
  });

  it('goes back and forth, each turn with a date of its own, and is closed by who asked', async () => {
    const { questionId } = await desk.ask(CLERK, ASKED);
    desk.at('2026-10-21T02:00:00.000Z');
    const answered = await desk.say(OURS, questionId, '已扣减 400 元');
    expect(answered).toMatchObject({ waitsFor: 'fund', dueAt: '2026-10-26T16:00:00.000Z' });
    expect(await desk.list(OURS)).toEqual([]);
    expect(await desk.list(CLERK)).toHaveLength(1);
    await expect(desk.close(OURS, questionId)).rejects.toMatchObject({ code: 'question-not-yours' });
    const closed = await desk.close(CLERK, questionId);
    expect(closed).toMatchObject({ state: 'closed', outcome: 'explained', outcomeName: '已说明，无需更正' });
    expect(closed).not.toHaveProperty('waitsFor');
    expect(await desk.read(OURS, questionId)).toEqual(closed);
    expect(closed.messages.map(({ side }) => side)).toEqual(['fund', 'hospital', 'fund']);
    const states = (await deadlinesOf(desk.tables, questionId)).map(({ state }) => state);
    expect(states).toEqual(['met', 'met']);
    expect(await desk.list(CLERK)).toEqual([]);
    await expect(desk.say(OURS, questionId, '再问')).rejects.toMatchObject({ code: 'question-closed' });
    const deeds = desk.tables.all(auditTable).filter(({ subjectId }) => subjectId === questionId);
    expect(deeds.map(({ action }) => action).sort()).toEqual([
      'question-asked',
      'question-closed',
      'question-message-added',
    ]);
  });

  it('added to by who waits keeps its turn and its date', async () => {
    const { questionId, dueAt } = await desk.ask(OURS, { about: ABOUT, topic: 'person', text: '身份有误？' });
    desk.at('2026-10-21T02:00:00.000Z');
    expect(await desk.say(OURS, questionId, '补充：已附说明')).toMatchObject({ waitsFor: 'fund', dueAt });
    expect(await deadlinesOf(desk.tables, questionId)).toHaveLength(1);
  });

  it('unanswered is raised to the next higher desk', async () => {
    const { questionId } = await desk.ask(CLERK, ASKED);
    const subject = { subjectId: questionId, deadlineId: 'answer-3wd-1', revision: 1 };
    let next = await desk.watch({ ...subject, mark: 'none' });
    while (next.next === 'wait') next = await desk.watch({ ...subject, mark: next.mark });
    const raised = desk.tables
      .all(outboxTable)
      .map((item) => outboxEventSchema.parse(item).happening)
      .flatMap((one) => (one.kind === 'deadline-raised' ? [[one.mark, one.escalatedTo]] : []));
    expect(raised).toEqual([
      ['warned-60', 'hospital-finance'],
      ['warned-80', 'supervisor'],
      ['breached', 'bureau'],
    ]);
    await desk.say(OURS, questionId, '迟复');
    const [first] = await deadlinesOf(desk.tables, questionId);
    expect(first).toMatchObject({ state: 'breached', raised: 3 });
  });

  it('is asked for the own hospital only, about what is there', async () => {
    const { questionId } = await desk.ask(CLERK, ASKED);
    await expect(desk.read(STRANGER, questionId)).rejects.toMatchObject({ code: 'question-unknown' });
    await expect(desk.ask(STRANGER, ASKED)).rejects.toMatchObject({ code: 'settlement-unknown' });
    const { hospitalId: _named, ...unnamed } = ASKED;
    await expect(desk.ask(CLERK, unnamed)).rejects.toMatchObject({ code: 'hospital-needed' });
  });

  it('said to by two at once takes one of them', async () => {
    const { questionId } = await desk.ask(CLERK, ASKED);
    const both = await Promise.allSettled([
      desk.say(OURS, questionId, '甲'),
      desk.say(OURS, questionId, '乙'),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});
