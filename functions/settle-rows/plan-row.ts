/** What a row does: meet the settlement that is on record, or be decided as a new one. */
import { findAccumulators } from '@erbao/adjudication/accumulators';
import type { AdjudicationRecord } from '@erbao/adjudication/adjudication-record';
import { planAdjudication } from '@erbao/adjudication/plan';
import { planReversal } from '@erbao/adjudication/reversal';
import { receiptSchema } from '@erbao/benefit-policy/receipt-schema';
import type { Write } from '@erbao/dynamo-kit/tables';
import { NotFound } from '@erbao/kernel/errors';
import { fundSumRuleOf } from '@erbao/national-record/fund-sum-rules';
import {
  type HospitalSettlement,
  insertSettlement,
  makeSettlement,
  meetSettlement,
  replaceSettlement,
} from '@erbao/one-stop/hospital-settlement';
import {
  awaitsCorrection,
  mayCorrect,
  meetRecord,
  rowPlace,
  takeBackForCorrection,
} from '@erbao/settlement-files/match-row';
import {
  decidedResult,
  differingResult,
  type RowResult,
  undecidedResult,
} from '@erbao/settlement-files/row-result';
import { subjectOfRow } from '@erbao/settlement-files/row-subject';
import type { Needs, Place, RowCase } from './row-case.ts';

/** Without a result the writes only prepare: the row is read and planned again. */
export type Planned = { readonly result: RowResult | undefined; readonly writes: readonly Write[] };

/** Takes an earlier file's decision back, ceilings and books with it; the row itself is then decided anew. */
const takeBack = async (
  needs: Needs,
  settled: HospitalSettlement,
  record: AdjudicationRecord,
): Promise<Planned> => {
  const accumulators = await findAccumulators(needs.tables, settled.memberId, record.schemeId);
  const at = needs.clock();
  return {
    result: undefined,
    writes: [
      takeBackForCorrection(settled, at),
      ...planReversal(record, accumulators, { at, who: 'engine', because: 'file-corrected' }),
    ],
  };
};

/** The row beside what stands on record under its id. */
const meetSettled = async (
  needs: Needs,
  place: Place,
  { memberId, record }: RowCase,
  settled: HospitalSettlement,
): Promise<Planned> => {
  const { file, row } = place;
  const { settlementId, version } = settled;
  if (record === undefined) throw new NotFound('adjudication-unknown', { subjectId: settlementId, version });
  const met = meetRecord(place.settlement, memberId, settled, file);
  if (mayCorrect(settled, met)) return takeBack(needs, settled, record);
  const marks =
    met.match === 'duplicate' ? [] : [meetSettlement(settled, rowPlace(file.fileId, row.rowNumber))];
  if (met.match !== 'matched') return { result: differingResult(place, met, settled), writes: marks };
  const { decision } = receiptSchema.parse(JSON.parse(record.receipt));
  return {
    result: { ...decidedResult(place, decision, record.receiptHash), match: 'matched' },
    writes: marks,
  };
};

/** A settlement that stands on record nowhere: the file is where it is decided. */
const decideNew = (needs: Needs, place: Place, { member, settled, ...from }: RowCase): Planned => {
  const undecided = (reason: string): Planned => ({ result: undecidedResult(place, reason), writes: [] });
  const { file, hospital, row, settlement } = place;
  const at = needs.clock();
  const metBy = rowPlace(file.fileId, row.rowNumber);
  const asked = subjectOfRow(needs, {
    settlementId: from.settlementId,
    version: (settled?.version ?? 0) + 1,
    memberId: from.memberId,
    member,
    hospital,
    row: settlement,
    at,
    who: 'engine',
    source: metBy,
  });
  if (!asked.ok) return undecided(asked.reason);
  const { record, receipt, writes } = planAdjudication(asked.subject, from.accumulators);
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
    decision: receipt.decision,
  });
  return {
    result: { ...decidedResult(place, receipt.decision, record.receiptHash), match: 'file-only' },
    writes: [
      ...writes,
      settled === undefined
        ? insertSettlement({ ...kept, metBy })
        : replaceSettlement(settled, { ...kept, metBy }),
    ],
  };
};

export const planRow = async (needs: Needs, place: Place, found: RowCase): Promise<Planned> =>
  found.settled === undefined || awaitsCorrection(found.settled)
    ? decideNew(needs, place, found)
    : meetSettled(needs, place, found, found.settled);
