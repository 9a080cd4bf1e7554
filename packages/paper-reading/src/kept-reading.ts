/**
 * A reading as it is kept: once for each paper (a paper's id follows from its content) and version of the reader. It is
 * begun before the machine looks at the paper, so that a paper on which the machine breaks is known after a few tries.
 */
import { PAPER_KINDS, type PaperKind } from '@erbao/api-contracts/paper-kinds';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Instant } from '@erbao/kernel/dates';
import { fenSchema, instantSchema, localDateSchema } from '@erbao/kernel/schemas';
import { type FieldCipher, sealedSchema } from '@erbao/personal-data/field-cipher';
import { maskAccountNumber, maskIdentityNumber, maskName } from '@erbao/personal-data/masking';
import * as z from 'zod';
import {
  EVIDENCE,
  type PaperReading,
  READING_SOURCES,
  type ReadCode,
  type ReadField,
} from './paper-reading.ts';
import { paperReadingTable } from './paper-reading-table.ts';
import { factsOf, type FieldName, isFieldName, PAPER_FORMS } from './reading-fields.ts';

/** Why a person types what a machine could not read. */
export const UNREADABLE_REASONS = [
  'no-text',
  'encrypted',
  'damaged',
  /** The reader threw on this paper. */
  'reader-failed',
  /** The reader was stopped on this paper each time it tried: out of time or of memory. */
  'reader-stopped',
] as const;
export type UnreadableReason = (typeof UNREADABLE_REASONS)[number];

const placeSchema = z.object({ page: z.int(), x: z.int(), y: z.int(), width: z.int(), height: z.int() });
export const valueSchema = z.discriminatedUnion('as', [
  z.object({ as: z.literal('fen'), fen: fenSchema }),
  z.object({ as: z.literal('date'), date: localDateSchema }),
  z.object({ as: z.literal('text'), text: z.string() }),
]);
const saidSchema = z.object({ value: valueSchema, raw: z.string() });

const fieldBase = {
  name: z.custom<FieldName>((word) => typeof word === 'string' && isFieldName(word)),
  confidence: z.int().min(0).max(1_000),
  evidence: z.array(z.enum(EVIDENCE)),
  place: placeSchema,
  source: z.enum(READING_SOURCES),
};
const keptFieldSchema = z.union([
  z.object({ ...fieldBase, ...saidSchema.shape }),
  /** Tells of a person: value and raw text are sealed, context {@link fieldContext}. */
  z.object({ ...fieldBase, masked: z.string(), sealed: sealedSchema }),
]);
export type KeptField = z.infer<typeof keptFieldSchema>;

export const keptReadingSchema = z.object({
  paperId: z.string(),
  readerVersion: z.string(),
  sha256: z.string(),
  kind: z.enum(PAPER_KINDS),
  state: z.enum(['begun', 'read', 'unreadable']),
  /** How often the reader has begun. */
  tries: z.int(),
  begunAt: instantSchema,
  endedAt: instantSchema.optional(),
  reason: z.enum(UNREADABLE_REASONS).optional(),
  form: z.enum(PAPER_FORMS).optional(),
  pages: z.int().optional(),
  turns: z.array(z.literal([0, 1, 2, 3])).optional(),
  fields: z.array(keptFieldSchema).optional(),
  /** A code may hold anything: its text is sealed, context {@link codeContext}. */
  codes: z.array(z.object({ format: z.string(), place: placeSchema, sealed: sealedSchema })).optional(),
});
export type KeptReading = z.infer<typeof keptReadingSchema>;

export const fieldContext = (paperId: string, name: FieldName): string => `paper/${paperId}/${name}`;
export const codeContext = (paperId: string): string => `paper/${paperId}/code`;

/** As it is shown to who may not see it whole. */
export const maskedField = (name: FieldName, text: string): string => {
  const { personal } = factsOf(name);
  if (personal === 'name') return maskName(text);
  return personal === 'identity-number' ? maskIdentityNumber(text) : maskAccountNumber(text);
};

