/** The lines of a closing, in the order in which they were settled: parts are read side by side, a line of each in memory. */
import type { Files } from '@erbao/cloud-kit/files';
import { MONTH_PARTS } from '@erbao/one-stop/hospital-settlement';
import { type Closing, LATE_PART, linesKey } from './closing-files.ts';
import { type StatementLine, statementLineSchema } from './statement-lines.ts';

export async function* linesIn(files: Files, key: string): AsyncGenerator<StatementLine, void, void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of files.read(key)) {
    const texts = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = texts.pop() ?? '';
    for (const text of texts) yield statementLineSchema.parse(JSON.parse(text));
  }
}

type Head = { readonly line: StatementLine; readonly lines: AsyncGenerator<StatementLine, void, void> };

const nextOf = async (lines: Head['lines']): Promise<Head | undefined> => {
  const next = await lines.next();
  return next.done === true ? undefined : { line: next.value, lines };
};

/** Settlements by their moments, then what is of earlier months. */
export async function* linesOfClosing(
  files: Files,
  closing: Closing,
): AsyncGenerator<StatementLine, void, void> {
  const opened = MONTH_PARTS.map((part) => nextOf(linesIn(files, linesKey(closing, part))));
  const heads = (await Promise.all(opened)).flatMap((head) => head ?? []);
  while (heads.length > 0) {
    let first = 0;
    for (const [place, { line }] of heads.entries())
      if (line.at < (heads[first]?.line.at ?? '')) first = place;
    const [head] = heads.splice(first, 1);
    if (head === undefined) return;
    yield head.line;
    const next = await nextOf(head.lines);
    if (next !== undefined) heads.push(next);
  }
  yield* linesIn(files, linesKey(closing, LATE_PART));
}
