/** A single claim as stored. Account holder and number are sealed; the bill holds facts only. */
import { CLAIM_KINDS, claimBillSchema } from '@erbao/api-contracts/claim-message';
import { PAPER_KINDS } from '@erbao/api-contracts/paper-kinds';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { NotFound } from '@erbao/kernel/errors';
import { fenSchema, instantSchema } from '@erbao/kernel/schemas';
import { sealedSchema } from '@erbao/personal-data/field-cipher';
import * as z from 'zod';
import { claimTable } from './claim-table.ts';
import { CLAIM_STATES } from './lifecycle.ts';

/** Facts that a person gave in answer to a referral, with who and when; they overlay the main diagnosis. */
export const answeredFactsSchema = z.object({
  pathologyConfirmed: z.boolean().optional(),
  firstConfirmedOn: z.string().optional(),
  metastatic: z.boolean().optional(),
  stage: z.string().max(40).optional(),
  diagnosisCode: z.string().max(13).optional(),
  facilityLevel: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
  /** 跨年住院: the bill of the part up to the year's end, by the itemised list; the rest is a claim of its own. */
  splitBill: claimBillSchema.optional(),
  /** 更正金额: as they stand on receipt and settlement sheet, where something else was filed. */
  amounts: claimBillSchema.shape.amounts.partial().optional(),
});
export type AnsweredFacts = z.infer<typeof answeredFactsSchema>;

export const claimAnswerSchema = z.object({
  facts: answeredFactsSchema,
  by: z.string(),
  at: instantSchema,
  /** What the answer rests on, in the reviewer's words. */
  reason: z.string(),
});

/** What the reviewer asks of the citizen, and what the citizen says to it. */
const exchangeSchema = z.object({
  question: z.string(),
  askedBy: z.string(),
  askedAt: instantSchema,
  /** The wait that the reply ends. */
  waitId: z.string(),
  reply: z.string().optional(),
  repliedBy: z.string().optional(),
  repliedAt: instantSchema.optional(),
});

/** 复议, or 强制要求提交: what the citizen says, and what the joint office determined. */
const petitionSchema = z.object({
  reason: z.string(),
  by: z.string(),
  at: instantSchema,
  determination: z
    .object({ outcome: z.string(), reason: z.string(), by: z.string(), at: instantSchema })
    .optional(),
});

/** 复议 of a refusal or of a sum. */
const objectionSchema = petitionSchema.extend({
  /** The version that was objected to. */
  version: z.int().optional(),
  /** Overturned, and opened again: versions above this one are the joint office's. */
  reopenedAfter: z.int().optional(),
});

const accountSchema = z.object({
  /** Context `claim/<claimId>/account`. */
  sealedHolder: sealedSchema,
  sealedNumber: sealedSchema,
  maskedHolder: z.string(),
  maskedNumber: z.string(),
  bankName: z.string(),
  cnaps: z.string(),
  relation: z.enum(['self', 'guardian']),
});

/** A reason to look closer; the words of `code` and its weight are the review's (risk-signal). */
const riskSignalSchema = z.object({ code: z.string(), found: z.array(z.string()) });
export type RiskSignal = z.infer<typeof riskSignalSchema>;

