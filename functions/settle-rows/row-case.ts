/** What a row is settled from: itself, the person, the ceilings, and what stands on record under its id; read many at once. */
import { type Accumulators, accumulatorsKey, readAccumulators } from '@erbao/adjudication/accumulators';
import { type AdjudicationRecord, findRecords } from '@erbao/adjudication/adjudication-record';
import type { District } from '@erbao/adjudication/decider';
import type { SchemeBook } from '@erbao/benefit-policy/scheme-book';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { Hospital } from '@erbao/hospitals/hospital';
import type { Clock } from '@erbao/kernel/dates';
import { type Member, memberIdOf, memberSchema } from '@erbao/members/member';
import { memberTable } from '@erbao/members/member-table';
import type { FundSumRules } from '@erbao/national-record/fund-sum-rules';
import type { SettlementRow } from '@erbao/national-record/settlement-row';
import {
  type HospitalSettlement,
  hospitalSettlementSchema,
  settlementKey,
} from '@erbao/one-stop/hospital-settlement';
import { settlementIdOf } from '@erbao/one-stop/settlement-id';
import type { BlindIndex } from '@erbao/personal-data/field-cipher';
import type { NumberedRow } from '@erbao/month-file/chunks';

export type Needs = {
  readonly tables: Tables;
  readonly schemes: SchemeBook;
  readonly district: District;
  readonly index: BlindIndex;
  readonly clock: Clock;
  readonly fundSumRules: FundSumRules;
};
export type Place = {
  readonly file: { readonly fileId: string; readonly hospitalId: string; readonly month: string };
  readonly hospital: Hospital;
  readonly row: NumberedRow;
  readonly settlement: SettlementRow;
};
export type RowCase = {
  readonly settlementId: string;
  readonly memberId: string;
  readonly settled: HospitalSettlement | undefined;
  /** The decision of `settled`. */
  readonly record: AdjudicationRecord | undefined;
  readonly member: Member | undefined;
  readonly accumulators: Accumulators;
};

/** The cases of rows, in their order: one batch, and one more for the decisions of what stands on record. */
export const readRowCases = async <P extends Place>(
  { tables, index, district: { schemeId } }: Needs,
  places: readonly P[],
): Promise<readonly { readonly place: P; readonly found: RowCase }[]> => {
  const named = await Promise.all(
    places.map(async (place) => ({
      place,
      settlementId: settlementIdOf(place.file.hospitalId, place.settlement.settlementId),
      memberId: await memberIdOf(index, place.settlement.identityNumber),
    })),
  );
  const of = named.length;
  const items = await tables.getMany([
    ...named.map(({ settlementId }) => settlementKey(settlementId)),
    ...named.map(({ memberId }) => ({ table: memberTable, key: { memberId } })),
    ...named.map(({ memberId }) => accumulatorsKey(memberId, schemeId)),
  ]);
  const settled = items
    .slice(0, of)
    .map((item) => (item === undefined ? undefined : hospitalSettlementSchema.parse(item)));
  const standing = settled.filter((one) => one !== undefined);
  const records = await findRecords(
    tables,
    standing.map(({ settlementId, version }) => ({ subjectId: settlementId, version })),
  );
  const recordOf = new Map(standing.map(({ settlementId }, place) => [settlementId, records[place]]));
  return named.map(({ place, settlementId, memberId }, at) => {
    const member = items[of + at];
    const found = {
      settlementId,
      memberId,
      settled: settled[at],
      record: recordOf.get(settlementId),
      member: member === undefined ? undefined : memberSchema.parse(member),
      accumulators: readAccumulators(memberId, schemeId, items[2 * of + at]),
    };
    return { place, found };
  });
};
