/** What a hospital's finance office may do: its own monthly files. */
import * as z from 'zod';
import type { Role } from './roles.ts';
import { defineRoute, NOTHING } from './route.ts';
import { sha256Schema, uploadSchema } from './uploads.ts';

const hospital: readonly Role[] = ['hospital-finance'];
const fileIdParams = z.object({ fileId: z.string().regex(/^file-[0-9a-f]{26}$/) });

export const settlementFileSchema = z.object({
  fileId: z.string(),
  fileName: z.string(),
  month: z.string(),
  kind: z.enum(['month', 'day']),
  state: z.string(),
  stateName: z.string(),
  uploadedAt: z.string().optional(),
  /** Why the whole file was refused, when it was. */
  problems: z.array(z.object({ code: z.string(), text: z.string() })),
  totals: z
    .object({
      rowsIn: z.int(),
      decided: z.int(),
      refused: z.int(),
      referred: z.int(),
      bad: z.int(),
      medfeeSumFen: z.int(),
      grantedFen: z.int(),
      grantedYuan: z.string(),
      reconciles: z.boolean(),
    })
    .optional(),
});

export const ticketSettlementFile = defineRoute({
  id: 'ticket-settlement-file',
  method: 'POST',
  path: '/settlement-files/tickets',
  summary: '申请上传月度结算申报文件的凭证（XLSX，或 CSV：UTF-8、GB18030）',
  roles: hospital,
  params: NOTHING,
  query: NOTHING,
  body: z.strictObject({
    month: z
      .string()
      .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
      .describe('结算月份 YYYY-MM'),
    kind: z
      .enum(['month', 'day'])
      .describe('month 月度申报（默认）；day 断线期间的当日结算补传，不参与月度核对')
      .optional(),
    fileName: z.string().min(1).max(120),
    bytes: z
      .int()
      .min(1)
      .max(512 * 1024 * 1024),
    sha256: sha256Schema,
  }),
  response: { status: 201, schema: z.object({ fileId: z.string(), upload: uploadSchema }) },
  errors: ['hospital-unknown', 'settlement-file-known', 'settlement-month-closed'],
});

export const listSettlementFiles = defineRoute({
  id: 'list-settlement-files',
  method: 'GET',
  path: '/settlement-files',
  summary: '本院上传的月度文件',
  roles: hospital,
  params: NOTHING,
  query: NOTHING,
  body: NOTHING,
  response: { status: 200, schema: z.object({ files: z.array(settlementFileSchema) }) },
  errors: [],
});

export const readSettlementFile = defineRoute({
  id: 'read-settlement-file',
  method: 'GET',
  path: '/settlement-files/{fileId}',
  summary: '月度文件的处理状态与合计',
  roles: hospital,
  params: fileIdParams,
  query: NOTHING,
  body: NOTHING,
  response: { status: 200, schema: settlementFileSchema },
  errors: ['settlement-file-unknown'],
});

export const readSettlementResult = defineRoute({
  id: 'read-settlement-result',
  method: 'GET',
  path: '/settlement-files/{fileId}/result',
  summary: '下载逐行结果文件',
  roles: hospital,
  params: fileIdParams,
  query: NOTHING,
  body: NOTHING,
  response: { status: 200, schema: z.object({ url: z.string(), fileName: z.string() }) },
  errors: ['settlement-file-unknown', 'settlement-result-not-ready'],
});

export const readSettlementTemplate = defineRoute({
  id: 'read-settlement-template',
  method: 'GET',
  path: '/settlement-template',
  summary: '月度文件的表头模板',
  roles: hospital,
  params: NOTHING,
  query: NOTHING,
  body: NOTHING,
  response: {
    status: 200,
    schema: z.object({
      fileName: z.string(),
      csv: z.string(),
      workbookName: z.string(),
      workbookBase64: z.base64().describe('XLSX 模板：明细表与填写说明，单元格均为文本'),
    }),
  },
  errors: [],
});

export const hospitalRoutes = [
  ticketSettlementFile,
  listSettlementFiles,
  readSettlementFile,
  readSettlementResult,
  readSettlementTemplate,
];
