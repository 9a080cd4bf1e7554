/** Statements of hospitals' months: checked, approved by another person, paid, agreed by the hospital; and the dates watched. */
import * as z from 'zod';
import type { Role } from './roles.ts';
import { defineRoute, NOTHING } from './route.ts';
import { monthSchema, reasonSchema } from './shapes.ts';

const hospital: readonly Role[] = ['hospital-finance'];
const clerk: readonly Role[] = ['finance', 'supervisor'];
const approver: readonly Role[] = ['finance-approver'];
const readers: readonly Role[] = [...clerk, ...approver, 'auditor', 'bureau'];

const statementParams = z.object({ statementId: z.string().regex(/^statement-[0-9a-f]{26}$/) });

const sums = z.object({ count: z.int(), billedFen: z.int(), owedFen: z.int() });
export const statementView = z.object({
  statementId: z.string(),
  hospitalId: z.string(),
  month: z.string(),
  payerId: z.string(),
  payerName: z.string(),
  state: z.string(),
  stateName: z.string(),
  settled: sums.describe('本月结算'),
  late: z.object({ count: z.int(), owedFen: z.int() }).describe('以前月份冲回、结转'),
  payableFen: z.int(),
  payableYuan: z.string(),
  payOn: z.string(),
  clause: z.string(),
  preparedBy: z.string(),
  checkedBy: z.string().optional(),
  approvedBy: z.string().optional(),
  paymentId: z.string().optional(),
  paidAt: z.string().optional(),
  agreedAt: z.string().optional(),
  remarks: z.array(z.object({ by: z.string(), at: z.string(), move: z.string(), text: z.string() })),
});
const statements = z.object({ statements: z.array(statementView) });

export const listStatements = defineRoute({
  id: 'list-statements',
  method: 'GET',
  path: '/statements',
  summary: '各医院的结算申请单，按状态',
  roles: readers,
  params: NOTHING,
  query: z.object({
    state: z.enum(['prepared', 'checked', 'returned', 'approved', 'paid', 'carried', 'disputed', 'agreed']),
  }),
  body: NOTHING,
  response: { status: 200, schema: statements },
  errors: [],
});

export const listOwnStatements = defineRoute({
  id: 'list-own-statements',
  method: 'GET',
  path: '/own-statements',
  summary: '本院的结算申请单，新的在前',
  roles: hospital,
  params: NOTHING,
  query: NOTHING,
  body: NOTHING,
  response: { status: 200, schema: statements },
  errors: [],
});

const MOVED = ['statement-unknown', 'statement-moved-on'];
const checkedSum = z.strictObject({ payableFen: z.int().describe('您核对的应付合计（分）') });

export const checkStatement = defineRoute({
  id: 'check-statement',
  method: 'POST',
  path: '/statements/{statementId}/check',
  summary: '财务复核结算申请单（须与制单人不同）',
  roles: clerk,
  params: statementParams,
  query: NOTHING,
  body: checkedSum,
  response: { status: 200, schema: statementView },
  errors: [...MOVED, 'statement-total-differs', 'maker-is-checker'],
});

export const returnStatement = defineRoute({
  id: 'return-statement',
  method: 'POST',
  path: '/statements/{statementId}/return',
  summary: '退回结算申请单，说明原因，由经办答复',
  roles: [...clerk, ...approver],
  params: statementParams,
  query: NOTHING,
  body: z.strictObject({ text: reasonSchema }),
  response: { status: 200, schema: statementView },
  errors: MOVED,
});

export const answerStatement = defineRoute({
  id: 'answer-statement',
  method: 'POST',
  path: '/statements/{statementId}/answers',
  summary: '经办答复：财务退回的重新提交；医院有异议的答复后由医院再核对',
  roles: clerk,
  params: statementParams,
  query: NOTHING,
  body: z.strictObject({ text: reasonSchema }),
  response: { status: 200, schema: statementView },
  errors: MOVED,
});

export const approveStatement = defineRoute({
  id: 'approve-statement',
  method: 'POST',
  path: '/statements/{statementId}/approval',
  summary: '审批结算申请单（须与制单人、复核人都不同），生成一笔对医院账户的付款',
  roles: approver,
  params: statementParams,
  query: NOTHING,
  body: checkedSum,
  response: { status: 200, schema: statementView },
  errors: [...MOVED, 'statement-total-differs', 'maker-is-checker', 'hospital-account-missing'],
});

export const agreeStatement = defineRoute({
  id: 'agree-statement',
  method: 'POST',
  path: '/own-statements/{statementId}/agreement',
  summary: '医院核对支付结果：一致，或提出异议并说明',
  roles: hospital,
  params: statementParams,
  query: NOTHING,
  body: z.strictObject({ answer: z.enum(['agree', 'dispute']), text: reasonSchema }),
  response: { status: 200, schema: statementView },
  errors: MOVED,
});

const dateView = z.object({
  hospitalId: z.string(),
  deadlineId: z.string(),
  name: z.string(),
  clause: z.string(),
  dueAt: z.string(),
  provisional: z.boolean().describe('依据尚无国务院通知的年份推算，可能变动'),
  state: z.string(),
  metAt: z.string().optional(),
});

export const listMonthDates = defineRoute({
  id: 'list-month-dates',
  method: 'GET',
  path: '/hospital-months/{month}/dates',
  summary: '一个结算月份各医院的时限：应完成、已完成、已超时，按到期先后',
  roles: [...clerk, ...approver, 'operator', 'auditor', 'bureau'],
  params: z.object({ month: monthSchema }),
  query: z.object({ state: z.enum(['running', 'met', 'breached', 'dropped']).optional() }),
  body: NOTHING,
  response: { status: 200, schema: z.object({ dates: z.array(dateView) }) },
  errors: [],
});

export const listOwnDates = defineRoute({
  id: 'list-own-dates',
  method: 'GET',
  path: '/settlement-months/{month}/dates',
  summary: '本院一个结算月份的时限',
  roles: hospital,
  params: z.object({ month: monthSchema }),
  query: NOTHING,
  body: NOTHING,
  response: { status: 200, schema: z.object({ dates: z.array(dateView) }) },
  errors: [],
});

export const statementRoutes = [
  listStatements,
  listOwnStatements,
  checkStatement,
  returnStatement,
  answerStatement,
  approveStatement,
  agreeStatement,
  listMonthDates,
  listOwnDates,
];
