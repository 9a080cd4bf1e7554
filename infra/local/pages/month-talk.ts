/** Runs in the browser: the inbox, questions on settlements, and what last night found. */
/// <reference lib="dom" />
import * as inbox from '@erbao/api-contracts/inbox-routes';
import * as questions from '@erbao/api-contracts/question-routes';
import * as shadow from '@erbao/api-contracts/shadow-routes';
import { untilZh } from '@erbao/deadlines/due-words';
import { button, el, form, heldText, momentZh, section, select, table } from './page-client.ts';
import type { Desk } from './month-deeds.ts';

export const inboxSection = async ({ call, act }: Desk): Promise<HTMLElement> => {
  const { messages } = await call(inbox.listInbox);
  const rows = messages.map(({ messageId, at, text, readAt }) => [
    momentZh(at),
    el('span', { class: readAt === undefined ? 'unread' : 'muted' }, text),
    readAt === undefined
      ? button(
          '记为已读',
          () =>
            act(async () => {
              await call(inbox.readInboxMessage, { params: { messageId } });
              return '已记为已读';
            }),
          'plain',
        )
      : `已读 ${momentZh(readAt)}`,
  ]);
  const unread = messages.filter(({ readAt }) => readAt === undefined).length;
  return section(`收件箱（未读 ${String(unread)}）`, table(['时间', '内容', ''], rows));
};

const TOPICS = [
  ['amount', '金额'],
  ['person', '参保身份'],
  ['papers', '材料'],
  ['treatment', '诊疗情况'],
  ['other', '其他'],
] as const;

export const questionsSection = async ({ call, act }: Desk): Promise<HTMLElement> => {
  const found = await call(questions.listQuestions, { query: { waiting: 'all' } });
  const words = (label: string) =>
    el('textarea', { name: 'text', 'aria-label': label, rows: '2', required: '' });
  const rows = found.questions.map(
    ({ questionId, about, topicName, state, askedBy, waitsFor, dueAt, outcomeName, messages }) => {
      const params = { questionId };
      const place = about.kind === 'settlement' ? about.setlId : `文件第 ${String(about.rowNumber)} 行数据`;
      const answer = form([['', words(`答复 ${place}`)]], '发送', (held) =>
        act(async () => {
          await call(questions.sayInQuestion, { params, body: { text: heldText(held, 'text') } });
          return '已发送';
        }),
      );
      const end = button(
        '了结：已说明',
        () =>
          act(async () => {
            await call(questions.closeQuestion, { params, body: { outcome: 'explained', text: '已说明' } });
            return '已了结';
          }),
        'plain',
      );
      return [
        `${place}（${topicName}）`,
        el(
          'ul',
          {},
          ...messages.map(({ side, at, text }) =>
            el('li', {}, `${side === 'fund' ? '经办' : '医院'} ${momentZh(at)}：${text}`),
          ),
        ),
        state === 'closed'
          ? `已了结：${outcomeName ?? ''}`
          : `待${waitsFor === 'hospital' ? '本院' : '经办'}答复，期限 ${untilZh(dueAt ?? '')}`,
        state === 'closed' ? '' : el('span', {}, answer, ...(askedBy === 'hospital' ? [end] : [])),
      ];
    },
  );
  const ask = form(
    [
      ['结算ID', el('input', { name: 'setlId', required: '' })],
      ['事由', select('topic', TOPICS)],
      ['问题（请勿填写姓名、证件号码）', words('问题')],
    ],
    '提问',
    (held) =>
      act(async () => {
        const about = { kind: 'settlement', setlId: heldText(held, 'setlId') };
        await call(questions.askQuestion, {
          body: { about, topic: heldText(held, 'topic'), text: heldText(held, 'text') },
        });
        return '已提问';
      }),
  );
  return section('结算问答', ask, table(['事项', '往来', '状态', '答复'], rows));
};

export const nightSection = async ({ call, month }: Desk): Promise<HTMLElement> => {
  const params = { month };
  const [{ last }, { stays, next }] = await Promise.all([
    call(shadow.readShadowMonth, { params }),
    call(shadow.listOwnUnregisteredStays, { params }),
  ]);
  const findings = last?.findings ?? [];
  return section(
    '每夜试算与入院登记',
    el(
      'p',
      {},
      last === undefined
        ? '本月还没有试算。'
        : `${last.night} 试算：${String(last.settlements)} 笔结算，发现 ${String(findings.length)} 类问题。`,
    ),
    table(
      ['发现', '笔数', '例如'],
      findings.map(({ kindName, count, examples }) => [
        kindName,
        String(count),
        examples.slice(0, 5).join('、'),
      ]),
    ),
    el('h3', {}, '没有有效入院登记的住院结算'),
    ...(next === undefined ? [] : [el('p', { class: 'muted' }, '只查了本月前 500 笔结算；合计见每夜试算。')]),
    table(
      ['结算ID', '就诊ID', '住院', '原因'],
      stays.map(({ setlId, visitId = '—', beganOn, endedOn, registrationName }) => [
        setlId,
        visitId,
        `${beganOn} 至 ${endedOn}`,
        registrationName,
      ]),
    ),
  );
};
