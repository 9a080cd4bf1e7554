/** Registering, changing and cancelling an admission; each said twice is done once. */
import { type Actor, recordDeed } from '@erbao/audit/audit-event';
import type { Write } from '@erbao/dynamo-kit/tables';
import { type Hospital, hospitalSchema } from '@erbao/hospitals/hospital';
import { hospitalTable } from '@erbao/hospitals/hospital-table';
import { covers, type Instant, localDateOf } from '@erbao/kernel/dates';
import { Conflict, InvalidInput, NotFound } from '@erbao/kernel/errors';
import { type Member, memberIdOf, memberSchema } from '@erbao/members/member';
import { memberTable } from '@erbao/members/member-table';
import {
  type Admission,
  admissionKey,
  changeAdmission,
  contentHashOf,
  insertAdmission,
  readAdmission,
} from './admission.ts';
import { filingOf, noDepositFor } from './admission-rules.ts';
import { fileAdmission } from './filing-deadline.ts';
import { admissionTable } from './admission-table.ts';
import { type OwnedQuestion, ownerOfQuestion } from './question-owners.ts';
import type { Needs } from './settlement-case.ts';
import { admissionIdOf } from './settlement-id.ts';

export type AdmissionAsk = {
  readonly hospitalId: string;
  readonly visitId: string;
  readonly identityNumber: string;
  readonly admittedAt: Instant;
  readonly medicalType: string;
  readonly referred: boolean;
  readonly diagnosis?: string | undefined;
  readonly who: Actor;
};

export type AdmissionAnswer = { readonly admission: Admission; readonly questions: readonly OwnedQuestion[] };

type Read = {
  readonly known: Admission | undefined;
  readonly member: Member;
  readonly hospital: Hospital;
  readonly at: Instant;
};

const read = async (needs: Needs, ask: AdmissionAsk): Promise<Read> => {
  const memberId = await memberIdOf(needs.index, ask.identityNumber);
  const [known, member, hospital] = await needs.tables.getMany([
    admissionKey(admissionIdOf(ask.hospitalId, ask.visitId)),
    { table: memberTable, key: { memberId } },
    { table: hospitalTable, key: { hospitalId: ask.hospitalId } },
  ]);
  if (hospital === undefined) throw new NotFound('hospital-unknown');
  if (member === undefined) {
    const owner = ownerOfQuestion(needs.district.schemeId, 'member-unknown');
    throw new NotFound('member-unknown', owner === undefined ? {} : { department: owner.department });
  }
  return {
    known: readAdmission(known),
    member: memberSchema.parse(member),
    hospital: hospitalSchema.parse(hospital),
    at: needs.clock(),
  };
};

/** What the desk should clear up while the patient is still in the house. */
const questionsOf = (needs: Needs, member: Member, admittedAt: Instant): readonly OwnedQuestion[] => {
  const on = localDateOf(admittedAt);
  const isEnrolled = member.facts.enrolments.some((enrolment) => covers(enrolment, on));
  const question = isEnrolled ? undefined : ownerOfQuestion(needs.district.schemeId, 'not-enrolled');
  return question === undefined ? [] : [question];
};

const saidOf = (ask: AdmissionAsk, member: Member) => ({
  memberId: member.memberId,
  admittedAt: ask.admittedAt,
  medicalType: ask.medicalType,
  referred: ask.referred,
  ...(ask.diagnosis === undefined ? {} : { diagnosis: ask.diagnosis }),
});

/** `registeredAt` stays the first one: a change does not file in time what was filed late. */
const admissionOf = (needs: Needs, ask: AdmissionAsk, from: Read, registeredAt: Instant): Admission => {
  const { schemeId } = needs.district;
  const said = saidOf(ask, from.member);
  const filing = filingOf(schemeId, from.hospital, ask, registeredAt);
  const noDeposit = noDepositFor(schemeId, from.member.facts, ask.admittedAt);
  return {
    admissionId: admissionIdOf(ask.hospitalId, ask.visitId),
    hospitalId: ask.hospitalId,
    visitId: ask.visitId,
    ...said,
    state: 'registered',
    registeredAt,
    registeredBy: ask.who,
    contentHash: contentHashOf(said),
    version: 1,
    ...(noDeposit === undefined ? {} : { noDeposit }),
    ...(filing === undefined ? {} : { filing }),
  };
};

