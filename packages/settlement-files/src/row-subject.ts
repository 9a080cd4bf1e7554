/** What the engine is asked about a row, whoever asks: the step that settles the file, or a clerk who takes a row's figures. */
import { deciderOn, type District } from '@erbao/adjudication/decider';
import type { Subject } from '@erbao/adjudication/plan';
import type { SchemeBook } from '@erbao/benefit-policy/scheme-book';
import { facilityOn, type Hospital } from '@erbao/hospitals/hospital';
import type { Member } from '@erbao/members/member';
import { billFactsOf } from '@erbao/national-record/bill-facts';
import { diseaseTableOn, diseaseTables } from '@erbao/national-record/disease-table';
import type { SettlementRow } from '@erbao/national-record/settlement-row';

type Asked = Pick<Subject, 'version' | 'memberId' | 'at' | 'who'> & {
  readonly settlementId: string;
  readonly member: Member | undefined;
  readonly hospital: Hospital;
  readonly row: SettlementRow;
  /** The row's place, e.g. `file-…/ROW#00000012`. */
  readonly source: string;
};

export const subjectOfRow = (
  { schemes, district }: { readonly schemes: SchemeBook; readonly district: District },
  { settlementId, member, hospital, row, ...asked }: Asked,
): { readonly ok: true; readonly subject: Subject } | { readonly ok: false; readonly reason: string } => {
  if (row.refunded) return { ok: false, reason: 'refund-row' };
  const facility = facilityOn(hospital, row.endedOn);
  const bill = billFactsOf(row, facility, settlementId, diseaseTableOn(diseaseTables, row.endedOn));
  if (!bill.ok) return { ok: false, reason: bill.referral };
  if (member === undefined) return { ok: false, reason: 'member-unknown' };
  const { parameters } = district;
  return {
    ok: true,
    subject: {
      ...asked,
      subjectId: settlementId,
      facts: { member: member.facts, bill: bill.bill },
      scheme: deciderOn(schemes, district, row.endedOn),
      ...(parameters === undefined ? {} : { parameters }),
    },
  };
};
