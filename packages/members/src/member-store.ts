/** Reading and enrolling members. */
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import type { MemberFacts } from '@erbao/benefit-policy/facts';
import { memberFactsSchema } from '@erbao/benefit-policy/facts-schema';
import type { BlindIndex, FieldCipher } from '@erbao/personal-data/field-cipher';
import { maskIdentityNumber, maskName } from '@erbao/personal-data/masking';
import { Conflict } from '@erbao/kernel/errors';
import {
  type Guardian,
  type Member,
  memberIdOf,
  memberSchema,
  normalIdentityNumber,
  type Registration,
} from './member.ts';
import { memberTable } from './member-table.ts';

export const findMember = async (tables: Tables, memberId: string): Promise<Member | undefined> => {
  const item = await tables.get(memberTable, { memberId });
  return item === undefined ? undefined : memberSchema.parse(item);
};

/** 每单病种…限报 3 个病种 [nansha 四, 待遇一览表]: a fourth one gives nothing, and must not be promised. */
export const MOST_DISEASES = 3;

type Chronic = NonNullable<MemberFacts['chronic']>;

/** Throws Conflict for a disease that is registered, and for a fourth one. */
export const registerDisease = (member: Member, registration: Registration): Write => {
  const { memberId, facts, registrations = [], version = 0 } = member;
  const { disease, registeredOn } = registration;
  const chronic: Chronic = facts.chronic ?? [];
  if (chronic.some((one) => one.disease === disease)) throw new Conflict('disease-registered', { disease });
  if (chronic.length >= MOST_DISEASES) throw new Conflict('diseases-full', { memberId });
  return {
    do: 'change',
    table: memberTable,
    key: { memberId },
    set: {
      facts: { ...facts, chronic: [...chronic, { disease, registeredOn }] },
      registrations: [...registrations, registration],
      version: version + 1,
    },
    expect: { version: member.version ?? null },
  };
};

export const isGuardianOf = ({ guardians = [] }: Member, guardianId: string): boolean =>
  guardians.some(({ memberId }) => memberId === guardianId);

export const confirmGuardian = (member: Member, guardian: Guardian): Write => ({
  do: 'change',
  table: memberTable,
  key: { memberId: member.memberId },
  set: { guardians: [...(member.guardians ?? []), guardian], version: (member.version ?? 0) + 1 },
  expect: { version: member.version ?? null },
});

/** What was registered on a certificate stays, whatever list of people comes later. */
const withRegistrations = (facts: MemberFacts, registrations: readonly Registration[]): MemberFacts => {
  const listed = facts.chronic ?? [];
  const missing = registrations.filter(({ disease }) => !listed.some((one) => one.disease === disease));
  if (missing.length === 0) return facts;
  return {
    ...facts,
    chronic: [...listed, ...missing.map(({ disease, registeredOn }) => ({ disease, registeredOn }))],
  };
};

export type Enrolment = {
  readonly identityNumber: string;
  readonly name: string;
  readonly phone?: string | undefined;
  readonly facts: MemberFacts;
  readonly sample: boolean;
};

type Needs = { readonly tables: Tables; readonly cipher: FieldCipher; readonly index: BlindIndex };

/** Writes a member, replacing what was known before of the same person except registrations and guardians. */
export const enrolMember = async (
  { tables, cipher, index }: Needs,
  enrolment: Enrolment,
): Promise<Member> => {
  const identityNumber = normalIdentityNumber(enrolment.identityNumber);
  const memberId = await memberIdOf(index, identityNumber);
  const known = await findMember(tables, memberId);
  const registrations = known?.registrations ?? [];
  const member: Member = {
    memberId,
    maskedName: maskName(enrolment.name),
    maskedIdentityNumber: maskIdentityNumber(identityNumber),
    sealedName: await cipher.seal(enrolment.name, `member/${memberId}/name`),
    sealedIdentityNumber: await cipher.seal(identityNumber, `member/${memberId}/identity-number`),
    ...(enrolment.phone === undefined
      ? {}
      : { sealedPhone: await cipher.seal(enrolment.phone, `member/${memberId}/phone`) }),
    facts: memberFactsSchema.parse(withRegistrations(enrolment.facts, registrations)),
    ...(registrations.length === 0 ? {} : { registrations }),
    ...(known?.guardians === undefined ? {} : { guardians: known.guardians }),
    ...(known?.version === undefined ? {} : { version: known.version + 1 }),
    sample: enrolment.sample,
  };
  // somebody registered meanwhile is read again; a new member has nothing to lose
  const expect = known === undefined ? {} : { version: known.version ?? null };
  const outcome = await tables.commit([{ do: 'replace', table: memberTable, item: member, expect }]);
  if (!outcome.committed) throw new Conflict('member-moved-on', { memberId });
  return member;
};
