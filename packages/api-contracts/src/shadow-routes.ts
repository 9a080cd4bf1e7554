/** 每夜试算: what the month's end would find, as of last night; and stays that were settled and never registered. */
import * as z from 'zod';
import { defineRoute, NOTHING } from './route.ts';
import { hospitalIdSchema, monthSchema } from './shapes.ts';

const night = z.object({
  night: z.string().describe('试算当日（凌晨）'),
  at: z.string(),
  settlements: z.int(),
  billedFen: z.int(),
  grantedFen: z.int(),
  findings: z.array(
    z.object({
      kind: z.string(),
      kindName: z.string(),
      count: z.int(),
      grantedFen: z.int(),
      examples: z.array(z.string()).describe('至多 20 个结算号、就诊号或编号'),
    }),
  ),
});
const nights = z.object({
  hospitalId: z.string(),
  month: z.string(),
  last: night.optional().describe('最近一夜'),
  history: z.array(
    z.object({ night: z.string(), settlements: z.int(), grantedFen: z.int(), findings: z.int() }),
  ),
});

export const readShadowMonth = defineRoute({
  id: 'read-shadow-month',
  method: 'GET',
  path: '/settlement-months/{month}/shadow',
  summary: '本院本月截至昨夜的试算：月末会发现什么、各夜变化',
  roles: ['hospital-finance', 'hospital-his'],
  params: z.object({ month: monthSchema }),
  query: NOTHING,
  body: NOTHING,
  response: { status: 200, schema: nights },
  errors: [],
});

export const readHospitalShadow = defineRoute({
  id: 'read-hospital-shadow',
  method: 'GET',
  path: '/hospital-months/{hospitalId}/{month}/shadow',
  summary: '一家医院本月截至昨夜的试算',
  roles: ['finance', 'supervisor', 'bureau'],
  params: z.object({ hospitalId: hospitalIdSchema, month: monthSchema }),
  query: NOTHING,
  body: NOTHING,
  response: { status: 200, schema: nights },
  errors: [],
});

const unregistered = z.object({
  stays: z.array(
    z.object({
      setlId: z.string(),
      visitId: z.string().optional(),
      beganOn: z.string(),
      endedOn: z.string(),
      grantedFen: z.int(),
      registration: z.string(),
      registrationName: z.string(),
    }),
  ),
  next: z.string().optional().describe('尚有未查的结算，用 after 续查'),
});
const pages = z.object({ after: z.string().max(2_000).optional() });

export const listOwnUnregisteredStays = defineRoute({
  id: 'list-own-unregistered-stays',
  method: 'GET',
  path: '/settlement-months/{month}/unregistered-stays',
  summary: '本院本月没有有效入院登记的住院结算（每次查 500 笔结算）',
  roles: ['hospital-finance', 'hospital-his'],
  params: z.object({ month: monthSchema }),
  query: pages,
  body: NOTHING,
  response: { status: 200, schema: unregistered },
  errors: [],
});

export const listUnregisteredStays = defineRoute({
  id: 'list-unregistered-stays',
  method: 'GET',
  path: '/hospital-months/{hospitalId}/{month}/unregistered-stays',
  summary: '一家医院本月没有有效入院登记的住院结算（每次查 500 笔结算）',
  roles: ['finance', 'supervisor', 'medical-monitor', 'bureau'],
  params: z.object({ hospitalId: hospitalIdSchema, month: monthSchema }),
  query: pages,
  body: NOTHING,
  response: { status: 200, schema: unregistered },
  errors: [],
});

export const shadowRoutes = [
  readShadowMonth,
  readHospitalShadow,
  listOwnUnregisteredStays,
  listUnregisteredStays,
];
