/** Reads facts that were stored as JSON (receipts, messages): amounts are integer fen, dates are real days. */
import { type LocalDate, readLocalDate } from '@erbao/kernel/dates';
import { type Fen, fen } from '@erbao/kernel/money';
import * as z from 'zod';
import { AMOUNT_NAMES, AREAS, BILL_KINDS, INSURANCES, MOST_FEN, PLANS, SEXES, TIERS } from './facts.ts';

const isLocalDate = (text: unknown): text is LocalDate =>
  typeof text === 'string' && readLocalDate(text) !== undefined;

export const localDateSchema = z.custom<LocalDate>(isLocalDate, { error: '日期应为 YYYY-MM-DD 且真实存在' });

export const fenSchema = z
  .int({ error: '金额应为整数分' })
  .min(-MOST_FEN)
  .max(MOST_FEN)
  .transform((value): Fen => fen(value));

const word = z.string().min(1).max(60);
const range = { from: localDateSchema, to: localDateSchema.optional() };

export const memberFactsSchema = z.object({
  birthDate: localDateSchema,
  sex: z.enum(SEXES),
  insurance: z.enum(INSURANCES),
  identities: z
    .array(z.object({ kind: word, ...range }))
    .max(50)
    .default([]),
  enrolments: z
    .array(z.object({ ...range, plan: z.enum(PLANS).optional() }))
    .max(200)
    .default([]),
  chronic: z
    .array(z.object({ disease: word, registeredOn: localDateSchema }))
    .max(50)
    .optional(),
  suspendedKinds: z.array(z.enum(BILL_KINDS)).max(BILL_KINDS.length).optional(),
});

const facilitySchema = z.object({
  level: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
  area: z.enum(AREAS),
  designated: z.boolean(),
  tier: z.enum(TIERS).optional(),
});

const diagnosisSchema = z.object({
  code: z.string().max(40),
  main: z.boolean(),
  pathologyConfirmed: z.boolean().optional(),
  firstConfirmedOn: localDateSchema.optional(),
  metastatic: z.boolean().optional(),
  stage: z.string().max(100).optional(),
  hiv: z.boolean().optional(),
  chemotherapy: z.boolean().optional(),
  marrowTransplant: z.boolean().optional(),
  listedDisease: z.boolean().optional(),
});

const billShape = {
  id: z.string().max(100).optional(),
  kind: z.enum(BILL_KINDS),
  facility: facilitySchema,
  admittedOn: localDateSchema.optional(),
  dischargedOn: localDateSchema.optional(),
  servedOn: localDateSchema.optional(),
  diagnoses: z.array(diagnosisSchema).max(100).optional(),
  disease: word.optional(),
  flags: z.array(word).max(50).optional(),
};

/** A bill whose amounts are written as the caller's schema reads them (fen in records, yuan in case files). */
export const billSchemaWith = <Amount extends z.ZodType<Fen>>(amount: Amount) =>
  z
    .object({ ...billShape, amounts: z.partialRecord(z.enum(AMOUNT_NAMES), amount) })
    .refine((bill) => (bill.kind === 'inpatient' ? bill.dischargedOn : bill.servedOn) !== undefined, {
      error: '缺少出院日期（住院）或就诊日期（门诊）',
    });

export const billFactsSchema = billSchemaWith(fenSchema);
