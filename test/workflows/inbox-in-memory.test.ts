/** What hospitals and the fund are told of a month and its dates, when, and once: nothing is only computed. */
import type { Caller } from '@erbao/api-contracts/caller';
import type { Role } from '@erbao/api-contracts/roles';
import { auditTable } from '@erbao/audit/audit-table';
import { remindersFor } from '@erbao/case-file/reminders';
import { instant, instantOfMs, shanghaiTimeOf } from '@erbao/kernel/dates';
import { tellDesk } from '@erbao/notices/desk-message';
import { outboxEventSchema } from '@erbao/outbox/outbox-event';
import { outboxTable } from '@erbao/outbox/outbox-table';
import { payerAccountsOf } from '@erbao/payout/payer-accounts';
import { describe, expect, it } from 'vitest';
import { listInbox, readInboxMessage } from '../../functions/inbox-api/inbox.ts';
import { openHospitalMonths } from '../../functions/open-hospital-months/open-hospital-months.ts';
import { askQuestion, closeQuestion, sayInQuestion } from '../../functions/questions-api/questions.ts';
import { watchDeadline } from '../../functions/watch-deadline/watch-deadline.ts';
import { deskWordsOf } from '../../functions/write-notices/desk-words.ts';
import { CLERK, FINANCE, MONTH, openMonthOffice, rowOf, stayNo } from '../support/month-office.ts';
import { HOSPITAL, OTHER_HOSPITAL } from '../support/one-stop-desk.ts';
import { giveAccount, statementOffice } from '../support/statement-office.ts';

const NOTHING = { params: {}, query: {}, body: {} };
const STRANGER: Caller = { ...FINANCE, subject: 'finance-2', hospitalId: OTHER_HOSPITAL };

const openPost = async (...asked: Parameters<typeof openMonthOffice>) => {
  const office = await openMonthOffice(...asked);
  const { tables, needs } = office;
  const desk = statementOffice(office);
  await giveAccount(office);
  /** Everything of the outbox, again each time: as a stream that delivers more than once. */
  const deliver = async (): Promise<void> => {
    await desk.carry();
    for (const item of tables.all(outboxTable)) {
      const event = outboxEventSchema.parse(item);
      for (const words of deskWordsOf(event)) await tables.commit([tellDesk(event, words)]);
    }
  };
  return {
    ...office,
    desk,
    deliver,
    /** What an officer's list of reminders says of a subject. */
    atDesk: async (role: Role) =>
      (await remindersFor(tables, role)).reminders.map(({ subjectId, text }) => [subjectId, text]),
    openMonths: () => openHospitalMonths(needs)(),
    inbox: async (caller: Caller, only: 'unread' | 'all' = 'all') =>
      (await listInbox(needs)({ ...NOTHING, caller, query: { only } })).messages,
    read: (caller: Caller, messageId: string) =>
      readInboxMessage(needs)({ ...NOTHING, caller, params: { messageId } }),
    /** Watches every date to its end; nobody acts any more. */
    watchAll: async (): Promise<void> => {
      const seen = new Set<string>();
      const due: { at: string; wake: () => Promise<void> }[] = [];
      const watch = async (input: Parameters<ReturnType<typeof watchDeadline>>[0]): Promise<void> => {
        const output = await watchDeadline(needs)(input);
        if (output.next === 'wait')
          due.push({ at: output.at, wake: () => watch({ ...input, mark: output.mark }) });
      };
      for (;;) {
        await deliver();
        for (const [name, { workflow, input }] of desk.workflows.started) {
          if (workflow !== 'deadline-watch' || seen.has(name)) continue;
          seen.add(name);
          const { subjectId, deadlineId, revision } = input;
          await watch({
            subjectId: String(subjectId),
            deadlineId: String(deadlineId),
            mark: 'none',
            revision: Number(revision),
          });
        }
        const next = due.sort((a, b) => (a.at < b.at ? -1 : 1)).shift();
        if (next === undefined) return;
        office.at(instantOfMs(Date.parse(next.at)));
        await next.wake();
      }
    },
  };
};
type Post = Awaited<ReturnType<typeof openPost>>;

/** Oldest first, with the moment in Beijing. */
const told = async (post: Post, caller: Caller): Promise<readonly string[]> =>
  (await post.inbox(caller))
    .map(({ at, text }) => `${shanghaiTimeOf(instant(at)).slice(0, 16)} ${text}`)
    .reverse();

