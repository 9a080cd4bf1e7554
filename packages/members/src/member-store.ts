/** Reading and enrolling members. */
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { MemberFacts } from '@erbao/benefit-policy/facts';
import { memberFactsSchema } from '@erbao/benefit-policy/facts-schema';
import type { BlindIndex, FieldCipher } from '@erbao/personal-data/field-cipher';
import { maskIdentityNumber, maskName } from '@erbao/personal-data/masking';
import { type Member, memberIdOf, memberSchema, normalIdentityNumber } from './member.ts';
import { memberTable } from './member-table.ts';

export const findMember = async (tables: Tables, memberId: string): Promise<Member | undefined> => {
  const item = await tables.get(memberTable, { memberId });
  return item === undefined ? undefined : memberSchema.parse(item);
};

export type Enrolment = {
  readonly identityNumber: string;
  readonly name: string;
  readonly phone?: string | undefined;
  readonly facts: MemberFacts;
  readonly sample: boolean;
};

type Needs = { readonly tables: Tables; readonly cipher: FieldCipher; readonly index: BlindIndex };

/** Writes a member, replacing what was known before of the same person. */
export const enrolMember = async (
  { tables, cipher, index }: Needs,
  enrolment: Enrolment,
): Promise<Member> => {
  const identityNumber = normalIdentityNumber(enrolment.identityNumber);
  const memberId = await memberIdOf(index, identityNumber);
  const member: Member = {
    memberId,
    maskedName: maskName(enrolment.name),
    maskedIdentityNumber: maskIdentityNumber(identityNumber),
    sealedName: await cipher.seal(enrolment.name, `member/${memberId}/name`),
    sealedIdentityNumber: await cipher.seal(identityNumber, `member/${memberId}/identity-number`),
    ...(enrolment.phone === undefined
      ? {}
      : { sealedPhone: await cipher.seal(enrolment.phone, `member/${memberId}/phone`) }),
    facts: memberFactsSchema.parse(enrolment.facts),
    sample: enrolment.sample,
  };
  await tables.commit([{ do: 'replace', table: memberTable, item: member, expect: {} }]);
  return member;
};
