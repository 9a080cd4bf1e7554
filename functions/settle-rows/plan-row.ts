/** What a row does: meet the settlement that is on record, or be decided as a new one. */
import { recordById } from '@erbao/adjudication/adjudication-record';
import { deciderOn } from '@erbao/adjudication/decider';
import { planAdjudication } from '@erbao/adjudication/plan';
import { receiptSchema } from '@erbao/benefit-policy/receipt-schema';
import type { Write } from '@erbao/dynamo-kit/tables';
import { facilityOn } from '@erbao/hospitals/hospital';
import { billFactsOf } from '@erbao/national-record/bill-facts';
import { diseaseTableOn, diseaseTables } from '@erbao/national-record/disease-table';
import { fundSumRuleOf } from '@erbao/national-record/fund-sum-rules';
import {
  type HospitalSettlement,
  insertSettlement,
  makeSettlement,
  meetSettlement,
} from '@erbao/one-stop/hospital-settlement';
import { meetRecord, rowPlace } from '@erbao/settlement-files/match-row';
import {
  decidedResult,
  differingResult,
  type RowResult,
  undecidedResult,
} from '@erbao/settlement-files/row-result';
import type { Needs, Place, RowCase } from './row-case.ts';

export type Planned = { readonly result: RowResult; readonly writes: readonly Write[] };

/** The row beside what stands on record under its id. */
export const meetSettled = async (
  needs: Needs,
  place: Place,
  { memberId }: RowCase,
  settled: HospitalSettlement,
): Promise<Planned> => {
  const { fileId } = place.file;
  const met = meetRecord(place.settlement, memberId, settled, fileId);
  const marks =
    met.match === 'duplicate' ? [] : [meetSettlement(settled, rowPlace(fileId, place.row.rowNumber))];
  if (met.match !== 'matched') return { result: differingResult(place, met, settled), writes: marks };
  const record = await recordById(needs.tables, settled.settlementId, settled.version);
  const { decision } = receiptSchema.parse(JSON.parse(record.receipt));
  return {
    result: { ...decidedResult(place, decision, record.receiptHash), match: 'matched' },
    writes: marks,
  };
};

/** A settlement that is on record nowhere: the file is where it is decided. */
export const decideNew = (needs: Needs, place: Place, { member, ...from }: RowCase): Planned => {
  const undecided = (reason: string): Planned => ({ result: undecidedResult(place, reason), writes: [] });
  const { file, hospital, row, settlement } = place;
  if (settlement.refunded) return undecided('refund-row');
  const bill = billFactsOf(
    settlement,
    facilityOn(hospital, settlement.endedOn),
    from.settlementId,
    diseaseTableOn(diseaseTables, settlement.endedOn),
  );
  if (!bill.ok) return undecided(bill.referral);
  if (member === undefined) return undecided('member-unknown');
  const { parameters } = needs.district;
  const at = needs.clock();
  const metBy = rowPlace(file.fileId, row.rowNumber);
  const { record, receipt, writes } = planAdjudication(
    {
      subjectId: from.settlementId,
      version: 1,
      memberId: from.memberId,
      facts: { member: member.facts, bill: bill.bill },
      scheme: deciderOn(needs.schemes, needs.district, settlement.endedOn),
      ...(parameters === undefined ? {} : { parameters }),
      at,
      who: 'engine',
      source: metBy,
    },
    from.accumulators,
  );
  const { hospitalId, month } = file;
  const fundSumRule = fundSumRuleOf(needs.fundSumRules, undefined);
  const kept = makeSettlement({
    settlementId: from.settlementId,
    hospitalId,
    memberId: from.memberId,
    month,
    door: 'month-file',
    row: settlement,
    recordedAt: at,
    fundSumRule,
    record,
  });
  return {
    result: { ...decidedResult(place, receipt.decision, record.receiptHash), match: 'file-only' },
    writes: [...writes, insertSettlement({ ...kept, metBy })],
  };
};