describe('a hospital', () => {
  it('that hands in nothing is told, then everybody above it', async () => {
    const post = await openPost();
    post.at('2026-10-31T16:30:00.000Z');
    await post.openMonths();
    await post.watchAll();
    const subject = `${HOSPITAL}_${MONTH}`;
    expect(await told(post, FINANCE)).toEqual([
      `2026-11-01 00:30 ${MONTH} 结算月份已结束，请于 2026-11-05（含当日） 前上传月度申报文件和交接汇总表。`,
      expect.stringContaining(
        `${subject}：医院上传汇总表和申报表期限已过 60%，期限 2026-11-05（含当日），请尽快办理。`,
      ),
      expect.stringContaining('期限已过 80%，期限 2026-11-05（含当日），已告知收付费岗，请尽快办理。'),
      `2026-11-06 00:00 ${subject}：医院上传汇总表和申报表已超过期限，期限 2026-11-05（含当日），已告知中心(副)主任，请尽快办理。`,
    ]);
    expect(await post.atDesk('supervisor')).toContainEqual([subject, '医院上传汇总表和申报表：已超过时限']);
  });

  it('is told of differences, of their end, of the close and of the money; each once', async () => {
    const post = await openPost();
    await post.settle(stayNo(1));
    await post.settle(stayNo(2));
    post.at('2026-11-04T02:00:00.000Z');
    const fileId = await post.upload([rowOf(stayNo(1)), rowOf(stayNo(2), { act_pay_dedc: '100.00' })]);
    await post.workThrough(fileId);
    await post.deliver();
    await post.answer(fileId, 'row-00000002', 'explain');
    await post.decide(fileId, 'row-00000002');
    await post.summarise(2, '24000.00', '9200.00');
    post.at('2026-11-05T02:00:00.000Z');
    await post.close(920_000);
    const [statement] = post.desk.statements();
    if (statement === undefined) throw new Error('no statement');
    const { statementId, payableFen, payerId, payOn } = statement;
    await post.desk.check(statementId, payableFen);
    await post.desk.approve(statementId, payableFen);
    const { batchId } = await post.desk.run(payOn, payerId);
    const paymentId = post.desk.statements()[0]?.paymentId ?? '';
    await post.desk.bankSays(batchId, paymentId, payableFen, 'S');
    await post.deliver();
    await post.desk.agree(statementId, 'dispute');
    await post.desk.answer(statementId, CLERK);
    await post.deliver();
    await post.deliver();
    expect((await told(post, FINANCE)).map((line) => line.slice(17))).toEqual(
      expect.arrayContaining([
        `${MONTH} 的文件已核对，有 1 处差异请逐一认可或说明。`,
        `${MONTH} 的差异已全部了结。`,
        `${MONTH} 已结账，结算申请单已生成。`,
        '结算款 9200.00 元已由银行划付，请核对到账并确认。',
        `${MONTH} 结算申请单：经办已答复您的异议，请再次核对。`,
      ]),
    );
    expect(await post.inbox(FINANCE)).toHaveLength(5);
    expect((await told(post, CLERK)).map((line) => line.slice(17))).toEqual([
      `${HOSPITAL}：${MONTH} 结算申请单：医院有异议，请答复。`,
    ]);
  });

  it('is told of a file that is refused as a whole', async () => {
    const post = await openPost();
    const fileId = await post.uploadBytes(Uint8Array.from([0x50, 0x4b, 3, 4, 0, 1]), 'm.xlsx');
    await post.workThrough(fileId).catch(() => undefined);
    await post.deliver();
    expect(await post.inbox(FINANCE)).toMatchObject([{ template: 'month-file-refused', subjectId: fileId }]);
  });

  it('reads a message once; nobody else sees it', async () => {
    const post = await openPost();
    post.at('2026-10-31T16:30:00.000Z');
    await post.openMonths();
    await post.deliver();
    const [message] = await post.inbox(FINANCE, 'unread');
    const { messageId = '' } = message ?? {};
    await expect(post.read(STRANGER, messageId)).rejects.toMatchObject({ code: 'message-unknown' });
    post.at('2026-11-02T02:00:00.000Z');
    const read = await post.read(FINANCE, messageId);
    expect(read).toMatchObject({ readBy: FINANCE.subject, readAt: '2026-11-02T02:00:00.000Z' });
    expect(await post.read({ ...FINANCE, subject: 'finance-9' }, messageId)).toEqual(read);
    expect(await post.inbox(FINANCE, 'unread')).toEqual([]);
    expect(await post.inbox(FINANCE)).toHaveLength(1);
    expect(post.tables.all(auditTable).filter(({ action }) => action === 'message-read')).toHaveLength(1);
  });
});

