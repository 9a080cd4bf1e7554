/**
 * A hospital of the register: its code, and its level, area and designation with their dates. What counts for a bill is
 * what stood in the register on the bill's date.
 */
import type { FacilityFacts } from '@erbao/benefit-policy/facts';
import { covers, type LocalDate } from '@erbao/kernel/dates';
import { localDateSchema } from '@erbao/kernel/schemas';
import * as z from 'zod';

export const HOSPITAL_REGISTER = 'hospitals';

const datedSchema = { from: localDateSchema, to: localDateSchema.optional() };

export const hospitalSchema = z.object({
  /** 定点医药机构编号, e.g. H44011500001. */
  hospitalId: z.string(),
  name: z.string(),
  area: z.enum(['inside', 'outside', 'town']),
  tier: z.enum(['grassroots', 'city']).optional(),
  levels: z.array(
    z.object({
      level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
      ...datedSchema,
      /** Where the level is taken from; a sample says so. */
      source: z.string(),
    }),
  ),
  /** Contract dates as a designated hospital 定点医疗机构. */
  designations: z.array(z.object(datedSchema)),
  /** Where the hospital is paid, dated: the account of an organisation, not of a person. */
  accounts: z
    .array(
      z.object({
        holder: z.string(),
        number: z.string(),
        bankName: z.string(),
        cnaps: z.string(),
        ...datedSchema,
        source: z.string(),
      }),
    )
    .readonly()
    .optional(),
  /** The one word under which all hospitals are listed. */
  register: z.literal(HOSPITAL_REGISTER).optional(),
  sample: z.boolean(),
});
export type Hospital = z.infer<typeof hospitalSchema>;

/** The facility as the engine sees it on a day; level 0 when the register gives none for that day. */
export const facilityOn = (hospital: Hospital, on: LocalDate): FacilityFacts => ({
  level: hospital.levels.find((level) => covers(level, on))?.level ?? 0,
  area: hospital.area,
  designated: hospital.designations.some((range) => covers(range, on)),
  ...(hospital.tier === undefined ? {} : { tier: hospital.tier }),
});

/** The account that holds on a day; undefined when the register has none. */
export const accountOn = ({ accounts = [] }: Hospital, on: LocalDate) => {
  const found = accounts.find((account) => covers(account, on));
  if (found === undefined) return undefined;
  const { holder, number, bankName, cnaps } = found;
  return { holder, number, bankName, cnaps };
};
