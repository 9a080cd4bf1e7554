/** What reviewers and the joint office may do: the queue, a task, the verdict. */
import * as z from 'zod';
import { claimBillSchema } from './claim-message.ts';
import { claimViewSchema } from './claim-views.ts';
import { PEOPLE_REFUSALS } from './refusal-codes.ts';
import { type Role, ROLES } from './roles.ts';
import { defineRoute, NOTHING } from './route.ts';
import { reasonSchema } from './shapes.ts';

const DESKS = ['adjudicator', 'reviewer', 'supervisor', 'joint-office'] as const;
const reviewers: readonly Role[] = DESKS;
const taskParams = z.object({ taskId: z.string().regex(/^task-[0-9a-f]{26}$/) });
const reason = reasonSchema;

export const answeredFactsSchema = z
  .strictObject({
    pathologyConfirmed: z.boolean().optional(),
    firstConfirmedOn: z.iso.date().optional(),
    metastatic: z.boolean().optional(),
    stage: z.string().max(40).optional(),
    diagnosisCode: z
      .string()
      .regex(/^[A-Za-z]\d{2}[A-Za-z0-9.+*]{0,10}$/)
      .optional(),
    facilityLevel: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
    amounts: claimBillSchema.shape.amounts
      .partial()
      .optional()
      .describe('更正金额：申请所填与票据、结算单不一致时，以票据和结算单为准'),
    splitBill: claimBillSchema.optional().describe('跨年住院：截至12月31日的一份；其余部分自动另立一件'),
  })
  .refine(({ amounts, splitBill }) => amounts === undefined || splitBill === undefined, {
    message: '更正金额与跨年拆分请分两次提交',
  });

export const reviewTaskViewSchema = z.object({
  taskId: z.string(),
  claimId: z.string(),
  kind: z.string(),
  level: z.int(),
  levels: z.int(),
  role: z.enum(ROLES),
  state: z.string(),
  dueAt: z.string(),
  heldBy: z.string().optional(),
});

const questionSchema = z.object({
  code: z.string(),
  text: z.string(),
  /** The fact that answers it, or `judgement`. */
  expects: z.string(),
});

/** What the data say against paying without a look; `found` holds ids of claims, settlements, hospitals. */
const signalSchema = z.object({ code: z.string(), text: z.string(), found: z.array(z.string()) });

export const listReviewTasks = defineRoute({
  id: 'list-review-tasks',
  method: 'GET',
  path: '/review-tasks',
  summary: '本岗位待办的审核任务，按承诺时限由近到远',
  roles: reviewers,
  params: NOTHING,
  query: z.object({ role: z.enum(DESKS) }),
  body: NOTHING,
  response: { status: 200, schema: z.object({ tasks: z.array(reviewTaskViewSchema) }) },
  errors: ['role-not-allowed'],
});

export const readReviewTask = defineRoute({
  id: 'read-review-task',
  method: 'GET',
  path: '/review-tasks/{taskId}',
  summary: '审核任务：申请、系统计算结果与依据、待回答的问题（抽查复审不显示系统结果）',
  roles: reviewers,
  params: taskParams,
  query: NOTHING,
  body: NOTHING,
  response: {
    status: 200,
    schema: z.object({
      task: reviewTaskViewSchema,
      questions: z.array(questionSchema),
      signals: z.array(signalSchema),
      claim: claimViewSchema,
    }),
  },
  errors: ['review-task-unknown', 'review-level-not-yours'],
});

const holding = (id: string, place: string, summary: string) =>
  defineRoute({
    id,
    method: 'POST',
    path: `/review-tasks/{taskId}/${place}`,
    summary,
    roles: reviewers,
    params: taskParams,
    query: NOTHING,
    body: NOTHING,
    response: { status: 200, schema: z.object({ taskId: z.string() }) },
    errors: ['review-task-unknown', 'review-task-decided', 'review-task-held', 'review-level-not-yours'],
  });
export const takeReviewTask = holding('take-review-task', 'hold', '领取任务：他人可见，不再重复处理');
export const releaseReviewTask = holding('release-review-task', 'release', '退回任务：放回队列');

