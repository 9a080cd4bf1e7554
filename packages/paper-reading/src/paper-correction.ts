/**
 * A field as a person read it on the paper. It stands beside what the machine read, for good; of several of one field the
 * last one counts. Sealed as a reading is where it tells of a person.
 */
import { queryAll, type Tables, type Write } from '@erbao/dynamo-kit/tables';
import type { Instant } from '@erbao/kernel/dates';
import { instantSchema } from '@erbao/kernel/schemas';
import { type FieldCipher, sealedSchema } from '@erbao/personal-data/field-cipher';
import * as z from 'zod';
import { fieldContext, maskedField, valueSchema } from './kept-reading.ts';
import { paperCorrectionTable } from './paper-correction-table.ts';
import type { FieldValue } from './paper-reading.ts';
import { type FieldName, factsOf, isFieldName } from './reading-fields.ts';

const keptCorrectionSchema = z.object({
  paperId: z.string(),
  place: z.string(),
  field: z.custom<FieldName>((word) => typeof word === 'string' && isFieldName(word)),
  by: z.string(),
  at: instantSchema,
  reason: z.string(),
  value: valueSchema.optional(),
  masked: z.string().optional(),
  sealed: sealedSchema.optional(),
});
export type KeptCorrection = z.infer<typeof keptCorrectionSchema>;

export type Correction = {
  readonly paperId: string;
  readonly field: FieldName;
  readonly value: FieldValue;
  readonly by: string;
  readonly at: Instant;
  readonly reason: string;
};

export const keepCorrection = async (cipher: FieldCipher, { value, ...rest }: Correction): Promise<Write> => {
  const { paperId, field, at } = rest;
  const personal = factsOf(field).personal !== undefined;
  const said = personal
    ? {
        masked: maskedField(field, value.as === 'text' ? value.text : ''),
        sealed: await cipher.seal(JSON.stringify(value), fieldContext(paperId, field)),
      }
    : { value };
  return { do: 'insert', table: paperCorrectionTable, item: { ...rest, ...said, place: `${at}#${field}` } };
};

/** Oldest first. */
export const correctionsOf = async (tables: Tables, paperId: string): Promise<readonly KeptCorrection[]> => {
  const corrections: KeptCorrection[] = [];
  for await (const item of queryAll(tables, { table: paperCorrectionTable, partition: paperId }))
    corrections.push(keptCorrectionSchema.parse(item));
  return corrections;
};

export const openCorrection = async (
  cipher: FieldCipher,
  { paperId, field, value, sealed }: KeptCorrection,
): Promise<FieldValue | undefined> =>
  sealed === undefined
    ? value
    : valueSchema.parse(JSON.parse(await cipher.open(sealed, fieldContext(paperId, field))));
