/**
 * Quote, settle and find at discharge. Settling is one batched read and one transaction; somebody else's use of
 * the same ceilings in between costs another round, never a wrong sum.
 */
import { type AdjudicationRecord, recordById } from '@erbao/adjudication/adjudication-record';
import { deciderOn } from '@erbao/adjudication/decider';
import { type Planned, planAdjudication } from '@erbao/adjudication/plan';
import type { Actor } from '@erbao/audit/audit-event';
import { receiptSchema } from '@erbao/benefit-policy/receipt-schema';
import type { Write } from '@erbao/dynamo-kit/tables';
import { facilityOn } from '@erbao/hospitals/hospital';
import { localDateOf } from '@erbao/kernel/dates';
import { Conflict, InvalidInput, NotFound } from '@erbao/kernel/errors';
import type { FundSumRule } from '@erbao/national-record/amount-identities';
import { billFactsOf } from '@erbao/national-record/bill-facts';
import { diseaseTableOn, diseaseTables } from '@erbao/national-record/disease-table';
import type { SettlementRow } from '@erbao/national-record/settlement-row';
import { compareSheets, differenceZh, sheetOf } from '@erbao/national-record/settlement-sheet';
import {
  findSettlement,
  type HospitalSettlement,
  insertSettlement,
  makeSettlement,
  sheetHashOf,
} from './hospital-settlement.ts';
import { countInMonth } from './month-totals.ts';
import { ownerOfQuestion } from './question-owners.ts';
import { answerOf, type SettlementAnswer } from './settlement-answer.ts';
import { type Needs, ONLY_VERSION, readCase, type SettlementCase } from './settlement-case.ts';
import { settlementIdOf } from './settlement-id.ts';

export type Ask = {
  readonly hospitalId: string;
  readonly row: SettlementRow;
  readonly fundSumRule: FundSumRule;
  readonly who: Actor;
};

/** How often something is tried again when somebody else moved the same ceilings meanwhile. */
export const TRIES = 8;

const plan = (needs: Needs, ask: Ask, read: SettlementCase): Planned => {
  const { district, schemes } = needs;
  const { row, member, hospital, settlementId, memberId } = read;
  if (hospital === undefined) throw new NotFound('hospital-unknown');
  // an hour of skew between clocks is no matter, another day is another month or year
  if (localDateOf(row.settledAt) > localDateOf(read.at)) throw new InvalidInput('settled-in-future');
  if (row.refunded) throw new InvalidInput('refund-not-settled');
  if (member === undefined) {
    const owner = ownerOfQuestion(district.schemeId, 'member-unknown');
    throw new NotFound('member-unknown', owner === undefined ? {} : { department: owner.department });
  }
  const bill = billFactsOf(
    row,
    facilityOn(hospital, row.endedOn),
    settlementId,
    diseaseTableOn(diseaseTables, row.endedOn),
  );
  if (!bill.ok) throw new InvalidInput(bill.referral);
  const subject = {
    subjectId: settlementId,
    version: ONLY_VERSION,
    memberId,
    facts: { member: member.facts, bill: bill.bill },
    scheme: deciderOn(schemes, district, row.endedOn),
    ...(district.parameters === undefined ? {} : { parameters: district.parameters }),
    at: read.at,
    who: ask.who,
    source: 'one-stop',
  };
  return planAdjudication(subject, read.accumulators);
};

const settlementOf = (ask: Ask, read: SettlementCase, { record, receipt }: Planned): HospitalSettlement =>
  makeSettlement({
    settlementId: read.settlementId,
    hospitalId: ask.hospitalId,
    memberId: read.memberId,
    month: read.month.month,
    door: 'one-stop',
    row: read.row,
    recordedAt: read.at,
    fundSumRule: ask.fundSumRule,
    record,
    decision: receipt.decision,
  });

