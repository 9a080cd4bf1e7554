/** The facts of a claim as the engine takes them: the filed bill, the hospital as registered that day, the answers. */
import type { BillFacts, Facts } from '@erbao/benefit-policy/facts';
import { billFactsSchema } from '@erbao/benefit-policy/facts-schema';
import type { AnsweredFacts, Claim } from '@erbao/claims/claim';
import { facilityOn, type Hospital } from '@erbao/hospitals/hospital';
import { type LocalDate, readLocalDate } from '@erbao/kernel/dates';
import { InvalidInput } from '@erbao/kernel/errors';
import { readFen } from '@erbao/kernel/money';
import type { Member } from '@erbao/members/member';

const fenOf = (text: string): number => {
  const read = readFen(text);
  if (!read.ok) throw new InvalidInput('amount-unreadable', { reason: read.reason });
  return read.fen;
};

/** Discharge (inpatient) or service date. Throws InvalidInput `bill-date-missing`. */
export const billDateOf = (bill: Claim['bill']): LocalDate => {
  const text = bill.kind === 'inpatient' ? bill.dischargedOn : bill.servedOn;
  const date = text === undefined ? undefined : readLocalDate(text);
  if (date === undefined) throw new InvalidInput('bill-date-missing');
  return date;
};

const merged = (answers: Claim['answers']): AnsweredFacts => {
  const known: AnsweredFacts = {};
  for (const { facts } of answers)
    Object.assign(known, facts, { amounts: { ...known.amounts, ...facts.amounts } });
  return known;
};

type FiledDiagnosis = NonNullable<Claim['bill']['diagnoses']>[number];

/** A later answer about the main diagnosis replaces what was filed. */
const answered = (
  diagnosis: FiledDiagnosis,
  { facilityLevel: _level, splitBill: _split, amounts: _amounts, diagnosisCode, ...facts }: AnsweredFacts,
) =>
  diagnosis.main
    ? { ...diagnosis, ...facts, ...(diagnosisCode === undefined ? {} : { code: diagnosisCode }) }
    : diagnosis;

const correctedAmounts = (
  { total, ...filed }: Claim['bill']['amounts'],
  { total: seen, ...others }: NonNullable<AnsweredFacts['amounts']> = {},
): Claim['bill']['amounts'] => ({ total: seen ?? total, ...filed, ...others });

/** The bill of the whole stay, with the amounts that a person has corrected by the papers. */
export const filedBill = ({ bill, answers }: Pick<Claim, 'bill' | 'answers'>): Claim['bill'] => ({
  ...bill,
  amounts: correctedAmounts(bill.amounts, merged(answers).amounts),
});

/** The bill that is decided: as filed and corrected, or the part of a stay that a person cut at the year's end. */
export const decidedBill = (claim: Pick<Claim, 'bill' | 'answers'>): Claim['bill'] =>
  merged(claim.answers).splitBill ?? filedBill(claim);

export const billOf = (claim: Pick<Claim, 'claimId' | 'bill' | 'answers'>, hospital: Hospital): BillFacts => {
  const filed = decidedBill(claim);
  const { hospitalId: _hospital, amounts, diagnoses, ...bill } = filed;
  const answers = merged(claim.answers);
  const facility = facilityOn(hospital, billDateOf(filed));
  const read = billFactsSchema.safeParse({
    ...bill,
    id: claim.claimId,
    facility: {
      ...facility,
      ...(answers.facilityLevel === undefined ? {} : { level: answers.facilityLevel }),
    },
    ...(diagnoses === undefined ? {} : { diagnoses: diagnoses.map((one) => answered(one, answers)) }),
    amounts: Object.fromEntries(
      Object.entries(amounts).flatMap(([name, text]) => (text === undefined ? [] : [[name, fenOf(text)]])),
    ),
  });
  if (read.success) return read.data;
  throw new InvalidInput('bill-invalid', { fields: read.error.issues.map((issue) => issue.path.join('.')) });
};

export const factsOfClaim = (
  claim: Pick<Claim, 'claimId' | 'bill' | 'answers'>,
  member: Member,
  hospital: Hospital,
): Facts => ({ member: member.facts, bill: billOf(claim, hospital) });
