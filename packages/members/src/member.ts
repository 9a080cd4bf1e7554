/**
 * An insured person: the facts that the engine reads, and the person behind them sealed. The id follows from the keyed
 * hash of the identity number, so that a row with an identity number finds its member by one read, and enrolling the
 * same person twice is one member.
 */
import { memberFactsSchema } from '@erbao/benefit-policy/facts-schema';
import { type LocalDate, completedYears } from '@erbao/kernel/dates';
import { contentId } from '@erbao/kernel/ids';
import { instantSchema, localDateSchema } from '@erbao/kernel/schemas';
import { type BlindIndex, type FieldCipher, sealedSchema } from '@erbao/personal-data/field-cipher';
import * as z from 'zod';

const registrationSchema = z.object({
  disease: z.string(),
  registeredOn: localDateSchema,
  claimId: z.string(),
  /** Who agreed last. */
  by: z.string(),
  at: instantSchema,
});
export type Registration = z.infer<typeof registrationSchema>;

/** A member who was found to be this one's guardian, with the claim whose papers showed it. */
const guardianSchema = z.object({
  memberId: z.string(),
  confirmedOn: localDateSchema,
  claimId: z.string(),
});
export type Guardian = z.infer<typeof guardianSchema>;

export const memberSchema = z.object({
  memberId: z.string(),
  /** As shown: 张**. */
  maskedName: z.string(),
  /** As shown: 440***********1234. */
  maskedIdentityNumber: z.string(),
  /** Context `member/<memberId>/name`. */
  sealedName: sealedSchema,
  /** Context `member/<memberId>/identity-number`. */
  sealedIdentityNumber: sealedSchema,
  /** Context `member/<memberId>/phone`; absent for who gave none. */
  sealedPhone: sealedSchema.optional(),
  facts: memberFactsSchema,
  /** 门慢登记 on a certificate, with the claim that asked for it; `facts.chronic` holds them, too. */
  registrations: z.array(registrationSchema).optional(),
  guardians: z.array(guardianSchema).optional(),
  /** Grows with every registration and guardian; absent is 0. */
  version: z.int().optional(),
  /** True for the synthetic people of the sample district. */
  sample: z.boolean(),
});
export type Member = z.infer<typeof memberSchema>;

/** One person has one identity number in one spelling: trimmed, upper-case X. */
export const normalIdentityNumber = (identityNumber: string): string => identityNumber.trim().toUpperCase();

export const memberIdOf = async (index: BlindIndex, identityNumber: string): Promise<string> =>
  contentId('member', await index('identity-number', normalIdentityNumber(identityNumber)));

/** Opened where a name must be compared or printed, never kept open. */
export const memberName = (cipher: FieldCipher, { memberId, sealedName }: Member): Promise<string> =>
  cipher.open(sealedName, `member/${memberId}/name`);

/** Under 18 on a day: a guardian may act and be paid for the member. */
export const isMinor = (member: Member, on: LocalDate): boolean =>
  completedYears(member.facts.birthDate, on) < 18;