const committed = async (needs: Needs, writes: readonly Write[], admissionId: string): Promise<void> => {
  const outcome = await needs.tables.commit(writes);
  if (!outcome.committed) throw new Conflict('admission-moved-on', { admissionId });
};

const deed = (admissionId: string, at: Instant, who: Actor, action: string, version: number): Write =>
  recordDeed({ subjectId: admissionId, at, who, action, details: { version } }, version);

export const registerAdmission = async (needs: Needs, ask: AdmissionAsk): Promise<AdmissionAnswer> => {
  const from = await read(needs, ask);
  if (ask.admittedAt > from.at) throw new InvalidInput('admitted-in-future');
  const admission = admissionOf(needs, ask, from, from.at);
  const { admissionId } = admission;
  const questions = questionsOf(needs, from.member, ask.admittedAt);
  if (from.known !== undefined) {
    if (from.known.contentHash === admission.contentHash && from.known.state === 'registered')
      return { admission: from.known, questions };
    throw new Conflict('admission-differs', { admissionId, state: from.known.state });
  }
  await committed(
    needs,
    [
      insertAdmission(admission),
      deed(admissionId, from.at, ask.who, 'admission-registered', 1),
      ...fileAdmission(admission),
    ],
    admissionId,
  );
  return { admission, questions };
};

/** 入院信息变更: everything but the visit's number may change, while it is registered. */
export const changeRegistered = async (needs: Needs, ask: AdmissionAsk): Promise<AdmissionAnswer> => {
  const from = await read(needs, ask);
  const { known } = from;
  const admissionId = admissionIdOf(ask.hospitalId, ask.visitId);
  if (known === undefined) throw new NotFound('admission-unknown', { admissionId });
  if (known.state !== 'registered') throw new Conflict('admission-cancelled', { admissionId });
  const changed = { ...admissionOf(needs, ask, from, known.registeredAt), version: known.version };
  const questions = questionsOf(needs, from.member, ask.admittedAt);
  if (changed.contentHash === known.contentHash) return { admission: known, questions };
  const admission = { ...changed, version: known.version + 1 };
  await committed(
    needs,
    [
      { do: 'replace', table: admissionTable, item: admission, expect: { version: known.version } },
      deed(admissionId, from.at, ask.who, 'admission-changed', admission.version),
    ],
    admissionId,
  );
  return { admission, questions };
};

export const cancelAdmission = async (
  needs: Needs,
  ask: Pick<AdmissionAsk, 'hospitalId' | 'visitId' | 'who'>,
): Promise<Admission> => {
  const admissionId = admissionIdOf(ask.hospitalId, ask.visitId);
  const known = readAdmission(await needs.tables.get(admissionTable, { admissionId }));
  if (known === undefined) throw new NotFound('admission-unknown', { admissionId });
  if (known.state === 'cancelled') return known;
  const version = known.version + 1;
  await committed(
    needs,
    [
      changeAdmission(known, { state: 'cancelled' }),
      deed(admissionId, needs.clock(), ask.who, 'admission-cancelled', version),
    ],
    admissionId,
  );
  return { ...known, state: 'cancelled', version };
};

const NEWEST = 100;

/** The hospital's admissions, newest first, with the state of each filing. */
export const listAdmissions = async (
  { tables }: Needs,
  hospitalId: string,
): Promise<readonly Admission[]> => {
  const { items } = await tables.query({
    table: admissionTable,
    index: 'by-hospital',
    partition: hospitalId,
    descending: true,
    limit: NEWEST,
  });
  return items.flatMap((item) => readAdmission(item) ?? []);
};
