/** The doors for hospitals' systems (machine identity): admissions and one-stop settlements, clean or in national names. */
import * as z from 'zod';
import {
  hisQuoteSchema,
  hisSettlementSchema,
  hospitalKeySchema,
  identityNumberSchema,
  ownedQuestionSchema,
  settlementAnswerSchema,
} from './his-settlement.ts';
import { nationalTransaction } from './national-route.ts';
import { compareDetails, compareTotals } from './reconciliation-routes.ts';
import type { Role } from './roles.ts';
import { defineRoute, NOTHING } from './route.ts';

const his: readonly Role[] = ['hospital-his'];
const settlementParams = z.object({ settlementId: hospitalKeySchema });
const visitParams = z.object({ visitId: hospitalKeySchema });

const DECIDING = [
  'settlement-invalid',
  'hospital-unknown',
  'member-unknown',
  'medical-type-unknown',
  'outpatient-disease-unknown',
  'refund-not-settled',
  'settlement-differs',
  'settlement-reversed',
  'settled-in-future',
];

export const quoteSettlement = defineRoute({
  id: 'quote-settlement',
  method: 'POST',
  path: '/his/settlement-quotes',
  summary: '预结算：算出本方案支付多少、个人还应付多少，不产生任何影响',
  roles: his,
  params: NOTHING,
  query: NOTHING,
  body: hisQuoteSchema,
  response: { status: 200, schema: settlementAnswerSchema },
  errors: DECIDING,
});

export const settleAtDischarge = defineRoute({
  id: 'settle-at-discharge',
  method: 'POST',
  path: '/his/settlements',
  summary: '一站式结算：同一结算ID重发同一内容得同一答复，内容不同则拒绝',
  roles: his,
  params: NOTHING,
  query: NOTHING,
  body: hisSettlementSchema,
  response: { status: 200, schema: settlementAnswerSchema },
  errors: [...DECIDING, 'ceilings-contended'],
});

export const reverseAtDischarge = defineRoute({
  id: 'reverse-at-discharge',
  method: 'POST',
  path: '/his/settlements/{settlementId}/reversal',
  summary: '冲正一笔结算：恢复限额和预留；重新结算须用新的结算ID',
  roles: his,
  params: settlementParams,
  query: NOTHING,
  body: z.strictObject({ reason: z.string().min(1).max(200).describe('冲正原因，不写个人信息') }),
  response: { status: 200, schema: settlementAnswerSchema },
  errors: ['settlement-unknown', 'settlement-month-closed', 'ceilings-contended'],
});

export const readSettlement = defineRoute({
  id: 'read-settlement',
  method: 'GET',
  path: '/his/settlements/{settlementId}',
  summary: '查询一笔结算（超时后先查询，不要盲目重发）',
  roles: his,
  params: settlementParams,
  query: NOTHING,
  body: NOTHING,
  response: { status: 200, schema: settlementAnswerSchema },
  errors: ['settlement-unknown'],
});

export const readSettlementSlip = defineRoute({
  id: 'read-settlement-slip',
  method: 'GET',
  path: '/his/settlements/{settlementId}/slip',
  summary: '一站式结算单（可打印的文本和 HTML）',
  roles: his,
  params: settlementParams,
  query: NOTHING,
  body: NOTHING,
  response: { status: 200, schema: z.object({ text: z.string(), html: z.string() }) },
  errors: ['settlement-unknown'],
});

const admissionBody = {
  identityNumber: identityNumberSchema,
  admittedAt: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/)
    .describe('入院时间，北京时间 YYYY-MM-DD HH:mm:ss'),
  medicalType: z.string().regex(/^[1-9]\d{1,5}$/),
  referred: z.boolean().describe('是否转诊').optional(),
  diagnosis: z.string().max(16).describe('入院诊断 ICD-10').optional(),
};
const EXAMPLE = {
  visitId: 'JZ202610010001',
  identityNumber: '440115196503029032',
  admittedAt: '2026-10-01 09:00:00',
  medicalType: '21',
};

const admissionView = z.object({
  admissionId: z.string(),
  visitId: z.string(),
  state: z.enum(['registered', 'cancelled']),
  admittedAt: z.string(),
  registeredAt: z.string(),
  /** 免收押金: the rule, when the patient owes no deposit. */
  noDeposit: z.object({ clause: z.string(), text: z.string() }).optional(),
  filing: z
    .object({
      clause: z.string(),
      text: z.string(),
      dueAt: z.string(),
      state: z.enum(['in-time', 'late']),
    })
    .optional(),
});
const admissionAnswer = admissionView.extend({ questions: z.array(ownedQuestionSchema) });

export const registerAdmission = defineRoute({
  id: 'register-admission',
  method: 'POST',
  path: '/his/admissions',
  summary: '入院登记：告知是否免收押金、备案期限和应由哪个部门核对的问题',
  roles: his,
  params: NOTHING,
  query: NOTHING,
  body: z
    .strictObject({ visitId: hospitalKeySchema.describe('就诊ID mdtrt_id'), ...admissionBody })
    .meta({ examples: [EXAMPLE] }),
  response: { status: 200, schema: admissionAnswer },
  errors: ['hospital-unknown', 'member-unknown', 'admission-differs', 'admitted-in-future', 'date-invalid'],
});

export const changeAdmission = defineRoute({
  id: 'change-admission',
  method: 'PUT',
  path: '/his/admissions/{visitId}',
  summary: '入院信息变更',
  roles: his,
  params: visitParams,
  query: NOTHING,
  body: z.strictObject(admissionBody),
  response: { status: 200, schema: admissionAnswer },
  errors: ['hospital-unknown', 'member-unknown', 'admission-unknown', 'admission-cancelled'],
});

export const cancelAdmission = defineRoute({
  id: 'cancel-admission',
  method: 'POST',
  path: '/his/admissions/{visitId}/cancellation',
  summary: '入院撤销',
  roles: his,
  params: visitParams,
  query: NOTHING,
  body: z.strictObject({}),
  response: { status: 200, schema: admissionView },
  errors: ['admission-unknown', 'admission-moved-on'],
});

export const listAdmissions = defineRoute({
  id: 'list-admissions',
  method: 'GET',
  path: '/his/admissions',
  summary: '本院登记的入院及备案是否及时',
  roles: his,
  params: NOTHING,
  query: NOTHING,
  body: NOTHING,
  response: { status: 200, schema: z.object({ admissions: z.array(admissionView) }) },
  errors: [],
});

export const hisRoutes = [
  quoteSettlement,
  settleAtDischarge,
  reverseAtDischarge,
  readSettlement,
  readSettlementSlip,
  registerAdmission,
  changeAdmission,
  cancelAdmission,
  listAdmissions,
  compareTotals,
  compareDetails,
  nationalTransaction,
];
