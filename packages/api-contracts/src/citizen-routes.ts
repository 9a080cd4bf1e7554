/** What an insured person (or guardian) may do: own papers, own claims, own notices. */
import * as z from 'zod';
import { claimAccountSchema, claimBillSchema, claimPaperSchema } from './claim-message.ts';
import { claimIdParams, claimSummarySchema, claimViewSchema } from './claim-views.ts';
import { PAPER_KINDS } from './paper-kinds.ts';
import type { Role } from './roles.ts';
import { defineRoute, NOTHING } from './route.ts';
import { sha256Schema, uploadSchema } from './uploads.ts';

const citizen: readonly Role[] = ['citizen'];

export const ticketPaper = defineRoute({
  id: 'ticket-paper',
  method: 'POST',
  path: '/papers/tickets',
  summary: '申请上传一份材料（照片或PDF）的凭证',
  roles: citizen,
  params: NOTHING,
  query: NOTHING,
  body: z.strictObject({
    kind: z.enum(PAPER_KINDS).describe('材料种类'),
    contentType: z.enum(['image/jpeg', 'image/png', 'application/pdf']),
    bytes: z
      .int()
      .min(1)
      .max(20 * 1024 * 1024),
    sha256: sha256Schema,
  }),
  response: { status: 201, schema: z.object({ paperId: z.string(), upload: uploadSchema }) },
  errors: [],
});

export const fileClaim = defineRoute({
  id: 'file-claim',
  method: 'POST',
  path: '/claims',
  summary: '提交二次报销（零星报销）申请',
  roles: citizen,
  params: NOTHING,
  query: NOTHING,
  body: z.strictObject({
    filingId: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{7,63}$/)
      .describe('客户端生成；同一申请重发时保持不变'),
    invoice: z.strictObject({ code: z.string().regex(/^\d{8,12}$/), number: z.string().regex(/^\d{8,20}$/) }),
    bill: claimBillSchema,
    papers: z.array(claimPaperSchema).max(60),
    account: claimAccountSchema,
  }),
  response: { status: 202, schema: z.object({ claimId: z.string(), state: z.literal('filed') }) },
  errors: ['hospital-unknown', 'member-unknown', 'paper-not-yours', 'bill-date-missing', 'filing-id-reused'],
});

export const listClaims = defineRoute({
  id: 'list-claims',
  method: 'GET',
  path: '/claims',
  summary: '我的申请列表（新的在前）',
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
  response: { status: 202, schema: z.object({ claimId: z.string(), state: z.literal('filed') }) },
  errors: ['claim-unknown', 'claim-not-incomplete', 'paper-not-yours'],
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

export const citizenRoutes = [ticketPaper, fileClaim, listClaims, readClaim, supplementClaim, listNotices];
