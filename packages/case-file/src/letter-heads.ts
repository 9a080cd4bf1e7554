/** What stands at the head of every letter of a claim. */
import type { Claim } from '@erbao/claims/claim';
import type { SchemeBook } from '@erbao/benefit-policy/scheme-book';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { findHospital } from '@erbao/hospitals/hospital-store';
import type { LocalDate } from '@erbao/kernel/dates';
import { Defect } from '@erbao/kernel/errors';
import { findMember } from '@erbao/members/member-store';
import type { FieldCipher } from '@erbao/personal-data/field-cipher';

export type LetterNeeds = {
  readonly tables: Tables;
  readonly cipher: FieldCipher;
  readonly schemes: SchemeBook;
};

export const aboutClaim = async ({ tables, cipher }: LetterNeeds, claim: Claim, issuedOn: LocalDate) => {
  const { claimId, memberId, bill, invoice, adjudicationVersion } = claim;
  const member = await findMember(tables, memberId);
  if (member === undefined) throw new Defect('claim-without-register', { claimId });
  const hospital = await findHospital(tables, bill.hospitalId);
  return {
    letterNumber: `${claimId}-${String(adjudicationVersion).padStart(2, '0')}`,
    issuedOn,
    claimId,
    insured: {
      name: await cipher.open(member.sealedName, `member/${memberId}/name`),
      maskedIdentityNumber: member.maskedIdentityNumber,
    },
    hospitalName: hospital?.name ?? bill.hospitalId,
    // 门慢登记 has none
    invoiceNumber: invoice?.number ?? '—',
  };
};
