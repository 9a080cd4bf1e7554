/**
 * What a hospital says of a settlement, without the person: kept beside the decision, so that the same settlement said
 * again (a resent request, a row of the month file) can be compared column by column.
 */
import { type Fen, printYuan } from '@erbao/kernel/money';
import { fenSchema, localDateSchema } from '@erbao/kernel/schemas';
import * as z from 'zod';
import { type ColumnName, columnZh } from './settlement-columns.ts';
import type { SettlementAmounts, SettlementRow } from './settlement-row.ts';

/** Amounts by our word, and the column in which the hospital wrote each. */
export const AMOUNT_COLUMNS = {
  totalFen: 'medfee_sumamt',
  selfFundedFen: 'fulamt_ownpay_amt',
  aboveLimitFen: 'overlmt_selfpay',
  firstSelfPaidFen: 'preselfpay_amt',
  eligibleFen: 'inscp_scp_amt',
  deductibleFen: 'act_pay_dedc',
  basicFen: 'hifp_pay',
  civilServantFen: 'cvlserv_pay',
  enterpriseFen: 'hifes_pay',
  criticalIllnessFen: 'hifmi_pay',
  largeSumFen: 'hifob_pay',
  disabledFen: 'hifdm_pay',
  assistanceFen: 'maf_pay',
  otherFen: 'oth_pay',
  accountFen: 'acct_pay',
  cashFen: 'psn_cash_pay',
  personalFen: 'psn_part_amt',
  hospitalFen: 'hosp_part_amt',
  fundPaidFen: 'fund_pay_sumamt',
  drugFen: 'eb_drug_fee',
  veteransFen: 'eb_veterans_amt',
} as const satisfies Readonly<Record<keyof SettlementAmounts, ColumnName>>;

const amountsSchema = z.object({
  totalFen: fenSchema,
  selfFundedFen: fenSchema,
  aboveLimitFen: fenSchema,
  firstSelfPaidFen: fenSchema,
  eligibleFen: fenSchema,
  deductibleFen: fenSchema,
  basicFen: fenSchema,
  civilServantFen: fenSchema,
  enterpriseFen: fenSchema,
  criticalIllnessFen: fenSchema,
  largeSumFen: fenSchema,
  disabledFen: fenSchema,
  assistanceFen: fenSchema,
  otherFen: fenSchema,
  accountFen: fenSchema,
  cashFen: fenSchema,
  personalFen: fenSchema.optional(),
  hospitalFen: fenSchema,
  fundPaidFen: fenSchema,
  drugFen: fenSchema.optional(),
  veteransFen: fenSchema.optional(),
});

/** Columns that are no amounts; a text each, as the file would say it. */
const TEXT_COLUMNS = [
  'mdtrt_id',
  'insutype',
  'med_type',
  'begndate',
  'enddate',
  'dscg_maindiag_code',
  'dise_codg',
  'eb_pathology_flag',
  'eb_first_confirmed_on',
  'eb_metastatic_flag',
  'eb_stage',
  'eb_hiv_flag',
  'eb_chemo_flag',
  'eb_transplant_flag',
  'eb_cause_flags',
] as const satisfies readonly ColumnName[];
type TextColumn = (typeof TEXT_COLUMNS)[number];

export const settlementSheetSchema = z.object({
  beganOn: localDateSchema,
  endedOn: localDateSchema,
  amounts: amountsSchema,
  /** Absent columns were blank. */
  texts: z.partialRecord(z.enum(TEXT_COLUMNS), z.string()),
});
export type SettlementSheet = z.infer<typeof settlementSheetSchema>;

const flag = (value: boolean | undefined): string => (value === undefined ? '' : value ? '1' : '0');

const textsOf = (row: SettlementRow): Readonly<Record<TextColumn, string>> => ({
  mdtrt_id: row.visitId ?? '',
  insutype: row.insurance,
  med_type: row.medicalType,
  begndate: row.beganOn,
  enddate: row.endedOn,
  dscg_maindiag_code: row.mainDiagnosis ?? '',
  dise_codg: row.diseaseCode ?? '',
  eb_pathology_flag: flag(row.pathologyConfirmed),
  eb_first_confirmed_on: row.firstConfirmedOn ?? '',
  eb_metastatic_flag: flag(row.metastatic),
  eb_stage: row.stage ?? '',
  eb_hiv_flag: flag(row.hiv),
  eb_chemo_flag: flag(row.chemotherapy),
  eb_transplant_flag: flag(row.marrowTransplant),
  eb_cause_flags: [...row.causes].sort().join(';'),
});

/** The moment of settling is left out: a resent request may carry another second and is the same settlement. */
export const sheetOf = (row: SettlementRow): SettlementSheet =>
  settlementSheetSchema.parse({
    beganOn: row.beganOn,
    endedOn: row.endedOn,
    amounts: row.amounts,
    texts: Object.fromEntries(Object.entries(textsOf(row)).filter(([, text]) => text !== '')),
  });

export type SheetDifference = {
  readonly column: ColumnName;
  readonly said: string;
  readonly onRecord: string;
};

const printed = (amount: Fen | undefined): string => (amount === undefined ? '' : printYuan(amount));
const isAmount = (name: string): name is keyof typeof AMOUNT_COLUMNS => Object.hasOwn(AMOUNT_COLUMNS, name);
const AMOUNTS = Object.keys(AMOUNT_COLUMNS).filter(isAmount);

/** Every column in which two sheets of one settlement differ, as both sides wrote it. */
export const compareSheets = (
  said: SettlementSheet,
  onRecord: SettlementSheet,
): readonly SheetDifference[] => {
  const amounts = AMOUNTS.filter((name) => said.amounts[name] !== onRecord.amounts[name]).map((name) => ({
    column: AMOUNT_COLUMNS[name],
    said: printed(said.amounts[name]),
    onRecord: printed(onRecord.amounts[name]),
  }));
  const texts = TEXT_COLUMNS.filter((name) => said.texts[name] !== onRecord.texts[name]).map((name) => ({
    column: name,
    said: said.texts[name] ?? '',
    onRecord: onRecord.texts[name] ?? '',
  }));
  return [...amounts, ...texts];
};

const AMOUNT_NAMES: readonly string[] = Object.values(AMOUNT_COLUMNS);

/** Sums with both sides; of a diagnosis or a date only that it differs. */
export const differenceZh = ({ column, said, onRecord }: SheetDifference): string =>
  AMOUNT_NAMES.includes(column)
    ? `${columnZh(column)}（${column}）：已结算 ${onRecord}，本次 ${said}`
    : `${columnZh(column)}（${column}）：与已结算的不同`;
