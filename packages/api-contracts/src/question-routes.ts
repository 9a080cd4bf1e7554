/** Questions between the fund and a hospital, each on the settlement or the row that it is about. */
import * as z from 'zod';
import { hospitalKeySchema } from './his-settlement.ts';
import type { Role } from './roles.ts';
import { defineRoute, NOTHING } from './route.ts';
import { hospitalIdSchema } from './shapes.ts';

const both: readonly Role[] = ['hospital-finance', 'finance', 'supervisor'];
const questionParams = z.object({ questionId: z.string().regex(/^question-[0-9a-f]{26}$/) });
const text = z.string().trim().min(1).max(1_000).describe('请勿填写姓名、证件号码等个人信息');
const about = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('settlement'), setlId: hospitalKeySchema }),
  z.strictObject({
    kind: z.literal('row'),
    fileId: z.string().regex(/^file-[0-9a-f]{26}$/),
    rowNumber: z.int().min(1),
  }),
]);
const MOVED = ['question-unknown', 'question-moved-on', 'question-closed'];

export const questionView = z.object({
  questionId: z.string(),
  hospitalId: z.string(),
  about: z.union([
    z.object({ kind: z.literal('settlement'), setlId: z.string() }),
    z.object({ kind: z.literal('row'), fileId: z.string(), rowNumber: z.int() }),
  ]),
  topic: z.string(),
  topicName: z.string(),
  state: z.enum(['open', 'closed']),
  askedBy: z.enum(['fund', 'hospital']),
  waitsFor: z.enum(['fund', 'hospital']).optional(),
  dueAt: z.string().optional(),
  openedAt: z.string(),
  closedAt: z.string().optional(),
  outcome: z.string().optional(),
  outcomeName: z.string().optional(),
  messages: z.array(
    z.object({ side: z.enum(['fund', 'hospital']), by: z.string(), at: z.string(), text: z.string() }),
  ),
});

export const askQuestion = defineRoute({
  id: 'ask-question',
  method: 'POST',
  path: '/settlement-questions',
  summary: '就一笔结算或文件中的一行提问；对方应在期限内答复，超时提醒上级',
  roles: both,
  params: NOTHING,
  query: NOTHING,
  body: z
    .strictObject({
      hospitalId: hospitalIdSchema.describe('经办提问时必填；医院只能就本院提问').optional(),
      about,
      topic: z.enum(['amount', 'person', 'papers', 'treatment', 'other']),
      text,
    })
    .meta({
      examples: [
        {
          about: { kind: 'settlement', setlId: 'S202610090001' },
          topic: 'amount',
          text: '起付线是否已扣减？',
        },
      ],
    }),
  response: { status: 201, schema: questionView },
  errors: ['hospital-needed', 'settlement-unknown', 'settlement-file-unknown', 'question-moved-on'],
});

export const listQuestions = defineRoute({
  id: 'list-questions',
  method: 'GET',
  path: '/settlement-questions',
  summary: '待本方答复的提问（按期限）；waiting=all 时列出该医院全部提问',
  roles: both,
  params: NOTHING,
  query: z.object({ waiting: z.enum(['own', 'all']).optional(), hospitalId: hospitalIdSchema.optional() }),
  body: NOTHING,
  response: { status: 200, schema: z.object({ questions: z.array(questionView) }) },
  errors: ['hospital-needed'],
});

export const readQuestion = defineRoute({
  id: 'read-question',
  method: 'GET',
  path: '/settlement-questions/{questionId}',
  summary: '一个提问及全部往来',
  roles: both,
  params: questionParams,
  query: NOTHING,
  body: NOTHING,
  response: { status: 200, schema: questionView },
  errors: ['question-unknown'],
});

export const sayInQuestion = defineRoute({
  id: 'say-in-question',
  method: 'POST',
  path: '/settlement-questions/{questionId}/messages',
  summary: '答复或补充；轮到的一方答复后，轮到另一方',
  roles: both,
  params: questionParams,
  query: NOTHING,
  body: z.strictObject({ text }),
  response: { status: 200, schema: questionView },
  errors: MOVED,
});

export const closeQuestion = defineRoute({
  id: 'close-question',
  method: 'POST',
  path: '/settlement-questions/{questionId}/closing',
  summary: '提问方了结：已说明、已更正、应当追回或撤回',
  roles: both,
  params: questionParams,
  query: NOTHING,
  body: z.strictObject({ outcome: z.enum(['explained', 'corrected', 'to-recover', 'withdrawn']), text }),
  response: { status: 200, schema: questionView },
  errors: [...MOVED, 'question-not-yours'],
});

export const questionRoutes = [askQuestion, listQuestions, readQuestion, sayInQuestion, closeQuestion];
