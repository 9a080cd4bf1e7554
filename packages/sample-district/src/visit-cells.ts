/** A visit in the national columns, as a hospital would export it. */
import { type Fen, printYuan } from '@erbao/kernel/money';
import { type ColumnName, SETTLEMENT_COLUMNS } from '@erbao/national-record/settlement-columns';
import type { SampleVisit } from './sample-visits.ts';

export type VisitCells = Readonly<Partial<Record<ColumnName, string>>>;

const yuan = (amount: Fen | undefined): string => (amount === undefined ? '' : printYuan(amount));
const flag = (value: boolean | undefined): string => (value === undefined ? '' : value ? '1' : '0');

const amountCells = ({ amounts }: SampleVisit): VisitCells => ({
  medfee_sumamt: yuan(amounts.totalFen),
  fulamt_ownpay_amt: yuan(amounts.selfFundedFen),
  overlmt_selfpay: yuan(amounts.aboveLimitFen),
  preselfpay_amt: yuan(amounts.firstSelfPaidFen),
  inscp_scp_amt: yuan(amounts.eligibleFen),
  act_pay_dedc: yuan(amounts.deductibleFen),
  hifp_pay: yuan(amounts.basicFen),
  cvlserv_pay: yuan(amounts.civilServantFen),
  hifes_pay: yuan(amounts.enterpriseFen),
  hifmi_pay: yuan(amounts.criticalIllnessFen),
  hifob_pay: yuan(amounts.largeSumFen),
  hifdm_pay: yuan(amounts.disabledFen),
  maf_pay: yuan(amounts.assistanceFen),
  oth_pay: yuan(amounts.otherFen),
  acct_pay: yuan(amounts.accountFen),
  psn_cash_pay: yuan(amounts.cashFen),
  psn_part_amt: yuan(amounts.personalFen),
  hosp_part_amt: yuan(amounts.hospitalFen),
  fund_pay_sumamt: yuan(amounts.fundPaidFen),
  eb_drug_fee: yuan(amounts.drugFen),
});

export const visitCells = (visit: SampleVisit): VisitCells => ({
  fixmedins_code: visit.hospital.hospitalId,
  setl_id: visit.settlementId,
  mdtrt_id: `JZ${visit.settlementId.slice(2)}`,
  psn_cert_type: '01',
  certno: visit.member.identityNumber,
  psn_name: visit.member.name,
  insutype: '390',
  med_type: visit.medicalType,
  begndate: visit.beganOn,
  enddate: visit.endedOn,
  setl_time: `${visit.endedOn} 10:00:00`,
  dscg_maindiag_code: visit.mainDiagnosis,
  dise_codg: visit.diseaseCode,
  ...amountCells(visit),
  refd_setl_flag: '0',
  eb_pathology_flag: flag(visit.cancer === undefined ? undefined : true),
  eb_first_confirmed_on: visit.cancer?.firstConfirmedOn ?? '',
  eb_metastatic_flag: flag(visit.cancer?.metastatic),
  eb_stage: visit.cancer?.stage ?? '',
  eb_chemo_flag: flag(visit.cancer?.chemotherapy),
});

/** In the order of the template. */
export const cellList = (cells: VisitCells): readonly string[] =>
  SETTLEMENT_COLUMNS.map(({ name }) => cells[name] ?? '');