describe('a question', () => {
  it('is told to who is to answer, its end to the other side, and its delay upwards', async () => {
    const post = await openPost();
    await post.settle(stayNo(1));
    const ask = (text: string) =>
      askQuestion(post.needs)({
        ...NOTHING,
        caller: CLERK,
        body: {
          hospitalId: HOSPITAL,
          about: { kind: 'settlement', setlId: 'S1' },
          topic: 'amount',
          text,
        },
      });
    const { questionId } = await ask('起付线是否已扣减？');
    await post.deliver();
    expect((await post.inbox(FINANCE)).map(({ text }) => text)).toEqual([
      '结算问答：有提问待答复，期限 2026-10-23（含当日）。',
    ]);
    const of = { ...NOTHING, params: { questionId } };
    await sayInQuestion(post.needs)({ ...of, caller: FINANCE, body: { text: '已扣减' } });
    await post.deliver();
    expect(await post.inbox(CLERK)).toMatchObject([{ template: 'question-waiting', subjectId: questionId }]);
    await closeQuestion(post.needs)({ ...of, caller: CLERK, body: { outcome: 'explained', text: '好' } });
    await post.deliver();
    expect((await post.inbox(FINANCE)).map(({ text }) => text)).toContain(
      '结算问答：提问已了结：已说明，无需更正。',
    );
    const { questionId: second } = await ask('发票号？');
    await post.watchAll();
    expect(await told(post, FINANCE)).toContain(
      `2026-10-24 00:00 ${second}：提问答复已超过期限，期限 2026-10-23（含当日），已告知民政局/医保局，请尽快办理。`,
    );
    expect(await post.atDesk('bureau')).toEqual([[second, '提问答复：已超过时限']]);
  });
});

/** File and summary are there on the 4th; then nobody does anything. */
const forgotten = async (...asked: Parameters<typeof openMonthOffice>): Promise<Post> => {
  const post = await openPost(...asked);
  const { grantedFen } = await post.settle(stayNo(1));
  post.at('2026-10-31T16:30:00.000Z');
  await post.openMonths();
  post.at('2026-11-04T02:00:00.000Z');
  await post.workThrough(await post.upload([rowOf(stayNo(1), { act_pay_dedc: '100.00' })]));
  await post.summarise(1, '12000.00', (grantedFen / 100).toFixed(2));
  await post.watchAll();
  return post;
};

/** When a hospital's date was missed. */
const missed = async (post: Post): Promise<readonly string[]> =>
  (await told(post, FINANCE)).flatMap((line) => {
    const found = new RegExp(`^(\\S+) .*${HOSPITAL}\\S*：(.*)已超过期限`).exec(line);
    return found === null ? [] : [`${found[1] ?? ''} ${found[2] ?? ''}`];
  });

/** What is before an office about the desk's hospital, and until when it was to be done. */
const before = async (post: Post, role: Role): Promise<readonly string[]> =>
  (await remindersFor(post.tables, role)).reminders
    .filter(({ subjectId }) => subjectId.startsWith(HOSPITAL))
    .map(({ dueAt, text }) => `${shanghaiTimeOf(instant(dueAt)).slice(0, 10)} ${text}`);

describe('the dates of a month of which nothing comes', () => {
  const payers = payerAccountsOf({});
  const nobody = { identitiesOf: () => [], payers };

  it('are escalated by the rules of Nansha: answers, payment on the 20th, agreement by the 28th', async () => {
    const post = await forgotten();
    expect(await missed(post)).toEqual(['2026-11-10 差异答复', '2026-11-29 医院核对支付结果']);
    expect(await before(post, 'supervisor')).toEqual([
      '2026-11-10 差异答复：已超过时限',
      '2026-11-29 医院核对支付结果：已超过时限',
    ]);
    expect(await before(post, 'joint-office')).toEqual(['2026-11-21 转账支付：已超过时限']);
  });

  it('are escalated by the rules of Anshun, for each department that pays: 25 working days', async () => {
    const post = await forgotten(3, { ...nobody, schemeId: 'anshun-2019' });
    const paid = await before(post, 'joint-office');
    expect(paid.length).toBeGreaterThan(1);
    expect(new Set(paid)).toEqual(new Set(['2026-12-10 转账支付：已超过时限']));
  });

  it('are escalated by the rules of Jingjiang: paid at the end of the month', async () => {
    const post = await forgotten(3, { ...nobody, schemeId: 'jingjiang-2019' });
    expect(await before(post, 'joint-office')).toEqual(['2026-12-01 转账支付：已超过时限']);
  });
});

it('moments are of the event, not of the delivery', async () => {
  const post = await openPost();
  post.at('2026-10-31T16:30:00.000Z');
  await post.openMonths();
  post.at('2026-12-01T00:00:00.000Z');
  await post.deliver();
  expect(await post.inbox(FINANCE)).toMatchObject([{ at: instant('2026-10-31T16:30:00.000Z') }]);
});
