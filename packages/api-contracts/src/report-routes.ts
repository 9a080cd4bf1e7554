/** How the work went, for those who answer for it: promises kept, the engine's approvals looked at blind. */
import * as z from 'zod';
import type { Role } from './roles.ts';
import { defineRoute, NOTHING } from './route.ts';
import { monthSchema } from './shapes.ts';

const reportReaders: readonly Role[] = ['supervisor', 'joint-office', 'auditor', 'bureau'];

export const readBlindReport = defineRoute({
  id: 'read-blind-report',
  method: 'GET',
  path: '/reports/blind-reviews',
  summary: '自动核定抽查：一致与不一致的件数',
  roles: reportReaders,
  params: NOTHING,
  query: NOTHING,
  body: NOTHING,
  response: { status: 200, schema: z.object({ same: z.int(), differs: z.int(), open: z.int() }) },
  errors: [],
});

export const promiseRowSchema = z.object({
  office: z.string(),
  deadlineId: z.string(),
  clause: z.string(),
  count: z.int(),
  running: z.int(),
  kept: z.int(),
  breached: z.int(),
  medianMinutes: z.int().optional(),
  percentile95Minutes: z.int().optional(),
});

export const readPromiseReport = defineRoute({
  id: 'read-promise-report',
  method: 'GET',
  path: '/reports/promises',
  summary: '时限报告：按网点与时限统计件数、中位数、95分位、超时（工作时间分钟，不含等待申请人）',
  roles: reportReaders,
  params: NOTHING,
  query: z.object({ month: monthSchema }),
  body: NOTHING,
  response: { status: 200, schema: z.object({ month: z.string(), rows: z.array(promiseRowSchema) }) },
  errors: [],
});

export const reportRoutes = [readBlindReport, readPromiseReport];
