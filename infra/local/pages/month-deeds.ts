/** Runs in the browser: the month and its summary, its differences, and the statements that it ends with. */
/// <reference lib="dom" />
import * as letters from '@erbao/api-contracts/letter-routes';
import * as months from '@erbao/api-contracts/settlement-month-routes';
import * as statements from '@erbao/api-contracts/statement-routes';
import { untilZh } from '@erbao/deadlines/due-words';
import { fen, printYuan } from '@erbao/kernel/money';
import { button, type Call, el, form, heldText, Refusal, section, table } from './page-client.ts';
import type { Frame } from './page-frame.ts';

export type Desk = Frame & { readonly month: string };

const yuan = (amount: number): string => `${printYuan(fen(amount))} 元`;
const DATE_STATES_ZH: Readonly<Record<string, string>> = {
  running: '未到期',
  met: '已完成',
  breached: '已超时',
  paused: '暂停',
  dropped: '不再需要',
};
const field = (name: string, kind = 'text') => el('input', { name, type: kind, required: '' });
export const monthSection = async ({ call, month, act }: Desk): Promise<HTMLElement> => {
  const params = { month };
  const [state, { dates }] = await Promise.all([
    call(months.readSettlementMonth, { params }),
    call(statements.listOwnDates, { params }),
  ]);
  const sums = (name: string, totals: typeof state.totals) => [
    name,
    totals === undefined ? '—' : String(totals.settlements),
    totals === undefined ? '—' : yuan(totals.billedFen),
    totals === undefined ? '—' : yuan(totals.grantedFen),
  ];
  const give = form(
    [
      ['结算人次', field('settlements', 'number')],
      ['医疗费总额（元）', field('medfeeSum')],
      ['本方案支付合计（元）', field('advancedSum')],
    ],
    '提交汇总表',
    (held) =>
      act(async () => {
        const settlements = Number(heldText(held, 'settlements'));
        const body = {
          settlements,
          medfeeSum: heldText(held, 'medfeeSum'),
          advancedSum: heldText(held, 'advancedSum'),
        };
        const after = await call(months.giveSettlementSummary, { params, body });
        const parted = after.totalsThatDiffer.map(
          ({ nameZh, said, ours }) => `${nameZh}：汇总表 ${said}，记录 ${ours}`,
        );
        return parted.length === 0 ? '汇总表已提交' : `汇总表已提交，合计不一致：${parted.join('；')}`;
      }),
  );
  const isOver = state.state === 'closing' || state.state === 'closed';
  return section(
    `${month}：${state.stateName}`,
    el('p', {}, `尚未了结的差异 ${String(state.unsettled)} 处；正在处理的文件 ${String(state.working)} 个。`),
    table(
      ['', '人次', '医疗费总额', '本方案支付'],
      [sums('结算记录', state.totals), sums('交接汇总表', state.summary)],
    ),
    ...state.totalsThatDiffer.map(({ nameZh, said, ours }) =>
      el('p', { class: 'late' }, `${nameZh}不一致：汇总表 ${said}，记录 ${ours}`),
    ),
    ...(isOver ? [] : [el('h3', {}, '交接汇总表'), give]),
    el('h3', {}, '时限'),
    table(
      ['事项', '期限', '状态', '依据'],
      dates.map(({ name, dueAt, state: kept, clause }) => [
        name,
        untilZh(dueAt),
        el('span', { class: kept === 'breached' ? 'late' : '' }, DATE_STATES_ZH[kept] ?? kept),
        clause,
      ]),
    ),
  );
};

/** More than one page of a screen shows; all of them are in the file of differences. */
const MOST_SHOWN = 300;

const firstDifferences = async (call: Call, fileId: string) => {
  const found = [];
  let after: string | undefined;
  do {
    const query = after === undefined ? {} : { after };
    const page = await call(months.listDifferences, { params: { fileId }, query });
    found.push(...page.differences);
    after = page.next;
  } while (after !== undefined && found.length < MOST_SHOWN);
  return { found, isAll: after === undefined };
};

