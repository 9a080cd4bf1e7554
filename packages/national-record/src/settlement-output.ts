/** Our answer in national names: `setlinfo` with sums in yuan, `setldetail` with one line for each fund's part. */
import { type Fen, printYuan } from '@erbao/kernel/money';

/** fund_pay_type has six characters; `EB` and four digits are our own, beside the national codes. */
const OWN_FUND = 'EB';
const LONGEST_INFO = 4_000;

export type SettledSums = {
  readonly setlId: string;
  readonly settlementId: string;
  readonly state: string;
  readonly outcome: string;
  readonly reason: string | undefined;
  readonly reasonZh: string | undefined;
  readonly month: string;
  readonly totalFen: Fen;
  readonly grantedFen: Fen;
  readonly patientOwesFen: Fen;
  readonly patientReceivesFen: Fen;
  readonly benefits: readonly {
    readonly nameZh: string;
    readonly amountFen: Fen;
    readonly clauses: readonly { readonly clause: string; readonly text: string }[];
  }[];
  readonly ceilings: readonly { readonly title: string; readonly leftFen: Fen }[];
  readonly receiptHash: string;
};

export const nationalSettlement = (sums: SettledSums): Readonly<Record<string, unknown>> => ({
  setlinfo: {
    setl_id: sums.setlId,
    medfee_sumamt: printYuan(sums.totalFen),
    eb_settlement_id: sums.settlementId,
    eb_state: sums.state,
    eb_outcome: sums.outcome,
    eb_reason: sums.reason ?? '',
    eb_reason_zh: sums.reasonZh ?? '',
    eb_settle_month: sums.month,
    eb_fund_pay: printYuan(sums.grantedFen),
    eb_patient_owes: printYuan(sums.patientOwesFen),
    eb_patient_receives: printYuan(sums.patientReceivesFen),
    eb_receipt: sums.receiptHash,
  },
  setldetail: sums.benefits.map(({ nameZh, amountFen, clauses }, index) => ({
    fund_pay_type: `${OWN_FUND}${String(index + 1).padStart(4, '0')}`,
    fund_pay_type_name: nameZh,
    fund_payamt: printYuan(amountFen),
    setl_proc_info: clauses
      .map(({ clause, text }) => `${clause} ${text}`)
      .join('；')
      .slice(0, LONGEST_INFO),
  })),
  eb_ceilings: sums.ceilings.map(({ title, leftFen }) => ({ title, left: printYuan(leftFen) })),
});
