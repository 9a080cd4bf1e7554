/** A stored paper → what a machine reads on it, kept once; or a clear word that a person has to type it. */
import { recordDeed } from '@erbao/audit/audit-event';
import { type Files, readWhole } from '@erbao/cloud-kit/files';
import { changeStored } from '@erbao/documents/paper';
import type { StoredPaper } from '@erbao/documents/stored-paper';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Clock, Instant } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import { announce } from '@erbao/outbox/outbox-event';
import type { Raster } from '@erbao/page-text/raster';
import type { ReadPaper } from '@erbao/page-text/read-paper';
import { isReadKind } from '@erbao/paper-reading/forms';
import {
  beginReading,
  findReading,
  keepReading,
  keepUnreadable,
  MOST_TRIES,
  type ReadPaperKey,
  type UnreadableReason,
} from '@erbao/paper-reading/kept-reading';
import { HIGH_CONFIDENCE } from '@erbao/paper-reading/paper-reading';
import { READER_VERSION, readPages } from '@erbao/paper-reading/read-pages';
import type { FieldCipher } from '@erbao/personal-data/field-cipher';

export type Needs = {
  readonly tables: Tables;
  readonly papers: Files;
  readonly cipher: FieldCipher;
  readonly clock: Clock;
  readonly read: ReadPaper;
  /** How a page looks (documents, picture-hash). */
  readonly likeness: (page: Raster) => Promise<string>;
};
type Details = Readonly<Record<string, string | number>>;

/** The end of a reading with its deed on the paper's timeline and its event. */
const ended = (
  { paperId, readerVersion }: ReadPaperKey,
  at: Instant,
  end: Write,
  action: 'paper-read' | 'paper-unreadable',
  details: Details,
): readonly Write[] => [
  end,
  recordDeed({ subjectId: paperId, at, who: 'system', action, details: { readerVersion, ...details } }),
  announce({ kind: 'paper-read', paperId, readerVersion }, at, paperId, readerVersion),
];

export const readPaper = ({ tables, papers, cipher, clock, read, likeness }: Needs) => {
  // what is not committed was brought to its end by another runner
  const endUnread = async (paper: ReadPaperKey, reason: UnreadableReason): Promise<void> => {
    const at = clock();
    const end = keepUnreadable(paper, reason, at);
    await tables.commit(ended(paper, at, end, 'paper-unreadable', { reason }));
  };
  return async ({ paperId, key, sha256, kind, contentType }: StoredPaper): Promise<void> => {
    if (!isReadKind(kind)) return;
    const paper = { paperId, readerVersion: READER_VERSION };
    const before = await findReading(tables, paper);
    if (before !== undefined && before.state !== 'begun') return;
    if (before !== undefined && before.tries >= MOST_TRIES) return endUnread(paper, 'reader-stopped');
    const begun = await tables.commit([beginReading({ ...paper, sha256, kind }, before, clock())]);
    if (!begun.committed) throw new Conflict('paper-being-read', { paperId });
    const content = await readWhole(papers, key);
    const text = await read({ content, contentType }).catch(async (thrown: unknown) => {
      // the clerk is told, and so is whoever looks after the reader
      await endUnread(paper, 'reader-failed');
      throw thrown;
    });
    if (!text.ok) return endUnread(paper, text.reason);
    if (text.pages.every(({ lines, codes }) => lines.length + codes.length === 0))
      return endUnread(paper, 'no-text');
    // a picture has it from its viewing copy; not committed: rejected meanwhile
    if (text.front !== undefined)
      await tables.commit([changeStored(paperId, { likeness: await likeness(text.front) })]);
    const reading = readPages(text.pages, kind);
    const at = clock();
    const sure = reading.fields.filter(({ confidence }) => confidence >= HIGH_CONFIDENCE).length;
    const details = { form: reading.form, fields: reading.fields.length, sure };
    const end = await keepReading(cipher, paper, reading, at);
    await tables.commit(ended(paper, at, end, 'paper-read', details));
  };
};
