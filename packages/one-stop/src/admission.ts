/** An admission as registered in real time: whose, where, since when; nothing of the person but the member's id. */
import type { Item, Write } from '@erbao/dynamo-kit/tables';
import { canonicalJson, sha256Hex } from '@erbao/kernel/ids';
import { instantSchema } from '@erbao/kernel/schemas';
import * as z from 'zod';
import { admissionTable } from './admission-table.ts';

const ruleSchema = z.object({ clause: z.string(), text: z.string() });

export const admissionSchema = z.object({
  admissionId: z.string(),
  hospitalId: z.string(),
  visitId: z.string(),
  memberId: z.string(),
  admittedAt: instantSchema,
  medicalType: z.string(),
  referred: z.boolean(),
  diagnosis: z.string().optional(),
  state: z.enum(['registered', 'cancelled']),
  registeredAt: instantSchema,
  registeredBy: z.string(),
  /** Of what the hospital said: the same said again is the same admission. */
  contentHash: z.string(),
  version: z.int(),
  noDeposit: ruleSchema.optional(),
  filing: ruleSchema.extend({ dueAt: instantSchema, state: z.enum(['in-time', 'late']) }).optional(),
});
export type Admission = z.infer<typeof admissionSchema>;

export type SaidOfAdmission = Pick<
  Admission,
  'memberId' | 'admittedAt' | 'medicalType' | 'referred' | 'diagnosis'
>;

export const contentHashOf = (said: SaidOfAdmission): string =>
  sha256Hex(
    canonicalJson({
      memberId: said.memberId,
      admittedAt: said.admittedAt,
      medicalType: said.medicalType,
      referred: said.referred,
      diagnosis: said.diagnosis,
    }),
  );

export const admissionKey = (admissionId: string) => ({ table: admissionTable, key: { admissionId } });

export const readAdmission = (item: Item | undefined): Admission | undefined =>
  item === undefined ? undefined : admissionSchema.parse(item);

export const insertAdmission = (admission: Admission): Write => ({
  do: 'insert',
  table: admissionTable,
  item: admission,
});

/** Changes an admission as it was read. */
export const changeAdmission = ({ admissionId, version }: Admission, set: Item): Write => ({
  do: 'change',
  table: admissionTable,
  key: { admissionId },
  set: { ...set, version: version + 1 },
  expect: { version },
});
