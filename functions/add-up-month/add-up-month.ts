/**
 * A sixteenth of a month: its standing settlements as lines, sorted by when they were settled, and their sums. A month of a
 * million settlements is sixteen steps of some seconds, each holding its own lines only.
 */
import type { SchemeBook } from '@erbao/benefit-policy/scheme-book';
import type { Files } from '@erbao/cloud-kit/files';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { Defect } from '@erbao/kernel/errors';
import { findMonth } from '@erbao/one-stop/hospital-month';
import { settlementsOfMonth } from '@erbao/one-stop/hospital-settlement';
import { lateLinesOf } from '@erbao/one-stop/late-line';
import { LATE_PART, linesKey, sumsKey } from '@erbao/settlement-files/closing-files';
import {
  addLine,
  lineOfLate,
  lineOfSettlement,
  NO_SUMS,
  type StatementLine,
} from '@erbao/settlement-files/statement-lines';

export type Needs = { readonly tables: Tables; readonly files: Files; readonly schemes: SchemeBook };
export type Input = { readonly hospitalId: string; readonly month: string; readonly part: string };

const linesOf = async (
  { tables, schemes: { schemes } }: Needs,
  { hospitalId, month, part }: Input,
): Promise<StatementLine[]> => {
  if (part === LATE_PART)
    return (await lateLinesOf(tables, hospitalId, month)).map((line) => lineOfLate(schemes, line));
  const lines: StatementLine[] = [];
  for await (const settlement of settlementsOfMonth(tables, hospitalId, month, part))
    if (settlement.state === 'standing') lines.push(lineOfSettlement(schemes, settlement));
  return lines;
};

const LINES_PER_PIECE = 500;

// eslint-disable-next-line @typescript-eslint/require-await -- the port takes what comes piece by piece
async function* jsonl(lines: readonly StatementLine[]): AsyncGenerator<Uint8Array> {
  const text = new TextEncoder();
  for (let start = 0; start < lines.length; start += LINES_PER_PIECE)
    yield text.encode(
      lines
        .slice(start, start + LINES_PER_PIECE)
        .map((line) => `${JSON.stringify(line)}\n`)
        .join(''),
    );
}

export const addUpMonth =
  (needs: Needs) =>
  async (input: Input): Promise<{ readonly part: string }> => {
    const { hospitalId, month, part } = input;
    const read = await findMonth(needs.tables, hospitalId, month);
    if (read?.closing === undefined) throw new Defect('month-not-closing', { hospitalId, month });
    // a repeated step after the close: the lines stand as they were closed
    if (read.state !== 'closing') return { part };
    const closing = { hospitalId, month, attempt: read.closing.attempt };
    const lines = (await linesOf(needs, input)).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    await needs.files.writeStream(linesKey(closing, part), 'application/jsonl', jsonl(lines));
    const sums = JSON.stringify(lines.reduce(addLine, NO_SUMS));
    await needs.files.write(sumsKey(closing, part), 'application/json', new TextEncoder().encode(sums));
    return { part };
  };
