/** A row of the file adjudicated in the place of what stood on record under its id: the plan gives the sum. */
import { findAccumulators } from '@erbao/adjudication/accumulators';
import { recordById } from '@erbao/adjudication/adjudication-record';
import type { District } from '@erbao/adjudication/decider';
import { planFollowing } from '@erbao/adjudication/following-decision';
import { planAdjudication, type Subject } from '@erbao/adjudication/plan';
import type { SchemeBook } from '@erbao/benefit-policy/scheme-book';
import type { Files } from '@erbao/cloud-kit/files';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import { findHospital } from '@erbao/hospitals/hospital-store';
import type { Clock, Instant } from '@erbao/kernel/dates';
import { Conflict, NotFound } from '@erbao/kernel/errors';
import { type Fen, subtractFen, ZERO_FEN } from '@erbao/kernel/money';
import { memberIdOf } from '@erbao/members/member';
import { findMember } from '@erbao/members/member-store';
import { type FundSumRules, fundSumRuleOf } from '@erbao/national-record/fund-sum-rules';
import type { SettlementRow } from '@erbao/national-record/settlement-row';
import * as settlements from '@erbao/one-stop/hospital-settlement';
import { settlementIdOf } from '@erbao/one-stop/settlement-id';
import type { BlindIndex } from '@erbao/personal-data/field-cipher';
import { type DecisionKind, type Difference } from '@erbao/settlement-files/difference';
import { rowPlace } from '@erbao/settlement-files/match-row';
import { subjectOfRow } from '@erbao/settlement-files/row-subject';
import type { SettlementFile } from '@erbao/settlement-files/settlement-file';
import { rowOfFile } from './row-of-file.ts';

export type Needs = {
  readonly tables: Tables;
  readonly store: Files;
  readonly clock: Clock;
  readonly schemes: SchemeBook;
  readonly district: District;
  readonly index: BlindIndex;
  readonly fundSumRules: FundSumRules;
};

/** How the month's totals move with it. */
export type Decided = {
  readonly writes: readonly Write[];
  readonly billedFen: Fen;
  readonly grantedFen: Fen;
  readonly settlements: -1 | 0 | 1;
  readonly decision?: NonNullable<Difference['decision']>;
};
export type Deed = { readonly kind: DecisionKind; readonly by: string; readonly at: Instant };

type Taken = {
  readonly settlementId: string;
  readonly row: SettlementRow;
  readonly source: string;
  readonly subject: Subject;
};

/** What the engine is asked about the row. Throws Conflict where it is another person's, or still nothing to decide. */
const askedOfRow = async (
  needs: Needs,
  file: SettlementFile,
  rowNumber: number,
  settled: settlements.HospitalSettlement | undefined,
  { by: who, at }: Deed,
): Promise<Taken> => {
  const { fileId, hospitalId } = file;
  const row = await rowOfFile(needs.store, file, rowNumber);
  const hospital = await findHospital(needs.tables, hospitalId);
  if (hospital === undefined) throw new NotFound('hospital-unknown');
  const memberId = await memberIdOf(needs.index, row.identityNumber);
  if (settled !== undefined && settled.memberId !== memberId)
    throw new Conflict('row-of-another-person', { rowNumber });
  const settlementId = settlementIdOf(hospitalId, row.settlementId);
  const source = rowPlace(fileId, rowNumber);
  const member = await findMember(needs.tables, memberId);
  const version = (settled?.version ?? 0) + 1;
  const asked = subjectOfRow(needs, {
    settlementId,
    version,
    memberId,
    member,
    hospital,
    row,
    at,
    who,
    source,
  });
  if (!asked.ok) throw new Conflict('row-still-undecided', { rowNumber, reason: asked.reason });
  return { settlementId, row, source, subject: asked.subject };
};

export const takeRow = async (
  needs: Needs,
  file: SettlementFile,
  rowNumber: number,
  settled: settlements.HospitalSettlement | undefined,
  deed: Deed,
): Promise<Decided> => {
  const { tables, district } = needs;
  const { settlementId, row, source, subject } = await askedOfRow(needs, file, rowNumber, settled, deed);
  const { memberId } = subject;
  const accumulators = await findAccumulators(tables, memberId, district.schemeId);
  const { record, receipt, writes } =
    settled === undefined
      ? planAdjudication(subject, accumulators)
      : planFollowing(subject, await recordById(tables, settlementId, settled.version), accumulators);
  const made = settlements.makeSettlement({
    settlementId,
    hospitalId: file.hospitalId,
    memberId,
    month: file.month,
    door: 'month-file',
    row,
    recordedAt: deed.at,
    fundSumRule: settled?.fundSumRule ?? fundSumRuleOf(needs.fundSumRules, undefined),
    record,
    decision: receipt.decision,
  });
  const kept = { ...made, metBy: source };
  const before = settled?.grantedFen ?? ZERO_FEN;
  const placed =
    settled === undefined ? settlements.insertSettlement(kept) : settlements.replaceSettlement(settled, kept);
  return {
    writes: [...writes, placed],
    billedFen: subtractFen(kept.sheet.amounts.totalFen, settled?.sheet.amounts.totalFen ?? ZERO_FEN),
    grantedFen: subtractFen(kept.grantedFen, before),
    settlements: settled === undefined ? 1 : 0,
    decision: { ...deed, beforeFen: before, afterFen: kept.grantedFen, outcome: kept.outcome },
  };
};
