/** 待办提醒: what a role was told of and has not done, so that nobody needs to watch the clock. */
import * as z from 'zod';
import { type Role, ROLES } from './roles.ts';
import { defineRoute, NOTHING } from './route.ts';

const DESKS = [
  'site-clerk',
  'adjudicator',
  'reviewer',
  'supervisor',
  'joint-office',
  'finance',
  'finance-approver',
  'medical-monitor',
  'bureau',
] as const satisfies readonly Role[];

export const reminderSchema = z.object({
  /** The claim, statement or month that it is about. */
  subjectId: z.string(),
  deadlineId: z.string(),
  text: z.string(),
  clause: z.string(),
  dueAt: z.string(),
  state: z.string(),
  role: z.enum(ROLES),
});
export type Reminder = z.infer<typeof reminderSchema>;

export const listReminders = defineRoute({
  id: 'list-reminders',
  method: 'GET',
  path: '/reminders',
  summary: '本岗位的待办提醒，按时限由近到远：临近或超过时限的事项、银行结果有出入、须止付或重新支付的款项',
  roles: DESKS,
  params: NOTHING,
  query: z.object({ role: z.enum(DESKS), after: z.string().max(2_000).optional() }),
  body: NOTHING,
  response: {
    status: 200,
    schema: z.object({ reminders: z.array(reminderSchema), next: z.string().optional() }),
  },
  errors: ['role-not-allowed'],
});

export const reminderRoutes = [listReminders];
