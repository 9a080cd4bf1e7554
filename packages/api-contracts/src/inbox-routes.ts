/** 收件箱: what a hospital's finance office and the fund's clerks are told of each other; unread until one of them has read it. */
import * as z from 'zod';
import type { Role } from './roles.ts';
import { defineRoute, NOTHING } from './route.ts';

const readers: readonly Role[] = ['hospital-finance', 'finance'];

const message = z.object({
  messageId: z.string(),
  at: z.string(),
  subjectId: z.string().describe('所涉事项：月份、文件、提问、申请单或入院登记'),
  template: z.string(),
  text: z.string(),
  readAt: z.string().optional(),
  readBy: z.string().optional(),
});

export const listInbox = defineRoute({
  id: 'list-inbox',
  method: 'GET',
  path: '/inbox',
  summary: '本院（医院）或收付费岗的消息，新的在前，至多 100 条；only=unread 只列未读',
  roles: readers,
  params: NOTHING,
  query: z.object({ only: z.enum(['unread', 'all']).optional() }),
  body: NOTHING,
  response: { status: 200, schema: z.object({ messages: z.array(message) }) },
  errors: [],
});

export const readInboxMessage = defineRoute({
  id: 'read-inbox-message',
  method: 'POST',
  path: '/inbox/{messageId}/reading',
  summary: '记为已读；再次提交答复不变',
  roles: readers,
  params: z.object({ messageId: z.string().regex(/^\d{8}T\d{9}Z-[0-9a-f]{26}$/) }),
  query: NOTHING,
  body: NOTHING,
  response: { status: 200, schema: message },
  errors: ['message-unknown'],
});

export const inboxRoutes = [listInbox, readInboxMessage];
