/** One row: its result stands in the same transaction as its decision, so a row is settled once, however often it is read. */
import { findRecord } from '@erbao/adjudication/adjudication-record';
import { type District, deciderOn } from '@erbao/adjudication/decider';
import { adjudicate, type Subject } from '@erbao/adjudication/plan';
import type { BillFacts } from '@erbao/benefit-policy/facts';
import { receiptSchema } from '@erbao/benefit-policy/receipt-schema';
import type { SchemeBook } from '@erbao/benefit-policy/scheme-book';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { facilityOn, type Hospital } from '@erbao/hospitals/hospital';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import { canonicalJson } from '@erbao/kernel/ids';
import { memberIdOf } from '@erbao/members/member';
import { findMember } from '@erbao/members/member-store';
import { billFactsOf } from '@erbao/national-record/bill-facts';
import { diseaseTableOn, diseaseTables } from '@erbao/national-record/disease-table';
import type { SettlementRow } from '@erbao/national-record/settlement-row';
import type { BlindIndex } from '@erbao/personal-data/field-cipher';
import type { NumberedRow } from '@erbao/settlement-files/chunks';
import { decidedResult, referredResult, type RowResult } from '@erbao/settlement-files/row-result';
import {
  findRowResults,
  insertRowResult,
  rowPart,
  settlementIdOf,
} from '@erbao/settlement-files/settlement-file';

export type Needs = {
  readonly tables: Tables;
  readonly schemes: SchemeBook;
  readonly district: District;
  readonly index: BlindIndex;
  readonly clock: Clock;
};
export type Place = {
  readonly fileId: string;
  readonly hospital: Hospital;
  readonly row: NumberedRow;
  readonly settlement: SettlementRow;
};

/** The settlement was decided before: by this row (a retry), or by another row of this or another file. */
const decidedBefore = async (needs: Needs, place: Place, subject: Subject): Promise<RowResult> => {
  const [kept] = await findRowResults(needs.tables, place.fileId, [place.row.rowNumber]);
  if (kept !== undefined) return kept;
  const record = await findRecord(needs.tables, subject.subjectId, subject.version);
  if (record === undefined) throw new Conflict('settlement-contended', { settlementId: subject.subjectId });
  const { facts } = receiptSchema.parse(JSON.parse(record.receipt));
  const same = canonicalJson(facts.bill) === canonicalJson(subject.facts.bill);
  return keepResult(
    needs,
    place,
    referredResult(place, same ? 'settlement-duplicate' : 'settlement-conflict'),
  );
};

/** A result without a decision of the engine. */
export const keepResult = async (
  { tables }: Needs,
  { fileId, row }: Pick<Place, 'fileId' | 'row'>,
  result: RowResult,
): Promise<RowResult> => {
  const outcome = await tables.commit([insertRowResult(fileId, result)]);
  if (outcome.committed) return result;
  const [kept] = await findRowResults(tables, fileId, [row.rowNumber]);
  if (kept === undefined) throw new Conflict('row-contended', { fileId, rowNumber: row.rowNumber });
  return kept;
};

const decideRow = async (needs: Needs, place: Place, subject: Subject): Promise<RowResult> => {
  const outcome = await adjudicate(needs.tables, subject, ({ receipt, record }) => [
    insertRowResult(place.fileId, decidedResult(place, receipt.decision, record.receiptHash)),
  ]);
  return outcome.done
    ? decidedResult(place, outcome.planned.receipt.decision, outcome.planned.record.receiptHash)
    : decidedBefore(needs, place, subject);
};

const subjectOf = (needs: Needs, place: Place, memberId: string, facts: Subject['facts']): Subject => ({
  subjectId: facts.bill.id ?? '',
  version: 1,
  memberId,
  facts,
  scheme: deciderOn(needs.schemes, needs.district, place.settlement.endedOn),
  ...(needs.district.parameters === undefined ? {} : { parameters: needs.district.parameters }),
  at: needs.clock(),
  who: 'engine',
  source: `${place.fileId}/${rowPart(place.row.rowNumber)}`,
});

const billOf = ({ settlement, hospital }: Place): BillFacts | string => {
  const bill = billFactsOf(
    settlement,
    facilityOn(hospital, settlement.endedOn),
    settlementIdOf(hospital.hospitalId, settlement.settlementId),
    diseaseTableOn(diseaseTables, settlement.endedOn),
  );
  return bill.ok ? bill.bill : bill.referral;
};

export const settleRow = async (needs: Needs, place: Place): Promise<RowResult> => {
  const refer = (reason: string) => keepResult(needs, place, referredResult(place, reason));
  if (place.settlement.refunded) return refer('refund-row');
  const bill = billOf(place);
  if (typeof bill === 'string') return refer(bill);
  const memberId = await memberIdOf(needs.index, place.settlement.identityNumber);
  const member = await findMember(needs.tables, memberId);
  if (member === undefined) return refer('member-unknown');
  return decideRow(needs, place, subjectOf(needs, place, memberId, { member: member.facts, bill }));
};
