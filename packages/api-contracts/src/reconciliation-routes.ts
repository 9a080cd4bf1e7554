/** Totals first, details only on mismatch: the clean form of 3201 (对总账) and 3202 (对明细账). */
import * as z from 'zod';
import { hospitalKeySchema } from './his-settlement.ts';
import type { Role } from './roles.ts';
import { defineRoute, NOTHING } from './route.ts';

const his: readonly Role[] = ['hospital-his', 'hospital-finance'];
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const yuan = z.string().regex(/^\d{1,14}(\.\d{1,2})?$/);

const period = {
  beganOn: day.describe('对账开始日期（按结算时间，含当日）'),
  endedOn: day.describe('对账结束日期（含当日），最长 31 天'),
  insurance: z
    .string()
    .regex(/^\d{3}$/)
    .describe('险种 insutype，不填则全部')
    .optional(),
  kind: z
    .enum(['outpatient', 'inpatient'])
    .describe('门诊（med_type 1x）或住院（2x），不填则全部')
    .optional(),
};

const sums = z.strictObject({
  billed: yuan.describe('医疗费总额 medfee_sumamt'),
  granted: yuan.describe('本方案支付 eb_fund_pay'),
  fundPaid: yuan.describe('基金支付总额 fund_pay_sumamt').optional(),
  account: yuan.describe('个人账户 acct_pay').optional(),
  cash: yuan.describe('个人现金 cash_payamt').optional(),
  basic: yuan.describe('基本医疗统筹 hifp_pay').optional(),
  civilServant: yuan.describe('公务员补助 cvlserv_pay').optional(),
  enterprise: yuan.describe('企业补充 hifes_pay').optional(),
  criticalIllness: yuan.describe('居民大病 hifmi_pay').optional(),
  largeSum: yuan.describe('职工大额 hifob_pay').optional(),
  assistance: yuan.describe('医疗救助 maf_pay').optional(),
  other: yuan.describe('其他支出 oth_pay').optional(),
});
export type StatedSums = z.infer<typeof sums>;

const EXAMPLE = { beganOn: '2026-10-01', endedOn: '2026-10-09', insurance: '390', kind: 'inpatient' };
const compared = { nameZh: z.string(), said: z.string(), ours: z.string() };
/** Ours, every sum in yuan. */
const ourTotals = z.object({ settlements: z.int(), sums: z.record(z.string(), z.string()) });

export const compareTotals = defineRoute({
  id: 'compare-totals',
  method: 'POST',
  path: '/his/reconciliations/totals',
  summary: '对总账（3201）：报送期间合计，答复是否相符及本系统的合计',
  roles: his,
  params: NOTHING,
  query: NOTHING,
  body: z
    .strictObject({ ...period, settlements: z.int().min(0).describe('结算人次 fixmedins_setl_cnt'), sums })
    .meta({
      examples: [
        { ...EXAMPLE, settlements: 12, sums: { billed: '153022.50', granted: '8641.00', cash: '21400.00' } },
      ],
    }),
  response: {
    status: 200,
    schema: z.object({
      equal: z.boolean(),
      ours: ourTotals,
      differences: z.array(z.object({ name: z.string(), ...compared })),
    }),
  },
  errors: ['period-invalid', 'amount-unreadable'],
});

/** Below the gateway's limit of a body. */
const MOST_LINES = 20_000;

export const compareDetails = defineRoute({
  id: 'compare-details',
  method: 'POST',
  path: '/his/reconciliations/details',
  summary: '对明细账（3202）：总账不符时报送明细，只答复不一致的各笔',
  roles: his,
  params: NOTHING,
  query: NOTHING,
  body: z
    .strictObject({
      ...period,
      lines: z
        .array(
          z.strictObject({
            settlementId: hospitalKeySchema.describe('结算ID setl_id'),
            reversed: z.boolean().describe('已冲正 refd_setl_flag').optional(),
            sums: sums.partial(),
          }),
        )
        .max(MOST_LINES),
    })
    .meta({
      examples: [
        {
          ...EXAMPLE,
          lines: [{ settlementId: 'S202610090001', sums: { billed: '12000.00', granted: '4600.00' } }],
        },
      ],
    }),
  response: {
    status: 200,
    schema: z.object({
      compared: z.int(),
      differences: z.array(
        z.object({
          settlementId: z.string(),
          kind: z.string(),
          kindZh: z.string(),
          sums: z.array(z.object(compared)),
          settledOn: z.string().optional(),
        }),
      ),
    }),
  },
  errors: ['period-invalid', 'amount-unreadable'],
});
