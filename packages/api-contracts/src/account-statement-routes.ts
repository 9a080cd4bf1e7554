/** 账户对账单 (camt.053) over many batches, and the bookings in it that people have to look at. */
import * as z from 'zod';
import { defineRoute, NOTHING } from './route.ts';
import type { Role } from './roles.ts';
import { sha256Schema, uploadSchema } from './uploads.ts';

const readers: readonly Role[] = ['finance', 'finance-approver', 'auditor'];
const statementParams = z.object({ accountStatementId: z.string().regex(/^account-[0-9a-f]{26}$/) });
const entryParams = z.object({ entryId: z.string().regex(/^entry-[0-9a-f]{26}$/) });

const entryViewSchema = z.object({
  entryId: z.string(),
  accountStatementId: z.string(),
  place: z.string(),
  state: z.string(),
  question: z.string(),
  text: z.string(),
  direction: z.string().optional(),
  amountFen: z.int().optional(),
  amountYuan: z.string().optional(),
  bookedOn: z.string().optional(),
  bankReference: z.string().optional(),
  explanation: z.string().optional(),
  explainedBy: z.string().optional(),
});
export type AccountEntryView = z.infer<typeof entryViewSchema>;

export const ticketAccountStatement = defineRoute({
  id: 'ticket-account-statement',
  method: 'POST',
  path: '/account-statements',
  summary: '申请上传账户对账单（camt.053，可含多个批次）的凭证',
  roles: ['finance'],
  params: NOTHING,
  query: NOTHING,
  body: z.strictObject({
    bytes: z
      .int()
      .min(1)
      .max(8 * 1024 * 1024),
    sha256: sha256Schema,
  }),
  response: { status: 201, schema: z.object({ accountStatementId: z.string(), upload: uploadSchema }) },
  errors: [],
});

export const readAccountStatement = defineRoute({
  id: 'read-account-statement',
  method: 'GET',
  path: '/account-statements/{accountStatementId}',
  summary:
    '一份账户对账单的处理结果：笔数、已对上、待查；不是本单位付款账户、或期初加收支不等于期末的整份不收',
  roles: readers,
  params: statementParams,
  query: NOTHING,
  body: NOTHING,
  response: {
    status: 200,
    schema: z.object({
      accountStatementId: z.string(),
      state: z.enum(['uploading', 'taken', 'unreadable', 'refused']),
      problem: z.string().optional(),
      /** What is wrong with it, and what to do. */
      text: z.string().optional(),
      entries: z.int().optional(),
      explained: z.int().optional(),
      open: z.int().optional(),
    }),
  },
  errors: ['account-statement-unknown'],
});

export const listAccountEntries = defineRoute({
  id: 'list-account-entries',
  method: 'GET',
  path: '/account-entries',
  summary: '对账单中未能对上付款的收支（待查、已说明）',
  roles: readers,
  params: NOTHING,
  query: z.object({ state: z.enum(['open', 'explained']) }),
  body: NOTHING,
  response: { status: 200, schema: z.object({ entries: z.array(entryViewSchema) }) },
  errors: [],
});

export const explainAccountEntry = defineRoute({
  id: 'explain-account-entry',
  method: 'POST',
  path: '/account-entries/{entryId}/explanation',
  summary: '说明一笔未对上的收支（与哪笔业务有关、如何处理），从待查清单中移出',
  roles: ['finance'],
  params: entryParams,
  query: NOTHING,
  body: z.strictObject({ explanation: z.string().min(4).max(500) }),
  response: { status: 200, schema: entryViewSchema },
  errors: ['account-entry-unknown', 'account-entry-explained'],
});

export const accountStatementRoutes = [
  ticketAccountStatement,
  readAccountStatement,
  listAccountEntries,
  explainAccountEntry,
];
