/** A question of the fund about a settlement: on the settlement, in the hospital's inbox, answered – or watched until it is late. */
import type { LocalDate } from '@erbao/kernel/dates';
import { listIn, type Person, signIn, textIn } from './api-client.ts';
import { hospitalSystem, hospitalUser, stayOf } from './hospital-desk.ts';
import { accepted, eventually, must, refusedAs, type Telling } from './telling.ts';

type About = { readonly hospitalId: string; readonly setlId: string; readonly text: string };

const ask = async (clerk: Person, { hospitalId, setlId, text }: About): Promise<string> => {
  const about = { kind: 'settlement', setlId };
  const asked = { hospitalId, about, topic: 'amount', text };
  return textIn(accepted(await clerk('POST', '/settlement-questions', asked), 'a question'), 'questionId');
};

/** The first message about a subject in somebody's inbox, whose text holds a word. */
export const messageAbout = (person: Person, subjectId: string, word: string, only = 'unread') =>
  eventually(`“${word}” in the inbox`, async () =>
    listIn(accepted(await person('GET', `/inbox?only=${only}`), 'the inbox'), 'messages').find(
      (one) => one['subjectId'] === subjectId && String(one['text']).includes(word),
    ),
  );

const settle = async (telling: Telling, hospitalId: string, setlId: string, today: LocalDate) => {
  const his = await hospitalSystem(telling, hospitalId);
  const member = telling.district.memberAt(telling.district.memberCount - 40);
  const bill = stayOf({ settlementId: setlId, member, endedOn: today });
  accepted(await his('POST', '/his/settlements', bill), 'a settlement');
};

export const playQuestion = async (telling: Telling, hospitalId: string, today: LocalDate): Promise<void> => {
  const { cloud, say, district } = telling;
  await settle(telling, hospitalId, 'WD-0001', today);
  const clerk = await signIn(cloud, { subject: 'month-clerk', roles: ['finance'] });
  const finance = await hospitalUser(telling, hospitalId);
  const stranger = await hospitalUser(telling, district.hospitals[13]?.hospitalId ?? '');
  const questionId = await ask(clerk, { hospitalId, setlId: 'WD-0001', text: '起付线是否已扣减？' });
  const path = `/settlement-questions/${questionId}`;
  const message = await messageAbout(finance, questionId, '待答复');
  say(`医院收件箱：${String(message['text'])}`);
  const waiting = listIn(accepted(await finance('GET', '/settlement-questions'), 'own turn'), 'questions');
  must(
    waiting.some((one) => one['questionId'] === questionId),
    'the question on the list of the hospital',
  );
  refusedAs(await stranger('GET', path), 404, 'question-unknown');
  accepted(await finance('POST', `/inbox/${String(message['messageId'])}/reading`), 'a message read');
  accepted(await finance('POST', `${path}/messages`, { text: '已扣减，见费用清单第 2 页。' }), 'an answer');
  await messageAbout(clerk, questionId, '待答复');
  const end = { outcome: 'explained', text: '已核对，谢谢。' };
  refusedAs(await finance('POST', `${path}/closing`, end), 409, 'question-not-yours');
  const closed = accepted(await clerk('POST', `${path}/closing`, end), 'the end');
  must(closed.body['state'] === 'closed', 'a closed question');
  await messageAbout(finance, questionId, '已了结');
  say('  医院答复，经办了结；双方收件箱各有记录，另一家医院看不到该提问');
};

/** Nobody answers: the hospital is told at each mark, and at last the bureau. `hurry` shortens the waits. */
export const playUnansweredQuestion = async (
  telling: Telling,
  hospitalId: string,
  today: LocalDate,
  hurry: () => Promise<void>,
): Promise<void> => {
  const { cloud, say } = telling;
  await settle(telling, hospitalId, 'WD-0002', today);
  const clerk = await signIn(cloud, { subject: 'month-clerk', roles: ['finance'] });
  const finance = await hospitalUser(telling, hospitalId);
  const bureau = await signIn(cloud, { subject: 'bureau', roles: ['bureau'] });
  await hurry();
  const questionId = await ask(clerk, { hospitalId, setlId: 'WD-0002', text: '请提供发票号。' });
  await messageAbout(finance, questionId, '60%');
  await messageAbout(finance, questionId, '已告知中心(副)主任');
  await messageAbout(finance, questionId, '已超过期限');
  const last = await eventually('the reminder of the bureau', async () =>
    listIn(accepted(await bureau('GET', '/reminders?role=bureau'), 'the reminders'), 'reminders').find(
      (one) => one['subjectId'] === questionId,
    ),
  );
  say(`提问无人答复：医院三次收到提醒，最后由民政局/医保局催办：${String(last['text'])}`);
};
