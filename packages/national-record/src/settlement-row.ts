/**
 * One settlement of a hospital as this program keeps it: our words, integer fen, real dates. Nothing outside this
 * package needs a national field name.
 */
import type { Instant, LocalDate } from '@erbao/kernel/dates';
import type { Fen } from '@erbao/kernel/money';
import type { CauseFlag, InsuranceWord, ProblemCode } from './cells.ts';
import { PROBLEM_ZH } from './cells.ts';
import { type ColumnName, columnZh } from './settlement-columns.ts';

export type SettlementAmounts = {
  readonly totalFen: Fen;
  readonly selfFundedFen: Fen;
  readonly aboveLimitFen: Fen;
  readonly firstSelfPaidFen: Fen;
  readonly eligibleFen: Fen;
  readonly deductibleFen: Fen;
  readonly basicFen: Fen;
  readonly civilServantFen: Fen;
  readonly enterpriseFen: Fen;
  readonly criticalIllnessFen: Fen;
  readonly largeSumFen: Fen;
  readonly disabledFen: Fen;
  readonly assistanceFen: Fen;
  readonly otherFen: Fen;
  readonly accountFen: Fen;
  readonly cashFen: Fen;
  /** Undefined when the file does not say it: unknown is not zero. */
  readonly personalFen: Fen | undefined;
  readonly hospitalFen: Fen;
  readonly fundPaidFen: Fen;
  readonly drugFen: Fen | undefined;
  /** 优抚部门核定的补助: said by its department, paid by the scheme (安顺); no earlier payer. */
  readonly veteransFen?: Fen | undefined;
};

export type SettlementRow = {
  readonly facilityCode: string;
  readonly settlementId: string;
  readonly visitId: string | undefined;
  readonly insuredNumber: string | undefined;
  readonly identityNumber: string;
  readonly personName: string;
  readonly insurance: InsuranceWord;
  readonly medicalType: string;
  readonly beganOn: LocalDate;
  readonly endedOn: LocalDate;
  readonly settledAt: Instant;
  readonly mainDiagnosis: string | undefined;
  readonly diseaseCode: string | undefined;
  readonly amounts: SettlementAmounts;
  /** 退费结算: the amounts undo an earlier settlement and may be negative. */
  readonly refunded: boolean;
  readonly pathologyConfirmed: boolean | undefined;
  readonly firstConfirmedOn: LocalDate | undefined;
  readonly metastatic: boolean | undefined;
  readonly stage: string | undefined;
  readonly hiv: boolean | undefined;
  readonly chemotherapy: boolean | undefined;
  readonly marrowTransplant: boolean | undefined;
  readonly causes: readonly CauseFlag[];
};

/** A column, a stable code and the sentence for the hospital. Never the value: it may be a name or a number. */
export type RowProblem = {
  readonly column: string;
  readonly code: ProblemCode;
  readonly messageZh: string;
};

export type ReadRow =
  | { readonly ok: true; readonly row: SettlementRow }
  | { readonly ok: false; readonly problems: readonly RowProblem[] };

export const rowProblem = (column: ColumnName, code: ProblemCode): RowProblem => ({
  column,
  code,
  messageZh: `${columnZh(column)}（${column}）：${PROBLEM_ZH[code]}`,
});