export const answerFor = (
  needs: Needs,
  settlement: HospitalSettlement,
  record: AdjudicationRecord,
  state: SettlementAnswer['state'],
): SettlementAnswer => {
  const { personalFen, drugFen, ...amounts } = settlement.sheet.amounts;
  return answerOf(
    {
      settlementId: settlement.settlementId,
      state,
      month: settlement.month,
      amounts: { ...amounts, personalFen, drugFen },
      fundSumRule: settlement.fundSumRule,
      receipt: receiptSchema.parse(JSON.parse(record.receipt)),
      receiptHash: record.receiptHash,
    },
    needs.schemes,
  );
};

/** A settlement that is on record answers as it did, if it is the same one. */
const sameAgain = async (
  needs: Needs,
  read: SettlementCase,
  settled: HospitalSettlement,
): Promise<SettlementAnswer> => {
  const { settlementId, row, memberId } = read;
  const sheet = sheetOf(row);
  if (settled.sheetHash !== sheetHashOf(memberId, sheet)) {
    const found = compareSheets(sheet, settled.sheet);
    const person = settled.memberId === memberId ? [] : ['certno'];
    throw new Conflict('settlement-differs', {
      settlementId,
      fields: [...person, ...found.map(({ column }) => column)],
      problems: [...person.map(() => '证件号码（certno）：与已结算的不是同一人'), ...found.map(differenceZh)],
    });
  }
  if (settled.state === 'reversed') throw new Conflict('settlement-reversed', { settlementId });
  // a later version exists only where a month file corrected an earlier one
  const record =
    settled.version === ONLY_VERSION && read.record !== undefined
      ? read.record
      : await recordById(needs.tables, settlementId, settled.version);
  return answerFor(needs, settled, record, 'settled');
};

/** What would be paid, without any effect. */
export const quote = async (needs: Needs, ask: Ask): Promise<SettlementAnswer> => {
  const read = await readCase(needs, ask.hospitalId, ask.row);
  if (read.settled !== undefined) return sameAgain(needs, read, read.settled);
  const planned = plan(needs, ask, read);
  return answerFor(needs, settlementOf(ask, read, planned), planned.record, 'quoted');
};

/** A month that is over takes it only while it is open, and knows of it: the current one is not touched. */
const countingLate = (
  { month: { read } }: SettlementCase,
  settlement: HospitalSettlement,
): readonly Write[] =>
  read === undefined
    ? []
    : [
        countInMonth(
          read,
          { billedFen: settlement.sheet.amounts.totalFen, grantedFen: settlement.grantedFen },
          1,
        ),
      ];

export const settle = async (needs: Needs, ask: Ask): Promise<SettlementAnswer> => {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const read = await readCase(needs, ask.hospitalId, ask.row);
    if (read.settled !== undefined) return sameAgain(needs, read, read.settled);
    const planned = plan(needs, ask, read);
    const settlement = settlementOf(ask, read, planned);
    const outcome = await needs.tables.commit([
      insertSettlement(settlement),
      ...planned.writes,
      ...countingLate(read, settlement),
    ]);
    if (outcome.committed) return answerFor(needs, settlement, planned.record, 'settled');
  }
  throw new Conflict('ceilings-contended', { hospitalId: ask.hospitalId });
};

export const ownSettlement = async (
  needs: Needs,
  hospitalId: string,
  setlId: string,
): Promise<HospitalSettlement> => {
  const settlementId = settlementIdOf(hospitalId, setlId);
  const settlement = await findSettlement(needs.tables, settlementId);
  if (settlement === undefined) throw new NotFound('settlement-unknown', { settlementId });
  return settlement;
};

/** The settlement as it stands. */
export const find = async (needs: Needs, hospitalId: string, setlId: string): Promise<SettlementAnswer> => {
  const settlement = await ownSettlement(needs, hospitalId, setlId);
  const record = await recordById(needs.tables, settlement.settlementId, settlement.version);
  return answerFor(needs, settlement, record, settlement.state === 'reversed' ? 'reversed' : 'settled');
};
