/** Runs in the browser: the papers of one claim, field by field, with the picture beside what was read. */
/// <reference lib="dom" />
import * as checks from '@erbao/api-contracts/paper-check-routes';
import { RECEIPT_RESULTS, RECEIPT_RESULTS_ZH } from '@erbao/api-contracts/receipt-results';
import type * as z from 'zod';
import { button, el, form, heldText, momentZh, section, select, table } from './page-client.ts';
import type { Frame } from './page-frame.ts';

type Comparison = z.infer<typeof checks.readComparison.response.schema>;
type Paper = Comparison['papers'][number];
type Field = Paper['fields'][number];
type Finding = Comparison['findings'][number];
type Open = (claimId: string) => () => Promise<string>;

const STATES_ZH: Readonly<Record<string, string>> = {
  reading: '正在识别',
  read: '已识别',
  unreadable: '机器不能识别，请人工核对',
  'by-hand': '人工核对',
};

/** Pictures that this person has asked for: asking again would be another look on record. */
const cropsOf = new Map<string, ReadonlyMap<string, string>>();

const input = (name: string, label: string) => el('input', { name, 'aria-label': label, required: '' });
const readCell = ({ read, confidence = 0, sure, corrections }: Field): HTMLElement =>
  el(
    'div',
    {},
    read === undefined
      ? el('span', { class: 'muted' }, '未识别')
      : el('span', { class: sure ? '' : 'unsure' }, `${read}（把握 ${String(confidence / 10)}%）`),
    ...corrections.map(({ value, by, at, reason }) =>
      el('div', {}, `更正为 ${value}`, el('div', { class: 'muted' }, `${by} ${momentZh(at)}：${reason}`)),
    ),
  );

const fieldRow = ({ call, act }: Frame, claimId: string, paper: Paper, field: Field) => {
  const { paperId, name } = paper;
  const url = cropsOf.get(paperId)?.get(field.field);
  const correct = form(
    [
      ['正确内容', input('value', `${name} ${field.name} 的正确内容`)],
      ['理由', input('reason', `更正 ${name} ${field.name} 的理由`)],
    ],
    '更正',
    (held) =>
      act(async () => {
        const body = { field: field.field, value: heldText(held, 'value'), reason: heldText(held, 'reason') };
        const { findings } = await call(checks.correctReading, { params: { claimId, paperId }, body });
        return `已更正并重新比对：${findings.length === 0 ? '没有不一致' : `还有 ${String(findings.length)} 处不一致`}`;
      }),
  );
  return [
    field.name,
    url === undefined ? '—' : el('img', { src: url, alt: `${name}原图：${field.name}` }),
    readCell(field),
    el('details', {}, el('summary', {}, '更正'), correct),
  ];
};

/** First what a person has to look at: read without confidence, corrected, or named by a finding. */
const paperSection = (
  frame: Frame,
  claimId: string,
  paper: Paper,
  findings: readonly Finding[],
): HTMLElement => {
  const { paperId, name, state, fields, formName } = paper;
  const named = new Set(
    findings.flatMap(({ field, papers }) => (field !== undefined && papers.includes(paperId) ? [field] : [])),
  );
  const isOpen = ({ field, sure, corrections }: Field): boolean =>
    !sure || corrections.length > 0 || named.has(field);
  const rowsOf = (some: readonly Field[]): HTMLElement =>
    table(
      ['项目', '原图局部', '识别结果', ''],
      some.map((field) => fieldRow(frame, claimId, paper, field)),
    );
  const rest = fields.filter((field) => !isOpen(field));
  const look = button(
    '对照原图',
    () =>
      frame.act(async () => {
        const { crops } = await frame.call(checks.readCrops, { params: { claimId, paperId } });
        cropsOf.set(paperId, new Map(crops.map(({ field, url }) => [field, url])));
        return '已取出原图局部，查看已留痕';
      }),
    'plain',
  );
  return section(
    `${name}：${STATES_ZH[state] ?? state}${formName === undefined ? '' : `（${formName}）`}`,
    ...(fields.some(({ place }) => place !== undefined) ? [look] : []),
    ...(fields.some(isOpen) ? [el('h3', {}, '需要核对'), rowsOf(fields.filter(isOpen))] : []),
    ...(rest.length === 0
      ? []
      : [
          el(
            'details',
            {},
            el('summary', {}, `其余 ${String(rest.length)} 项，机器有把握且没有不一致`),
            rowsOf(rest),
          ),
        ]),
  );
};

const findingLine = (
  { act }: Frame,
  names: ReadonlyMap<string, string>,
  { text, fieldName, papers, others }: Finding,
  open: Open,
): HTMLElement =>
  el(
    'div',
    { class: 'finding' },
    el('p', {}, `${fieldName === undefined ? '' : `${fieldName}：`}${text}`),
    el('p', { class: 'muted' }, papers.map((paperId) => names.get(paperId) ?? paperId).join('、')),
    ...others.map(({ claimId }) => button(`另一申请 ${claimId}`, () => act(open(claimId)), 'plain')),
  );

const receiptSection = ({ call, act }: Frame, { claimId, receiptCheck }: Comparison): HTMLElement =>
  section(
    '票据查验',
    el(
      'p',
      {},
      receiptCheck === undefined
        ? '尚未查验。'
        : `${receiptCheck.text}（${receiptCheck.by} ${momentZh(receiptCheck.at)}，查询编号 ${receiptCheck.reference}）`,
    ),
    form(
      [
        [
          '平台结果',
          select(
            'result',
            RECEIPT_RESULTS.map((result) => [result, RECEIPT_RESULTS_ZH[result]]),
          ),
        ],
        ['查询编号', input('reference', '查询编号')],
      ],
      '登记',
      (held) =>
        act(async () => {
          const body = { result: heldText(held, 'result'), reference: heldText(held, 'reference') };
          await call(checks.recordReceiptCheck, { params: { claimId }, body });
          return '已登记';
        }),
    ),
  );

export const comparisonSections = async (
  frame: Frame,
  claimId: string,
  open: Open,
): Promise<readonly HTMLElement[]> => {
  const comparison = await frame.call(checks.readComparison, { params: { claimId } });
  const { findings, papers, comparedAt } = comparison;
  const names = new Map(papers.map(({ paperId, name }) => [paperId, name]));
  return [
    section(
      `${claimId} 材料比对`,
      el('p', {}, comparedAt === undefined ? '尚未比对。' : `${momentZh(comparedAt)} 比对。`),
      ...(comparedAt !== undefined && findings.length === 0 ? [el('p', {}, '没有不一致。')] : []),
      ...findings.map((finding) => findingLine(frame, names, finding, open)),
    ),
    receiptSection(frame, comparison),
    ...papers.map((paper) => paperSection(frame, claimId, paper, findings)),
  ];
};
