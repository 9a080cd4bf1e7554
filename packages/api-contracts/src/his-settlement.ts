/** What a hospital's system says of a settlement in our clean JSON, and what it is answered. */
import * as z from 'zod';

/** A number of the hospital's own. */
export const hospitalKeySchema = z.string().regex(/^[\w.-]{1,40}$/);
const code = (pattern: RegExp, zh: string) => z.string().regex(pattern).describe(zh);
const yuan = (zh: string) =>
  z
    .string()
    .regex(/^\d{1,14}(\.\d{1,2})?$/)
    .describe(`${zh}，元，最多两位小数`);
const day = (zh: string) =>
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .describe(zh);
const localTime = (zh: string) =>
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/)
    .describe(`${zh}，北京时间 YYYY-MM-DD HH:mm:ss`);

export const hisAmountsSchema = z.strictObject({
  total: yuan('医疗费总额 medfee_sumamt'),
  selfFunded: yuan('全自费金额 fulamt_ownpay_amt'),
  aboveLimit: yuan('超限价自费 overlmt_selfpay').optional(),
  firstSelfPaid: yuan('先行自付 preselfpay_amt'),
  eligible: yuan('符合政策范围 inscp_scp_amt'),
  deductible: yuan('实际支付起付线 act_pay_dedc'),
  basic: yuan('基本医疗统筹 hifp_pay'),
  civilServant: yuan('公务员补助 cvlserv_pay'),
  enterprise: yuan('企业补充 hifes_pay'),
  criticalIllness: yuan('居民大病 hifmi_pay'),
  largeSum: yuan('职工大额 hifob_pay'),
  disabled: yuan('伤残保障 hifdm_pay').optional(),
  assistance: yuan('医疗救助 maf_pay'),
  other: yuan('其他支出 oth_pay'),
  account: yuan('个人账户 acct_pay').optional(),
  cash: yuan('个人现金 psn_cash_pay'),
  personal: yuan('个人负担总金额 psn_part_amt').optional(),
  hospital: yuan('医院负担 hosp_part_amt').optional(),
  fundPaid: yuan('基金支付总额 fund_pay_sumamt'),
  drug: yuan('药品费用').optional(),
  veterans: yuan('优抚部门核定补助').optional(),
});

export const identityNumberSchema = z.string().min(4).max(30).describe('证件号码');

const said = {
  visitId: hospitalKeySchema.describe('就诊ID mdtrt_id').optional(),
  insured: z.strictObject({
    identityNumber: identityNumberSchema,
    certificateType: code(/^\d{2}$/, '证件类型 psn_cert_type，默认 01').optional(),
    name: z.string().min(1).max(50),
    personNumber: hospitalKeySchema.describe('人员编号 psn_no').optional(),
  }),
  insurance: code(/^\d{3}$/, '险种 insutype，如 390'),
  medicalType: code(/^[1-9]\d{1,5}$/, '医疗类别 med_type，如 21'),
  /** 参保地区划: decides how fund_pay_sumamt is counted. */
  insuredArea: code(/^\d{6}$/, '参保地医保区划').optional(),
  beganOn: day('入院（就诊）日期'),
  endedOn: day('出院（就诊）日期'),
  mainDiagnosis: z.string().max(16).describe('出院主诊断 ICD-10').optional(),
  diseaseCode: hospitalKeySchema.describe('病种编码 dise_codg').optional(),
  amounts: hisAmountsSchema,
  cancer: z
    .strictObject({
      pathologyConfirmed: z.boolean().optional(),
      firstConfirmedOn: day('首次确诊日期').optional(),
      metastatic: z.boolean().optional(),
      stage: z.string().max(40).optional(),
      hiv: z.boolean().optional(),
      chemotherapy: z.boolean().optional(),
      marrowTransplant: z.boolean().optional(),
    })
    .optional(),
  causes: z
    .array(z.enum(['drug-abuse', 'nuclear', 'maternity', 'accident', 'mass-disaster', 'referred']))
    .max(6)
    .optional(),
};

/** Made-up, valid in form. */
const EXAMPLE = {
  insured: { identityNumber: '440115196503029032', name: '样例甲' },
  insurance: '390',
  medicalType: '21',
  insuredArea: '440115',
  beganOn: '2026-10-01',
  endedOn: '2026-10-09',
  mainDiagnosis: 'J18.900',
  amounts: {
    total: '12000.00',
    selfFunded: '1000.00',
    firstSelfPaid: '500.00',
    eligible: '10500.00',
    deductible: '400.00',
    basic: '7000.00',
    civilServant: '0.00',
    enterprise: '0.00',
    criticalIllness: '0.00',
    largeSum: '0.00',
    assistance: '0.00',
    other: '0.00',
    cash: '5000.00',
    fundPaid: '7000.00',
  },
};

export const hisQuoteSchema = z.strictObject(said).meta({ examples: [EXAMPLE] });
export const hisSettlementSchema = z
  .strictObject({
    settlementId: hospitalKeySchema.describe('结算ID setl_id，院内唯一，至多 40 位字母、数字和 . _ -'),
    settledAt: localTime('结算时间'),
    ...said,
  })
  .meta({ examples: [{ settlementId: 'S202610090001', settledAt: '2026-10-09 10:30:00', ...EXAMPLE }] });

const paidPart = { payer: z.string(), nameZh: z.string(), amountFen: z.int(), amountYuan: z.string() };
export const ownedQuestionSchema = z.object({ about: z.string(), department: z.string(), text: z.string() });
const coded = z.object({ code: z.string(), text: z.string() });

export const settlementAnswerSchema = z.object({
  settlementId: z.string(),
  state: z.enum(['quoted', 'settled', 'reversed']),
  outcome: z.enum(['granted', 'nothing', 'refused', 'referred']),
  reason: z.string().optional(),
  reasonZh: z.string().optional(),
  month: z.string().describe('结算月份：医院按此月与基金结算'),
  totalFen: z.int(),
  earlierPayers: z.array(z.object(paidPart)),
  benefits: z.array(
    z.object({ ...paidPart, clauses: z.array(z.object({ clause: z.string(), text: z.string() })) }),
  ),
  grantedFen: z.int().describe('本方案支付合计'),
  patientOwesFen: z.int().describe('个人还应付'),
  patientOwesYuan: z.string(),
  patientReceivesFen: z.int().describe('定额待遇超出应付的部分，由医院代发'),
  ceilings: z.array(
    z.object({ ceiling: z.string(), title: z.string(), limitFen: z.int(), leftFen: z.int() }),
  ),
  referrals: z.array(coded),
  warnings: z.array(z.object({ identity: z.string(), differenceFen: z.int(), text: z.string() })),
  questions: z.array(ownedQuestionSchema),
  scheme: z.object({ schemeId: z.string(), title: z.string(), version: z.string() }),
  receiptHash: z.string(),
});
