/** What an insured person (or guardian) may do: own papers, own claims, own notices. */
import * as z from 'zod';
import {
  claimStateResponse,
  filedResponse,
  FILING_ERRORS,
  fileClaimBodySchema,
  paperTicketBodySchema,
  ticketResponse,
  wardSchema,
} from './claim-filing.ts';
import { claimPaperSchema } from './claim-message.ts';
import { claimIdParams, claimSummarySchema, claimViewSchema } from './claim-views.ts';
import type { Role } from './roles.ts';
import { defineRoute, NOTHING } from './route.ts';
import { reasonSchema } from './shapes.ts';

const citizen: readonly Role[] = ['citizen'];

export const ticketPaper = defineRoute({
  id: 'ticket-paper',
  method: 'POST',
  path: '/papers/tickets',
  summary: '申请上传一份材料（照片或PDF）的凭证',
  roles: citizen,
  params: NOTHING,
  query: NOTHING,
  body: paperTicketBodySchema.extend({ ward: wardSchema }),
  response: ticketResponse,
  errors: ['member-unknown', 'guardian-for-adult', 'paper-is-ofd'],
});

export const fileClaim = defineRoute({
  id: 'file-claim',
  method: 'POST',
  path: '/claims',
  summary: '提交二次报销（零星报销）申请',
  roles: citizen,
  params: NOTHING,
  query: NOTHING,
  body: fileClaimBodySchema.extend({ ward: wardSchema }),
  response: filedResponse,
  errors: FILING_ERRORS,
});

export const listClaims = defineRoute({
  id: 'list-claims',
  method: 'GET',
  path: '/claims',
  summary: '我的申请列表，含为未成年人提交的（新的在前）',
  roles: citizen,
  params: NOTHING,
  query: NOTHING,
  body: NOTHING,
  response: { status: 200, schema: z.object({ claims: z.array(claimSummarySchema) }) },
  errors: [],
});

export const readClaim = defineRoute({
  id: 'read-claim',
  method: 'GET',
  path: '/claims/{claimId}',
  summary: '申请详情：进度、缺少的材料、每笔金额的依据',
  roles: citizen,
  params: claimIdParams,
  query: NOTHING,
  body: NOTHING,
  response: { status: 200, schema: claimViewSchema },
  errors: ['claim-unknown'],
});

export const supplementClaim = defineRoute({
  id: 'supplement-claim',
  method: 'POST',
  path: '/claims/{claimId}/supplement',
  summary: '补充缺少的材料',
  roles: citizen,
  params: claimIdParams,
  query: NOTHING,
  body: z.strictObject({ papers: z.array(claimPaperSchema).min(1).max(60) }),
  response: filedResponse,
  errors: ['claim-unknown', 'claim-not-incomplete', 'paper-not-yours'],
});

const reason = reasonSchema;

export const withdrawClaim = defineRoute({
  id: 'withdraw-claim',
  method: 'POST',
  path: '/claims/{claimId}/withdrawal',
  summary: '撤回申请（审核通过之前）',
  roles: citizen,
  params: claimIdParams,
  query: NOTHING,
  body: z.strictObject({ reason }),
  response: claimStateResponse,
  errors: ['claim-unknown', 'claim-moved-on', 'claim-not-withdrawable'],
});

export const insistOnClaim = defineRoute({
  id: 'insist-on-claim',
  method: 'POST',
  path: '/claims/{claimId}/insistence',
  summary: '材料不齐仍要求提交：转联合办公室核定',
  roles: citizen,
  params: claimIdParams,
  query: NOTHING,
  body: z.strictObject({ reason }),
  response: claimStateResponse,
  errors: ['claim-unknown', 'claim-moved-on', 'claim-not-incomplete'],
});

export const replyToQuestion = defineRoute({
  id: 'reply-to-question',
  method: 'POST',
  path: '/claims/{claimId}/reply',
  summary: '答复审核人员的问题，可附材料；答复后时限继续计算',
  roles: citizen,
  params: claimIdParams,
  query: NOTHING,
  body: z.strictObject({ text: reason, papers: z.array(claimPaperSchema).max(60).optional() }),
  response: claimStateResponse,
  errors: ['claim-unknown', 'claim-moved-on', 'claim-not-asked', 'paper-not-yours'],
});

export const objectToDecision = defineRoute({
  id: 'object-to-decision',
  method: 'POST',
  path: '/claims/{claimId}/objection',
  summary: '对不予救助的决定或核定金额提出复议（十五个工作日内，一次；不影响已核定金额的支付）',
  roles: citizen,
  params: claimIdParams,
  query: NOTHING,
  body: z.strictObject({ reason }),
  response: claimStateResponse,
  errors: ['claim-unknown', 'claim-moved-on', 'objection-not-open', 'objection-too-late'],
});

export const listNotices = defineRoute({
  id: 'list-notices',
  method: 'GET',
  path: '/notices',
  summary: '我的通知（新的在前）',
  roles: citizen,
  params: NOTHING,
  query: NOTHING,
  body: NOTHING,
  response: {
    status: 200,
    schema: z.object({
      notices: z.array(
        z.object({ at: z.string(), claimId: z.string(), template: z.string(), text: z.string() }),
      ),
    }),
  },
  errors: [],
});

export const citizenRoutes = [
  ticketPaper,
  fileClaim,
  listClaims,
  readClaim,
  supplementClaim,
  withdrawClaim,
  insistOnClaim,
  replyToQuestion,
  objectToDecision,
  listNotices,
];
