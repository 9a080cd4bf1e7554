/** The month between a hospital and the fund: differences, answers, the summary, the close. */
import * as z from 'zod';
import type { Role } from './roles.ts';
import { defineRoute, NOTHING } from './route.ts';
import { hospitalIdSchema, monthSchema } from './shapes.ts';

const hospital: readonly Role[] = ['hospital-finance'];
/** The fund's side of the month: who assembles what hospitals are paid. */
const clerk: readonly Role[] = ['finance', 'supervisor'];

const fileId = z.string().regex(/^file-[0-9a-f]{26}$/);
const differenceId = z.string().regex(/^(row-\d{8}|settlement-[0-9a-f]{26})$/);
const remarkText = z.string().min(1).max(500);
const MOVED_ON = 'settlement-month-moved-on';
const yuan = z.string().regex(/^\d{1,14}(\.\d{1,2})?$/);

export const differenceView = z.object({
  differenceId: z.string(),
  kind: z.string(),
  kindName: z.string(),
  rowNumber: z.int().optional(),
  line: z.int().optional(),
  setlId: z.string(),
  columns: z.array(
    z.object({ column: z.string(), columnName: z.string(), said: z.string(), onRecord: z.string() }),
  ),
  reason: z.string(),
  recordFen: z.int().describe('记录中本方案支付的金额，未冲正即有效'),
  state: z.string(),
  stateName: z.string(),
  decision: z
    .object({
      kind: z.string(),
      by: z.string(),
      at: z.string(),
      beforeFen: z.int().describe('核定前记录的给付'),
      afterFen: z.int().describe('核定后记录的给付，由方案算出'),
      outcome: z.string().optional(),
    })
    .optional(),
  remarks: z.array(z.object({ by: z.string(), at: z.string(), move: z.string(), text: z.string() })),
});

const totals = z.object({ settlements: z.int(), billedFen: z.int(), grantedFen: z.int() });
export const monthView = z.object({
  hospitalId: z.string(),
  month: z.string(),
  state: z.string(),
  stateName: z.string(),
  fileId: z.string().optional(),
  working: z.int().describe('正在处理的文件数'),
  unsettled: z.int().describe('尚未了结的差异数'),
  totals: totals.optional(),
  summary: totals.optional(),
  /** Empty when totals and summary agree. */
  totalsThatDiffer: z.array(
    z.object({
      name: z.string(),
      nameZh: z.string(),
      said: z.string(),
      ours: z.string(),
      difference: z.int(),
    }),
  ),
  receivedAt: z.string().describe('文件与汇总表首次齐全的时间').optional(),
  closingProblems: z.array(z.string()).describe('最近一次结账未成功的原因').optional(),
  closedAt: z.string().optional(),
});

const fileParams = z.object({ fileId });
const differenceParams = z.object({ fileId, differenceId });
const pages = z.object({ after: z.string().max(2_000).optional() });
const differencePage = z.object({ differences: z.array(differenceView), next: z.string().optional() });

export const listDifferences = defineRoute({
  id: 'list-differences',
  method: 'GET',
  path: '/settlement-files/{fileId}/differences',
  summary: '月度文件与结算记录的差异',
  roles: [...hospital, ...clerk],
  params: fileParams,
  query: pages,
  body: NOTHING,
  response: { status: 200, schema: differencePage },
  errors: ['settlement-file-unknown'],
});

export const readDifferencesFile = defineRoute({
  id: 'read-differences-file',
  method: 'GET',
  path: '/settlement-files/{fileId}/differences-file',
  summary: '下载差异文件（行、列、双方数值、原因）',
  roles: hospital,
  params: fileParams,
  query: NOTHING,
  body: NOTHING,
  response: { status: 200, schema: z.object({ url: z.string(), fileName: z.string() }) },
  errors: ['settlement-file-unknown', 'settlement-result-not-ready'],
});

