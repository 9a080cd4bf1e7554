/** Everything that a settlement is decided from, read in one batch. */
import { readAccumulators, type Accumulators, accumulatorsKey } from '@erbao/adjudication/accumulators';
import {
  type AdjudicationRecord,
  adjudicationRecordSchema,
  versionText,
} from '@erbao/adjudication/adjudication-record';
import { adjudicationTable } from '@erbao/adjudication/adjudication-table';
import type { District } from '@erbao/adjudication/decider';
import type { SchemeBook } from '@erbao/benefit-policy/scheme-book';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { type Hospital, hospitalSchema } from '@erbao/hospitals/hospital';
import { hospitalTable } from '@erbao/hospitals/hospital-table';
import { type Clock, type Instant, localDateOf, monthOf } from '@erbao/kernel/dates';
import { type Member, memberIdOf, memberSchema } from '@erbao/members/member';
import { memberTable } from '@erbao/members/member-table';
import type { SettlementRow } from '@erbao/national-record/settlement-row';
import type { BlindIndex } from '@erbao/personal-data/field-cipher';
import {
  candidateMonths,
  firstOpenMonth,
  type HospitalMonth,
  monthKey,
  readMonth,
} from './hospital-month.ts';
import { type HospitalSettlement, hospitalSettlementSchema, settlementKey } from './hospital-settlement.ts';
import { settlementIdOf } from './settlement-id.ts';

export type Needs = {
  readonly tables: Tables;
  readonly schemes: SchemeBook;
  readonly district: District;
  readonly index: BlindIndex;
  readonly clock: Clock;
};

/** At the window a settlement is decided once; a reversed one is settled again under a new id. */
export const ONLY_VERSION = 1;

export type SettlementCase = {
  readonly settlementId: string;
  readonly at: Instant;
  readonly row: SettlementRow;
  readonly memberId: string;
  readonly settled: HospitalSettlement | undefined;
  readonly record: AdjudicationRecord | undefined;
  readonly member: Member | undefined;
  readonly hospital: Hospital | undefined;
  readonly accumulators: Accumulators;
  /** The month in which the hospital is paid for it; `read` where that is not the current one. */
  readonly month: { readonly month: string; readonly read: HospitalMonth | undefined };
};

/** The keys of one settlement: what stands on record, whose it is, where, and which ceilings it uses. */
export const caseKeys = (settlementId: string, hospitalId: string, memberId: string, schemeId: string) => [
  settlementKey(settlementId),
  { table: adjudicationTable, key: { subjectId: settlementId, version: versionText(ONLY_VERSION) } },
  { table: memberTable, key: { memberId } },
  { table: hospitalTable, key: { hospitalId } },
  accumulatorsKey(memberId, schemeId),
];

export const readCase = async (
  { tables, index, clock, district }: Needs,
  hospitalId: string,
  row: SettlementRow,
): Promise<SettlementCase> => {
  const at = clock();
  const settlementId = settlementIdOf(hospitalId, row.settlementId);
  const memberId = await memberIdOf(index, row.identityNumber);
  const candidates = candidateMonths(monthOf(localDateOf(row.settledAt)), localDateOf(at));
  // the current month, which comes last, is open without being read
  const over = candidates.slice(0, -1);
  const [settled, record, member, hospital, accumulators, ...months] = await tables.getMany([
    ...caseKeys(settlementId, hospitalId, memberId, district.schemeId),
    ...over.map((month) => monthKey(hospitalId, month)),
  ]);
  return {
    settlementId,
    at,
    row,
    memberId,
    settled: settled === undefined ? undefined : hospitalSettlementSchema.parse(settled),
    record: record === undefined ? undefined : adjudicationRecordSchema.parse(record),
    member: member === undefined ? undefined : memberSchema.parse(member),
    hospital: hospital === undefined ? undefined : hospitalSchema.parse(hospital),
    accumulators: readAccumulators(memberId, district.schemeId, accumulators),
    month: firstOpenMonth(hospitalId, candidates, months.map(readMonth)),
  };
};