export const differencesSection = async ({ call, month, act }: Desk): Promise<HTMLElement> => {
  const { fileId } = await call(months.readSettlementMonth, { params: { month } });
  if (fileId === undefined) return section('差异', el('p', { class: 'muted' }, '本月尚无已核对的申报文件。'));
  const answering = (differenceId: string, setlId: string): HTMLElement => {
    const text = el('textarea', { 'aria-label': `对 ${setlId} 的说明`, rows: '2', maxlength: '500' });
    const answer = (given: 'accept' | 'explain') => () =>
      act(async () => {
        if (text.value.trim() === '') throw new Refusal('请先填写说明。');
        const body = { answer: given, text: text.value.trim() };
        await call(months.answerDifference, { params: { fileId, differenceId }, body });
        return `已答复 ${setlId}`;
      });
    return el(
      'span',
      {},
      text,
      el('br'),
      button('认可记录', answer('accept')),
      ' ',
      button('说明情况', answer('explain'), 'plain'),
    );
  };
  const { found, isAll } = await firstDifferences(call, fileId);
  const rows = found.map((one) => [
    one.kindName,
    one.line === undefined ? '—' : `第 ${String(one.line)} 行`,
    one.setlId,
    one.columns.length === 0
      ? one.reason
      : el(
          'ul',
          {},
          ...one.columns.map(({ columnName, said, onRecord }) =>
            el('li', {}, `${columnName}：文件 ${said}，记录 ${onRecord}`),
          ),
        ),
    el('span', {}, one.stateName, ...one.remarks.map(({ text }) => el('div', { class: 'muted' }, text))),
    one.state === 'open' ? answering(one.differenceId, one.setlId) : '',
  ]);
  const more = isAll ? [] : [el('p', { class: 'muted' }, '差异较多，这里只列前面一部分，全部见差异文件。')];
  return section('差异', ...more, table(['类别', '行', '结算ID', '内容', '状态', '答复'], rows));
};

const PAPERS = [
  ['list/pdf', '清单 PDF'],
  ['list/xlsx', '清单 XLSX'],
  ['application/pdf', '申请单 PDF'],
] as const;

export const statementsSection = async ({ call, act }: Desk): Promise<HTMLElement> => {
  const own = await call(statements.listOwnStatements);
  const rows = own.statements.map(
    ({ statementId, month, payerName, payableYuan, payOn, state, stateName, remarks }) => {
      const params = { statementId };
      const papers = PAPERS.map(([paper, name]) => {
        const [kind = '', format = ''] = paper.split('/');
        return button(
          name,
          () =>
            act(async () => {
              const { url } = await call(letters.readStatementPaper, { params: { ...params, kind, format } });
              el('a', { href: url, rel: 'noopener', target: '_blank' }).click();
              return `${name} 已打开`;
            }),
          'plain',
        );
      });
      const text = el('textarea', { 'aria-label': `${month} 核对说明`, rows: '2', maxlength: '500' });
      const answer = (given: 'agree' | 'dispute') => () =>
        act(async () => {
          if (text.value.trim() === '') throw new Refusal('请先填写说明。');
          await call(statements.agreeStatement, { params, body: { answer: given, text: text.value.trim() } });
          return given === 'agree' ? '已确认一致' : '异议已提交';
        });
      const isToAgree = state === 'paid' || state === 'carried';
      return [
        month,
        payerName,
        `${payableYuan} 元`,
        payOn,
        el('span', {}, stateName, ...remarks.map((one) => el('div', { class: 'muted' }, one.text))),
        el('span', {}, ...papers),
        isToAgree
          ? el(
              'span',
              {},
              text,
              el('br'),
              button('一致', answer('agree')),
              ' ',
              button('有异议', answer('dispute'), 'plain'),
            )
          : '',
      ];
    },
  );
  return section('结算申请单', table(['月份', '支付方', '应付', '支付日', '状态', '单据', '核对'], rows));
};
