/** The same doors in the national envelope (定点医药机构接口规范): one route, the transaction is `infno`. */
import * as z from 'zod';
import { defineRoute, NOTHING } from './route.ts';

/** 入院办理 · 变更 · 撤销, 预结算 · 结算 · 撤销 (门诊 22xx, 住院 23xx), 结算查询, 对总账 · 对明细账. */
export const NATIONAL_TRANSACTIONS = [
  '2401',
  '2403',
  '2404',
  '2206',
  '2207',
  '2208',
  '2303',
  '2304',
  '2305',
  '5203',
  '3201',
  '3202',
] as const;

const text = (most: number) => z.union([z.string().max(most), z.int()]).transform(String);

/** Other fields of the envelope (cainfo, dev_no …) are taken and left alone: areas send more than the specification. */
const requestSchema = z
  .looseObject({
    infno: text(6),
    msgid: text(40).optional(),
    mdtrtarea_admvs: text(6).optional(),
    insuplc_admdvs: text(6).optional(),
    fixmedins_code: z.string().max(12).optional(),
    opter: text(30).optional(),
    input: z.record(z.string(), z.unknown()),
  })
  .meta({
    examples: [
      {
        infno: '2305',
        msgid: 'H44011500001202610091030000001',
        insuplc_admdvs: '440115',
        fixmedins_code: 'H44011500001',
        inf_time: '2026-10-09 10:30:00',
        input: { data: { setl_id: 'S202610090001', memo: '费用录入有误' } },
      },
      {
        infno: '3201',
        msgid: 'H44011500001202610100900000002',
        insuplc_admdvs: '440115',
        fixmedins_code: 'H44011500001',
        input: {
          data: {
            setl_optins: '440115',
            insutype: '390',
            clr_type: '21',
            stmt_begndate: '2026-10-01',
            stmt_enddate: '2026-10-09',
            medfee_sumamt: '153022.50',
            fund_pay_sumamt: '98410.00',
            cash_payamt: '21400.00',
            fixmedins_setl_cnt: 12,
            eb_fund_pay: '8641.00',
          },
        },
      },
    ],
  });

const responseSchema = z.object({
  infcode: z.int().describe('0 成功，-1 失败'),
  inf_refmsgid: z.string(),
  refmsg_time: z.string(),
  respond_time: z.string(),
  err_msg: z.string(),
  warn_msg: z.string(),
  output: z.record(z.string(), z.unknown()),
});
export type NationalResponse = z.infer<typeof responseSchema>;

export const nationalTransaction = defineRoute({
  id: 'national-transaction',
  method: 'POST',
  path: '/his/national',
  summary:
    '国家接口报文形式：2401/2403/2404 入院，2206/2303 预结算，2207/2304 结算，2208/2305 撤销，5203 查询，3201 对总账，3202 对明细账',
  roles: ['hospital-his'],
  params: NOTHING,
  query: NOTHING,
  body: requestSchema,
  response: { status: 200, schema: responseSchema },
  errors: [],
});
