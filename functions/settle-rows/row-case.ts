/** What a row is settled from: itself, the person, the ceilings, and what stands on record under its id; read in one batch. */
import { type Accumulators, accumulatorsKey, readAccumulators } from '@erbao/adjudication/accumulators';
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
  readonly member: Member | undefined;
  readonly accumulators: Accumulators;
};

export const readRowCase = async (needs: Needs, { file, settlement }: Place): Promise<RowCase> => {
  const settlementId = settlementIdOf(file.hospitalId, settlement.settlementId);
  const memberId = await memberIdOf(needs.index, settlement.identityNumber);
  const { schemeId } = needs.district;
  const [settled, member, accumulators] = await needs.tables.getMany([
    settlementKey(settlementId),
    { table: memberTable, key: { memberId } },
    accumulatorsKey(memberId, schemeId),
  ]);
  return {
    settlementId,
    memberId,
    settled: settled === undefined ? undefined : hospitalSettlementSchema.parse(settled),
    member: member === undefined ? undefined : memberSchema.parse(member),
    accumulators: readAccumulators(memberId, schemeId, accumulators),
  };
};
