/**
 * What a machine read on one paper. Values are clear here, in memory only; `kept-reading` seals what tells of a person.
 * A field that was not found is absent: unknown is not zero.
 */
import type { LocalDate } from '@erbao/kernel/dates';
import type { Fen } from '@erbao/kernel/money';
import type { FieldName, PaperForm } from './reading-fields.ts';

export const READING_SOURCES = ['pdf-text', 'ocr', 'qr'] as const;
export type ReadingSource = (typeof READING_SOURCES)[number];

/**
 * Where it stands: per mille of the width and height of the page as its viewing copy shows it (before the turns that bring
 * its text upright); pages count from 1.
 */
export type Place = {
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** What speaks for a value besides the reading of its own characters, within the same paper. */
export const EVIDENCE = [
  /** 大写 and 小写 are the same sum. */
  'capital-agrees',
  /** The amounts of the paper add up with this one in them. */
  'sum-agrees',
  /** The check character or digit is right. */
  'checksum-right',
  /** The code printed on the paper says the same. */
  'qr-agrees',
  /** Something on the paper contradicts it. */
  'contradicted',
] as const;
export type Evidence = (typeof EVIDENCE)[number];

export type FieldValue =
  | { readonly as: 'fen'; readonly fen: Fen }
  | { readonly as: 'date'; readonly date: LocalDate }
  | { readonly as: 'text'; readonly text: string };

export type ReadField = {
  readonly name: FieldName;
  readonly value: FieldValue;
  /** As it stands on the paper. */
  readonly raw: string;
  /** 0 … 1000 per mille. */
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
  readonly place: Place;
  readonly source: ReadingSource;
};

/** A QR or bar code; its text is kept whatever it says. */
export type ReadCode = { readonly text: string; readonly format: string; readonly place: Place };

export type PaperReading = {
  readonly form: PaperForm;
  readonly pages: number;
  /** Quarter turns clockwise that bring the text of each page upright. */
  readonly turns: readonly (0 | 1 | 2 | 3)[];
  readonly fields: readonly ReadField[];
  readonly codes: readonly ReadCode[];
};

/** From here a value may be taken without a person comparing it with the paper; below it is shown beside the crop. */
export const HIGH_CONFIDENCE = 900;
