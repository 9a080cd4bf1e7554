/**
 * The claim message: the published contract by which any channel files a claim on the queue `claim-messages`. Its JSON
 * Schema and examples are printed by `npm run -s openapi -- --claim-message` and published beside the API. Amounts are
 * yuan as text, dates Asia/Shanghai civil dates.
 */
import { contentId, canonicalJson, sha256Hex } from '@erbao/kernel/ids';
import * as z from 'zod';
import { PAPER_KINDS } from './paper-kinds.ts';
import { residentNumberSchema } from './shapes.ts';

const yuan = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,2})?$/)
  .describe('元，最多两位小数，例如 "12000.00"');
const date = z.iso.date().describe('北京时间日期 YYYY-MM-DD');

export const claimDiagnosisSchema = z.strictObject({
  code: z
    .string()
    .regex(/^[A-Za-z]\d{2}[A-Za-z0-9.+*]{0,10}$/)
    .describe('ICD-10 医保版编码'),
  main: z.boolean().describe('是否主要诊断'),
  pathologyConfirmed: z.boolean().optional(),
  firstConfirmedOn: date.optional().describe('首次确诊日期'),
  metastatic: z.boolean().optional(),
  stage: z.string().max(40).optional(),
  hiv: z.boolean().optional(),
  chemotherapy: z.boolean().optional(),
  marrowTransplant: z.boolean().optional(),
  listedDisease: z.boolean().optional(),
});

export const claimBillSchema = z.strictObject({
  kind: z.enum(['inpatient', 'special-outpatient', 'chronic-outpatient', 'outpatient']),
  hospitalId: z
    .string()
    .regex(/^H\d{11}$/)
    .describe('定点医药机构编号'),
  admittedOn: date.optional(),
  dischargedOn: date.optional(),
  servedOn: date.optional(),
  diagnoses: z.array(claimDiagnosisSchema).max(30).optional(),
  disease: z.string().max(64).optional(),
  flags: z
    .array(z.enum(['drug-abuse', 'nuclear', 'maternity', 'accident', 'mass-disaster', 'referred']))
    .optional(),
  amounts: z.strictObject({
    total: yuan,
    eligible: yuan.optional(),
    deductible: yuan.optional(),
    basic: yuan.optional(),
    criticalIllness: yuan.optional(),
    assistance: yuan.optional(),
    other: yuan.optional(),
    excluded: yuan.optional(),
    drug: yuan.optional(),
    veterans: yuan.optional(),
  }),
});

export const claimAccountSchema = z.strictObject({
  holder: z.string().min(1).max(60).describe('户名'),
  number: z
    .string()
    .regex(/^\d{8,32}$/)
    .describe('银行账号'),
  bankName: z.string().min(1).max(60),
  cnaps: z
    .string()
    .regex(/^\d{12}$/)
    .describe('联行号'),
  relation: z.enum(['self', 'guardian']),
});

export const claimPaperSchema = z.strictObject({
  kind: z.enum(PAPER_KINDS),
  paperId: z.string().regex(/^paper-[0-9a-f]{26}$/),
});

export const claimInvoiceSchema = z.strictObject({
  code: z
    .string()
    .regex(/^\d{8,12}$/)
    .describe('票据代码'),
  number: z
    .string()
    .regex(/^\d{8,20}$/)
    .describe('票据号码'),
});
export const settlementNumberSchema = z
  .string()
  .regex(/^[\w.-]{1,40}$/)
  .optional()
  .describe('医保结算单上的结算ID');

/** 零星报销 · 补充报销（另有商业保险等已报） · 癌症 · 门慢登记. */
export const CLAIM_KINDS = ['single', 'supplementary', 'cancer', 'chronic'] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];
export const claimKindSchema = z
  .enum(CLAIM_KINDS)
  .optional()
  .describe(
    '申请种类：零星报销（缺省）、补充报销、癌症、门慢登记；决定所需材料。门慢登记：bill 填确诊医院、确诊日期（servedOn）和病种（disease），金额为0；不填票据和账户',
  );

const personSchema = z.union([
  z.strictObject({ memberId: z.string().regex(/^member-[0-9a-f]{26}$/) }),
  z.strictObject({ identityNumber: residentNumberSchema }),
]);

export const claimMessageSchema = z.strictObject({
  contract: z.literal('erbao.claim/1'),
  filingId: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{7,63}$/)
    .describe('渠道为每次申请生成的唯一编号；同一申请重发时保持不变'),
  channel: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,31}$/)
    .describe('渠道代号，例如 citizen-mobile'),
  filedAt: z.iso.datetime({ offset: true }),
  filedBy: z.string().min(1).max(128).describe('提交人在渠道身份系统中的编号'),
  insured: personSchema,
  invoice: claimInvoiceSchema.optional().describe('除门慢登记外必填'),
  settlementNumber: settlementNumberSchema,
  claimKind: claimKindSchema,
  office: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{1,31}$/)
    .optional()
    .describe('受理网点代号；参保人自行提交时不填'),
  byGuardian: z.boolean().optional().describe('监护人为未成年人提交'),
  guardian: personSchema.optional().describe('提交的监护人本人（已参保的）：可在自己的申请列表中查看'),
  bill: claimBillSchema,
  papers: z.array(claimPaperSchema).max(60),
  account: claimAccountSchema.optional().describe('除门慢登记外必填'),
});
export type ClaimMessage = z.infer<typeof claimMessageSchema>;

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const NUMBER_LENGTH = 12;

/**
 * The claim number: `ER-` and three groups of four characters without I, L, O, U, made from channel and filing id (60
 * bits), so that a message that comes twice is one claim. Short enough to be read out on the telephone.
 */
export const claimNumber = (channel: string, filingId: string): string => {
  const hex = contentId('claim', channel, filingId).slice('claim-'.length);
  let rest = BigInt(`0x${hex}`);
  let text = '';
  while (text.length < NUMBER_LENGTH) {
    text += ALPHABET.charAt(Number(rest % 32n));
    rest /= 32n;
  }
  return `ER-${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`;
};

/** What the claim says, without the moment of filing: the same claim sent again has the same hash. */
export const claimContentHash = ({ filedAt: _filedAt, ...content }: ClaimMessage): string =>
  sha256Hex(canonicalJson(content));