const keptField = async (cipher: FieldCipher, paperId: string, field: ReadField): Promise<KeptField> => {
  const { value, raw, evidence, ...rest } = field;
  const base = { ...rest, evidence: [...evidence] };
  if (factsOf(field.name).personal === undefined) return { ...base, value, raw };
  const sealed = await cipher.seal(JSON.stringify({ value, raw }), fieldContext(paperId, field.name));
  return { ...base, masked: maskedField(field.name, value.as === 'text' ? value.text : ''), sealed };
};

/** A kept field as it was read. Throws Forbidden `sealed-value-not-ours` for a field of another paper. */
export const openField = async (
  cipher: FieldCipher,
  paperId: string,
  field: KeptField,
): Promise<ReadField> => {
  if (!('sealed' in field)) return field;
  const { sealed, masked: _masked, ...rest } = field;
  const clear = await cipher.open(sealed, fieldContext(paperId, field.name));
  return { ...rest, ...saidSchema.parse(JSON.parse(clear)) };
};

export const openCode = async (
  cipher: FieldCipher,
  paperId: string,
  { format, place, sealed }: NonNullable<KeptReading['codes']>[number],
): Promise<ReadCode> => ({ format, place, text: await cipher.open(sealed, codeContext(paperId)) });

/** A paper on which the reader was stopped so often is a person's. */
export const MOST_TRIES = 3;

export type ReadPaperKey = { readonly paperId: string; readonly readerVersion: string };
const keyOf = ({ paperId, readerVersion }: ReadPaperKey) => ({ paperId, readerVersion });

export const findReading = async (tables: Tables, key: ReadPaperKey): Promise<KeptReading | undefined> => {
  const item = await tables.get(paperReadingTable, keyOf(key));
  return item === undefined ? undefined : keptReadingSchema.parse(item);
};

/** The reading by the newest reader that has looked at the paper; undefined when none has begun. */
export const latestReading = async (tables: Tables, paperId: string): Promise<KeptReading | undefined> => {
  const query = { table: paperReadingTable, partition: paperId, descending: true, limit: 1 };
  const [item] = (await tables.query(query)).items;
  return item === undefined ? undefined : keptReadingSchema.parse(item);
};

export type ReadPaper = ReadPaperKey & { readonly sha256: string; readonly kind: PaperKind };

/** Notes a try; of two that begin at once one is refused. */
export const beginReading = (paper: ReadPaper, before: KeptReading | undefined, at: Instant): Write =>
  before === undefined
    ? {
        do: 'insert',
        table: paperReadingTable,
        item: { ...paper, state: 'begun', tries: 1, begunAt: at },
      }
    : {
        do: 'change',
        table: paperReadingTable,
        key: keyOf(paper),
        set: { tries: before.tries + 1, begunAt: at },
        expect: { state: 'begun', tries: before.tries },
      };

/** What was read, sealed where it tells of a person; refused when the reading has ended already. */
export const keepReading = async (
  cipher: FieldCipher,
  key: ReadPaperKey,
  reading: PaperReading,
  at: Instant,
): Promise<Write> => {
  const { paperId } = key;
  const fields = await Promise.all(reading.fields.map((field) => keptField(cipher, paperId, field)));
  const codes = await Promise.all(
    reading.codes.map(async ({ text, ...rest }) => ({
      ...rest,
      sealed: await cipher.seal(text, codeContext(paperId)),
    })),
  );
  const { form, pages, turns } = reading;
  return {
    do: 'change',
    table: paperReadingTable,
    key: keyOf(key),
    set: { state: 'read', form, pages, turns, fields, codes, endedAt: at },
    expect: { state: 'begun' },
  };
};

export const keepUnreadable = (key: ReadPaperKey, reason: UnreadableReason, at: Instant): Write => ({
  do: 'change',
  table: paperReadingTable,
  key: keyOf(key),
  set: { state: 'unreadable', reason, endedAt: at },
  expect: { state: 'begun' },
});
