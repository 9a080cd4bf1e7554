/** Papers after their ticket: sending them in parts over a weak line, what became of them, and looking at a claim's. */
import * as z from 'zod';
import { claimIdParams } from './claim-views.ts';
import { openedPaperSchema, paperViewSchema } from './paper-views.ts';
import { defineRoute, NOTHING } from './route.ts';

const paperIdParams = z.object({ paperId: z.string().regex(/^paper-[0-9a-f]{26}$/) });

export const readPaper = defineRoute({
  id: 'read-paper',
  method: 'GET',
  path: '/papers/{paperId}',
  summary: '一份材料的状态：是否收到、能否使用、为什么',
  roles: ['citizen', 'site-clerk'],
  params: paperIdParams,
  query: NOTHING,
  body: NOTHING,
  response: { status: 200, schema: paperViewSchema },
  errors: ['paper-unknown'],
});

export const openParts = defineRoute({
  id: 'open-parts',
  method: 'POST',
  path: '/papers/{paperId}/parts',
  summary: '分段上传（断点续传）：取得尚未收到的各段地址；断线后再次调用即可续传',
  roles: ['citizen', 'site-clerk'],
  params: paperIdParams,
  query: NOTHING,
  body: NOTHING,
  response: {
    status: 200,
    schema: z.object({
      partBytes: z.int().describe('每段字节数，最后一段可以更短'),
      /** PUT the bytes to `url`; without `url` the part has arrived. */
      parts: z.array(z.object({ number: z.int(), bytes: z.int(), url: z.string().optional() })),
      expiresInSeconds: z.int(),
    }),
  },
  errors: ['paper-unknown', 'paper-already-taken', 'paper-moved-on'],
});

export const joinParts = defineRoute({
  id: 'join-parts',
  method: 'POST',
  path: '/papers/{paperId}/parts/joined',
  summary: '各段已传完，合成一个文件；重复调用结果相同',
  roles: ['citizen', 'site-clerk'],
  params: paperIdParams,
  query: NOTHING,
  body: NOTHING,
  response: { status: 202, schema: z.object({ paperId: z.string(), state: z.string() }) },
  errors: ['paper-unknown', 'parts-missing', 'parts-differ'],
});

const papersAnswer = z.object({ papers: z.array(openedPaperSchema), expiresInSeconds: z.int() });

export const readOwnPapers = defineRoute({
  id: 'read-own-papers',
  method: 'GET',
  path: '/claims/{claimId}/papers',
  summary: '我的申请的全部材料（查看留痕）',
  roles: ['citizen'],
  params: claimIdParams,
  query: NOTHING,
  body: NOTHING,
  response: { status: 200, schema: papersAnswer },
  errors: ['claim-unknown'],
});

export const readClaimPapers = defineRoute({
  id: 'read-claim-papers',
  method: 'GET',
  path: '/console/claims/{claimId}/papers',
  summary: '任一申请的全部材料（每次查看留痕；审计和主管部门查看证件、账户类材料须写明理由）',
  roles: ['site-clerk', 'adjudicator', 'reviewer', 'supervisor', 'joint-office', 'auditor', 'bureau'],
  params: claimIdParams,
  query: z.object({ reason: z.string().min(4).max(200).optional().describe('查看证件、账户类材料的理由') }),
  body: NOTHING,
  response: { status: 200, schema: papersAnswer },
  errors: ['claim-unknown'],
});

const holdAnswer = z.object({ claimId: z.string(), hold: z.string() });

export const proposeHold = defineRoute({
  id: 'propose-hold',
  method: 'POST',
  path: '/console/claims/{claimId}/hold',
  summary: '提请封存（或解除封存）一份申请的档案：期满也不得销毁',
  roles: ['supervisor', 'joint-office', 'auditor', 'bureau'],
  params: claimIdParams,
  query: NOTHING,
  body: z.strictObject({ action: z.enum(['hold', 'release']), reason: z.string().min(4).max(200) }),
  response: { status: 200, schema: holdAnswer },
  errors: ['claim-unknown', 'hold-not-possible', 'hold-moved-on'],
});

export const approveHold = defineRoute({
  id: 'approve-hold',
  method: 'POST',
  path: '/console/claims/{claimId}/hold/approval',
  summary: '由另一人批准封存（或解除封存）',
  roles: ['supervisor', 'joint-office', 'bureau'],
  params: claimIdParams,
  query: NOTHING,
  body: NOTHING,
  response: { status: 200, schema: holdAnswer },
  errors: ['hold-not-proposed', 'maker-is-checker', 'hold-moved-on'],
});

export const paperRoutes = [
  readPaper,
  openParts,
  joinParts,
  readOwnPapers,
  readClaimPapers,
  proposeHold,
  approveHold,
];
