/** What the machine read on a claim's papers and where they disagree; what people correct, and what the platform says. */
import * as z from 'zod';
import { claimIdParams } from './claim-views.ts';
import { RECEIPT_RESULTS } from './receipt-results.ts';
import type { Role } from './roles.ts';
import { defineRoute, NOTHING } from './route.ts';

const paperParams = claimIdParams.extend({ paperId: z.string().regex(/^paper-[0-9a-f]{26}$/) });
const reviewers: readonly Role[] = ['adjudicator', 'reviewer', 'supervisor', 'joint-office'];

const placeSchema = z
  .object({ page: z.int(), x: z.int(), y: z.int(), width: z.int(), height: z.int() })
  .describe('所在位置：页码（从1起），以及占页宽、页高的千分比，用于截取原图');

const readFieldSchema = z.object({
  field: z.string(),
  name: z.string(),
  /** Yuan, a date or a text; masked where it tells of a person. Absent where only a person typed it. */
  read: z.string().optional(),
  /** 0 … 1000. */
  confidence: z.int().optional(),
  /** Read for sure: nobody need compare it with the picture. */
  sure: z.boolean(),
  source: z.string().optional(),
  place: placeSchema.optional(),
  /** What people typed, oldest first; the last one counts. */
  corrections: z.array(z.object({ value: z.string(), by: z.string(), at: z.string(), reason: z.string() })),
});

const findingSchema = z.object({
  code: z.string(),
  text: z.string(),
  field: z.string().optional(),
  fieldName: z.string().optional(),
  papers: z.array(z.string()),
  others: z.array(z.object({ claimId: z.string(), paperId: z.string().optional() })),
});

const receiptCheckSchema = z.object({
  result: z.string(),
  text: z.string(),
  by: z.string(),
  at: z.string(),
  reference: z.string(),
});

export const readComparison = defineRoute({
  id: 'read-comparison',
  method: 'GET',
  path: '/console/claims/{claimId}/comparison',
  summary: '材料比对：机器识别的内容、把握程度与所在位置，不一致之处，人工更正与票据查验',
  roles: [...reviewers, 'site-clerk', 'auditor'],
  params: claimIdParams,
  query: NOTHING,
  body: NOTHING,
  response: {
    status: 200,
    schema: z.object({
      claimId: z.string(),
      comparedAt: z.string().optional(),
      findings: z.array(findingSchema),
      papers: z.array(
        z.object({
          paperId: z.string(),
          kind: z.string(),
          name: z.string(),
          /** reading · read · unreadable · by-hand (no machine reads this kind). */
          state: z.string(),
          form: z.string().optional(),
          formName: z.string().optional(),
          fields: z.array(readFieldSchema),
        }),
      ),
      receiptCheck: receiptCheckSchema.optional(),
    }),
  },
  errors: ['claim-unknown'],
});

export const readCrops = defineRoute({
  id: 'read-crops',
  method: 'GET',
  path: '/console/claims/{claimId}/papers/{paperId}/crops',
  summary: '识别内容的原图局部：每一项从原图中截取（已转正），供与识别结果并列对照；查看会留痕',
  roles: [...reviewers, 'site-clerk'],
  params: paperParams,
  query: NOTHING,
  body: NOTHING,
  response: {
    status: 200,
    schema: z.object({
      paperId: z.string(),
      crops: z.array(z.object({ field: z.string(), name: z.string(), url: z.string() })),
      expiresInSeconds: z.int(),
    }),
  },
  errors: ['claim-unknown', 'paper-unknown', 'paper-not-shown'],
});

export const correctReading = defineRoute({
  id: 'correct-reading',
  method: 'POST',
  path: '/console/claims/{claimId}/papers/{paperId}/corrections',
  summary: '对照原图更正或补录一项识别内容（机器识别的保留在旁），并重新比对',
  roles: reviewers,
  params: paperParams,
  query: NOTHING,
  body: z.strictObject({
    field: z.string().max(40),
    value: z.string().min(1).max(120).describe('金额为元（如 1234.56），日期为 YYYY-MM-DD，其余照录'),
    reason: z.string().min(2).max(200),
  }),
  response: {
    status: 201,
    schema: z.object({ paperId: z.string(), field: z.string(), findings: z.array(findingSchema) }),
  },
  errors: [
    'claim-unknown',
    'paper-unknown',
    'field-unknown',
    'field-value-unreadable',
    'reading-not-correctable',
    'own-filing-not-reviewable',
  ],
});

export const recordReceiptCheck = defineRoute({
  id: 'record-receipt-check',
  method: 'POST',
  path: '/console/claims/{claimId}/receipt-checks',
  summary: '登记在全国财政电子票据查验平台查验票据的结果（审核时一次，付款前再查一次）',
  roles: [...reviewers, 'finance'],
  params: claimIdParams,
  query: NOTHING,
  body: z.strictObject({
    result: z.enum(RECEIPT_RESULTS),
    reference: z.string().min(4).max(100).describe('平台查询编号，或查验截图的材料编号'),
  }),
  response: { status: 201, schema: z.object({ claimId: z.string(), result: z.string() }) },
  errors: ['claim-unknown', 'claim-moved-on', 'claim-without-receipt'],
});

export const listReceiptsDue = defineRoute({
  id: 'list-receipts-due',
  method: 'GET',
  path: '/receipt-checks/due',
  summary: '应付款中尚须在全国财政电子票据查验平台查验（或再次查验）的票据：未查验的不列入当日应付',
  roles: ['finance', 'finance-approver'],
  params: NOTHING,
  query: NOTHING,
  body: NOTHING,
  response: {
    status: 200,
    schema: z.object({
      receipts: z.array(
        z.object({
          claimId: z.string(),
          code: z.string(),
          number: z.string(),
          totalYuan: z.string(),
          payableYuan: z.string(),
        }),
      ),
    }),
  },
  errors: [],
});

export const paperCheckRoutes = [readComparison, correctReading, recordReceiptCheck, listReceiptsDue];

/** Of a function of its own, which carries the image libraries. */
export const cropRoutes = [readCrops];