export const answerDifference = defineRoute({
  id: 'answer-difference',
  method: 'POST',
  path: '/settlement-files/{fileId}/differences/{differenceId}/answers',
  summary: '医院答复差异：认可记录，或说明情况交经办核定',
  roles: hospital,
  params: differenceParams,
  query: NOTHING,
  body: z.strictObject({ answer: z.enum(['accept', 'explain']), text: remarkText }),
  response: { status: 200, schema: differenceView },
  errors: [
    'settlement-file-unknown',
    'difference-unknown',
    'difference-answered',
    'settlement-file-superseded',
    'settlement-month-moved-on',
  ],
});

export const decideDifference = defineRoute({
  id: 'decide-difference',
  method: 'POST',
  path: '/settlement-files/{fileId}/differences/{differenceId}/decisions',
  summary: '经办核定差异：以记录为准、采信医院数据（由方案重新核定）或不予给付',
  roles: clerk,
  params: differenceParams,
  query: NOTHING,
  body: z.strictObject({
    decision: z
      .enum(['uphold', 'take-file', 'not-payable'])
      .describe('uphold 以记录为准；take-file 采信医院数据，由方案重新核定；not-payable 不予给付'),
    text: remarkText,
  }),
  response: { status: 200, schema: differenceView },
  errors: [
    'settlement-file-unknown',
    'difference-unknown',
    'difference-answered',
    'difference-not-decidable-so',
    'row-still-undecided',
    'row-of-another-person',
    'settlement-file-superseded',
    'settlement-month-moved-on',
  ],
});

export const readSettlementMonth = defineRoute({
  id: 'read-settlement-month',
  method: 'GET',
  path: '/settlement-months/{month}',
  summary: '本院一个结算月份的状态与合计',
  roles: hospital,
  params: z.object({ month: monthSchema }),
  query: NOTHING,
  body: NOTHING,
  response: { status: 200, schema: monthView },
  errors: [],
});

export const giveSettlementSummary = defineRoute({
  id: 'give-settlement-summary',
  method: 'PUT',
  path: '/settlement-months/{month}/summary',
  summary: '提交交接汇总表（先对总账，不一致再对明细）',
  roles: hospital,
  params: z.object({ month: monthSchema }),
  query: NOTHING,
  body: z
    .strictObject({
      settlements: z.int().min(0).max(10_000_000).describe('结算人次'),
      medfeeSum: yuan.describe('医疗费总额，元'),
      advancedSum: yuan.describe('本方案支付（医院垫付）合计，元'),
    })
    .meta({ examples: [{ settlements: 120, medfeeSum: '1530220.50', advancedSum: '86410.00' }] }),
  response: { status: 200, schema: monthView },
  errors: ['settlement-month-closed', 'settlement-month-moved-on', 'amount-unreadable'],
});

export const listSettlementMonths = defineRoute({
  id: 'list-settlement-months',
  method: 'GET',
  path: '/hospital-months',
  summary: '各医院的结算月份，按状态',
  roles: clerk,
  params: NOTHING,
  query: z.object({ state: z.enum(['collecting', 'differing', 'balanced', 'closing', 'closed']) }),
  body: NOTHING,
  response: { status: 200, schema: z.object({ months: z.array(monthView) }) },
  errors: [],
});

export const closeSettlementMonth = defineRoute({
  id: 'close-settlement-month',
  method: 'POST',
  path: '/hospital-months/{hospitalId}/{month}/closing',
  summary: '申请结账：差异已了结且三项合计一致；系统重新汇总记录后结账，或告知原因',
  roles: clerk,
  params: z.object({ hospitalId: hospitalIdSchema, month: monthSchema }),
  query: NOTHING,
  body: z.strictObject({ grantedFen: z.int().min(0).describe('您核对的给付合计') }),
  response: { status: 202, schema: monthView },
  errors: [MOVED_ON, 'settlement-month-not-over', 'settlement-totals-differ', 'payer-account-missing'],
});

export const settlementMonthRoutes = [
  listDifferences,
  readDifferencesFile,
  answerDifference,
  decideDifference,
  readSettlementMonth,
  giveSettlementSummary,
  listSettlementMonths,
  closeSettlementMonth,
];
