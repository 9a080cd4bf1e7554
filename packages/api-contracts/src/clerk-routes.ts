/** What a service point 服务网点 does for citizens at its counter, and what the centre does after a claim has ended. */
import * as z from 'zod';
import {
  claimStateResponse,
  filedResponse,
  FILING_ERRORS,
  fileClaimBodySchema,
  paperTicketBodySchema,
  ticketResponse,
} from './claim-filing.ts';
import { claimIdParams } from './claim-views.ts';
import type { Role } from './roles.ts';
import { defineRoute, NOTHING } from './route.ts';
import { reasonSchema, residentNumberSchema } from './shapes.ts';

const clerk: readonly Role[] = ['site-clerk'];
const identityNumber = residentNumberSchema.describe('参保人身份证号');
const reason = reasonSchema;

export const ticketPaperAtCounter = defineRoute({
  id: 'ticket-paper-at-counter',
  method: 'POST',
  path: '/console/papers/tickets',
  summary: '网点代参保人申请上传一份材料的凭证',
  roles: clerk,
  params: NOTHING,
  query: NOTHING,
  body: paperTicketBodySchema.extend({ identityNumber }),
  response: ticketResponse,
  errors: ['member-unknown', 'paper-is-ofd'],
});

export const fileClaimAtCounter = defineRoute({
  id: 'file-claim-at-counter',
  method: 'POST',
  path: '/console/claims',
  summary: '网点代参保人提交二次报销申请（本人不得审核自己录入的申请）',
  roles: clerk,
  params: NOTHING,
  query: NOTHING,
  body: fileClaimBodySchema.extend({
    identityNumber,
    office: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{1,31}$/)
      .describe('受理网点代号'),
    byGuardian: z.boolean().optional().describe('监护人为未成年人办理'),
    guardianIdentityNumber: identityNumber
      .optional()
      .describe('监护人身份证号（已参保的）：监护人可在自己的申请列表中查看'),
  }),
  response: filedResponse,
  errors: FILING_ERRORS,
});

export const handBackPapers = defineRoute({
  id: 'hand-back-papers',
  method: 'POST',
  path: '/console/claims/{claimId}/papers-returned',
  summary: '已向参保人说明情况并退还申请资料（当面、邮寄，或网上提交无原件）',
  roles: clerk,
  params: claimIdParams,
  query: NOTHING,
  body: z.strictObject({
    method: z.enum(['handed-over', 'posted', 'shown']),
    mailNumber: z
      .string()
      .regex(/^[A-Za-z0-9]{6,30}$/)
      .optional()
      .describe('邮寄时的快递单号'),
  }),
  response: claimStateResponse,
  errors: ['claim-unknown', 'claim-moved-on', 'papers-not-returnable'],
});

export const reportDeath = defineRoute({
  id: 'report-death',
  method: 'POST',
  path: '/console/claims/{claimId}/death',
  summary: '登记参保人去世：救助金转由人工核对继承人后支付',
  roles: ['site-clerk', 'supervisor'],
  params: claimIdParams,
  query: NOTHING,
  body: z.strictObject({ on: z.iso.date() }),
  response: claimStateResponse,
  errors: ['claim-unknown', 'claim-moved-on', 'death-known'],
});

export const stopApproval = defineRoute({
  id: 'stop-approval',
  method: 'POST',
  path: '/console/claims/{claimId}/approval-stop',
  summary: '审核通过而款项不在银行的申请发现问题（含退回、更正账户后待付的）：停付，撤回决定，转人工重新审核',
  roles: ['supervisor'],
  params: claimIdParams,
  query: NOTHING,
  body: z.strictObject({ reason }),
  response: claimStateResponse,
  errors: ['claim-unknown', 'claim-moved-on', 'approval-not-stoppable', 'payment-disputed', 'objection-open'],
});

export const openRecovery = defineRoute({
  id: 'open-recovery',
  method: 'POST',
  path: '/console/claims/{claimId}/recovery',
  summary: '已支付的申请经复查有误：冲回决定，立案追回',
  roles: ['supervisor'],
  params: claimIdParams,
  query: NOTHING,
  body: z.strictObject({ reason }),
  response: claimStateResponse,
  errors: ['claim-unknown', 'claim-moved-on', 'claim-not-paid', 'payment-at-bank', 'objection-open'],
});

export const receiveRecovery = defineRoute({
  id: 'receive-recovery',
  method: 'POST',
  path: '/console/claims/{claimId}/recovery-receipt',
  summary: '追回款已到专户',
  roles: ['finance'],
  params: claimIdParams,
  query: NOTHING,
  body: NOTHING,
  response: claimStateResponse,
  errors: ['claim-unknown', 'claim-moved-on', 'claim-not-recovering'],
});

export const clerkRoutes = [
  ticketPaperAtCounter,
  fileClaimAtCounter,
  handBackPapers,
  reportDeath,
  stopApproval,
  openRecovery,
  receiveRecovery,
];