const VERDICT_ERRORS = [
  'review-task-unknown',
  'review-task-decided',
  'review-task-held',
  'claim-moved-on',
  'review-level-not-yours',
  'own-filing-not-reviewable',
  'took-part-before',
];

export const giveVerdict = defineRoute({
  id: 'give-verdict',
  method: 'POST',
  path: '/review-tasks/{taskId}/verdict',
  summary: '审核意见：同意、不予救助（或不予增加）、补充事实后重新计算、请申请人答复、追回多付的差额',
  roles: reviewers,
  params: taskParams,
  query: NOTHING,
  body: z.discriminatedUnion('verdict', [
    z.strictObject({ verdict: z.literal('agree'), reason }),
    z.strictObject({
      verdict: z.literal('refuse'),
      reason,
      code: z.enum(PEOPLE_REFUSALS).optional().describe('不予救助的理由种类，决定告知书所写的改变条件'),
    }),
    z.strictObject({
      verdict: z.literal('recover'),
      reason: reason.describe('重新核定低于已支付金额：立案追回差额的理由'),
    }),
    z.strictObject({ verdict: z.literal('ask'), reason: reason.describe('向申请人提出的问题') }),
    z.strictObject({ verdict: z.literal('answer'), reason, facts: answeredFactsSchema }),
  ]),
  response: {
    status: 200,
    schema: z.object({
      taskId: z.string(),
      next: z.enum(['next-level', 'approved', 'refused', 'decide-again', 'asked', 'finished']),
    }),
  },
  errors: [
    ...VERDICT_ERRORS,
    'question-open',
    'disease-registered',
    'diseases-full',
    'two-levels-by-one-person',
    'answer-without-facts',
    'first-part-not-paid',
    'nothing-more-due',
    'lower-than-paid',
    'nothing-overpaid',
    'not-the-last-level',
    'split-not-at-year-end',
    'split-exceeds-bill',
    'verdict-not-asked',
  ],
});

export const determinePetition = defineRoute({
  id: 'determine-petition',
  method: 'POST',
  path: '/review-tasks/{taskId}/determination',
  summary: '联合办公室核定：强制提交（受理或不受理）、复议（维持或撤销重核）',
  roles: ['joint-office'],
  params: taskParams,
  query: NOTHING,
  body: z.strictObject({
    outcome: z.enum(['accept', 'decline', 'uphold', 'overturn']),
    reason,
    facts: answeredFactsSchema.optional(),
  }),
  response: { status: 200, schema: z.object({ taskId: z.string(), outcome: z.string() }) },
  errors: [...VERDICT_ERRORS, 'determination-not-asked'],
});

export const decideSilence = defineRoute({
  id: 'decide-silence',
  method: 'POST',
  path: '/review-tasks/{taskId}/silence-decision',
  summary: '参保人逾期未补充或答复：继续等待、退还材料、结案（可重新申请）',
  roles: ['supervisor'],
  params: taskParams,
  query: NOTHING,
  body: z.strictObject({ outcome: z.enum(['wait', 'return', 'close']), reason }),
  response: { status: 200, schema: z.object({ taskId: z.string(), outcome: z.string() }) },
  errors: [...VERDICT_ERRORS, 'verdict-not-asked', 'part-is-paid'],
});

export const giveBlindResult = defineRoute({
  id: 'give-blind-result',
  method: 'POST',
  path: '/review-tasks/{taskId}/blind-result',
  summary: '抽查复审：不看系统结果，填写自己核定的金额',
  roles: ['reviewer'],
  params: taskParams,
  query: NOTHING,
  body: z.strictObject({ totalFen: z.int().min(0), reason }),
  response: { status: 200, schema: z.object({ taskId: z.string(), result: z.enum(['same', 'differs']) }) },
  errors: [...VERDICT_ERRORS, 'verdict-not-asked'],
});

export const reviewRoutes = [
  listReviewTasks,
  readReviewTask,
  takeReviewTask,
  releaseReviewTask,
  giveVerdict,
  determinePetition,
  decideSilence,
  giveBlindResult,
];