export const claimSchema = z.object({
  claimId: z.string(),
  state: z.enum(CLAIM_STATES),
  /** Grows with every write; the condition of the next one. */
  version: z.int(),
  memberId: z.string(),
  channel: z.string(),
  filingId: z.string(),
  filedAt: instantSchema,
  filedBy: z.string(),
  contentHash: z.string(),
  /** Absent for a registration 门慢登记, which asks for no money. */
  invoice: z.object({ code: z.string(), number: z.string() }).optional(),
  /** 结算ID of the insurance settlement sheet. */
  settlementNumber: z.string().optional(),
  /** Of a registration: the visit at which the disease was certified, with no amounts. */
  bill: claimBillSchema,
  papers: z.array(z.object({ kind: z.enum(PAPER_KINDS), paperId: z.string() })),
  missing: z.array(z.string()),
  /** Papers were asked for this many times; numbers the waits for a supplement. */
  supplementRound: z.int(),
  /** How many times a limit was set for the citizen; numbers the limits. */
  citizenLimit: z.int().optional(),
  completeAt: instantSchema.optional(),
  /** Absent for a registration. */
  account: accountSchema.optional(),
  /** Keyed hash of the account's number, under which the claims that it was given for are found. */
  accountIndex: z.string().optional(),
  /** Keyed hash of the account's holder: whether two claims name the same one. */
  holderIndex: z.string().optional(),
  /** Absent is `single`. */
  claimKind: z.enum(CLAIM_KINDS).optional(),
  /** The service point that registered it; absent when the citizen filed online. */
  office: z.string().optional(),
  /** A guardian filed for a minor: a person looks at the household register. */
  byGuardian: z.boolean().optional(),
  /** Found to be the guardian at an earlier claim: nobody need look at the household register again. */
  guardianKnown: z.boolean().optional(),
  /** The guardian who filed, as a member: finds the claim in the own list. */
  guardianMemberId: z.string().optional(),
  /** 门慢登记: the day from which the next month counts. */
  registeredOn: z.string().optional(),
  /** Filed after the limit: taken, and decided by a person. */
  late: z.boolean().optional(),
  /** What was found in the data at filing and at the decision; ids only. */
  riskSignals: z.array(riskSignalSchema).optional(),
  exchanges: z.array(exchangeSchema).optional(),
  insistence: petitionSchema.optional(),
  objection: objectionSchema.optional(),
  /** The end of the fifteenth working day after the decision. */
  objectUntil: instantSchema.optional(),
  /** The citizen did not answer: what a person decided. */
  closure: z
    .object({ outcome: z.string(), reason: z.string(), by: z.string(), at: instantSchema })
    .optional(),
  /** 退还材料: who gave the papers back, how and when. */
  handedBack: z
    .object({ method: z.string(), mailNumber: z.string().optional(), by: z.string(), at: instantSchema })
    .optional(),
  /** The deadline that is running for this claim; absent is the first promise. */
  promiseId: z.string().optional(),
  /** Died: the money goes to heirs, which persons settle. */
  deceased: z.object({ on: z.string(), by: z.string(), at: instantSchema }).optional(),
  /** The version whose money was paid, when a later one decides about the rest. */
  paidVersion: z.int().optional(),
  /** The rest of a stay across years. */
  restClaimId: z.string().optional(),
  answers: z.array(claimAnswerSchema),
  /** The version of the standing adjudication; 0 before the first. */
  adjudicationVersion: z.int(),
  /** The last version that was made, where a later one was taken back and an earlier one stands again. */
  lastVersion: z.int().optional(),
  outcome: z.enum(['granted', 'nothing', 'refused', 'referred']).optional(),
  totalFen: fenSchema.optional(),
  /** Why the claim was refused: a reason code and a reviewer's words; none where the person only agreed with the engine. */
  refusal: z.object({ code: z.string(), text: z.string(), by: z.string() }).optional(),
  refusedAt: instantSchema.optional(),
  /** What must come back, and by whose word. */
  recovery: z
    .object({ reason: z.string(), by: z.string(), at: instantSchema, amountFen: fenSchema })
    .optional(),
  /** The last approval that was taken back before its payment: of which version, why, and by whose word. */
  approvalStop: z
    .object({ version: z.int(), reason: z.string(), by: z.string(), at: instantSchema })
    .optional(),
  paymentId: z.string().optional(),
  paidAt: instantSchema.optional(),
  openMark: z.string().optional(),
});
export type Claim = z.infer<typeof claimSchema>;

/** The highest version ever made; the next decision is the one after it. */
export const latestVersion = ({ adjudicationVersion, lastVersion = 0 }: Claim): number =>
  Math.max(adjudicationVersion, lastVersion);

export const findClaim = async (tables: Tables, claimId: string): Promise<Claim | undefined> => {
  const item = await tables.get(claimTable, { claimId });
  return item === undefined ? undefined : claimSchema.parse(item);
};

/** Throws NotFound `claim-unknown`. */
export const claimById = async (tables: Tables, claimId: string): Promise<Claim> => {
  const claim = await findClaim(tables, claimId);
  if (claim === undefined) throw new NotFound('claim-unknown', { claimId });
  return claim;
};
