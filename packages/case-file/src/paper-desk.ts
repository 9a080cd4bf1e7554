/** What becomes of a paper, each step with its deed: judged by its content, scanned, copied for viewing. */
import { recordDeed } from '@erbao/audit/audit-event';
import type { Files } from '@erbao/cloud-kit/files';
import { inspectedPaper, paperById, type Paper, recordInspection } from '@erbao/documents/paper';
import { judgeUpload } from '@erbao/documents/paper-intake';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Clock, Instant } from '@erbao/kernel/dates';

export type PaperNeeds = { readonly tables: Tables; readonly papers: Files; readonly clock: Clock };

/** A machine's deed on the paper's own timeline. */
export const paperDeed = (
  { paperId, kind }: Paper,
  at: Instant,
  action: string,
  details: Readonly<Record<string, string>> = {},
): Write => recordDeed({ subjectId: paperId, at, who: 'system', action, details: { kind, ...details } });

/**
 * Called when the upload is announced, and when the paper is needed. Gives the paper as it stands after its content was
 * looked at; still `ticketed` when nothing was uploaded yet. Throws NotFound `paper-unknown`.
 */
export const settlePaper = async (needs: PaperNeeds, paperId: string): Promise<Paper> => {
  const { tables, papers, clock } = needs;
  const paper = await paperById(tables, paperId);
  const inspection = await judgeUpload(papers, paper);
  if (inspection === undefined) return paper;
  const at = clock();
  const outcome = await tables.commit([
    recordInspection(paper, inspection, at),
    inspection.ok
      ? paperDeed(paper, at, 'paper-stored')
      : paperDeed(paper, at, 'paper-rejected', { rejection: inspection.rejection }),
  ]);
  // somebody else has judged it meanwhile, by the same bytes
  return outcome.committed ? inspectedPaper(paper, inspection) : paperById(tables, paperId);
};
