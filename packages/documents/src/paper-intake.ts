/** Brings a ticketed paper to its end: stored or rejected. Called when the upload is announced, and when it is needed. */
import type { Files } from '@erbao/cloud-kit/files';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { NotFound } from '@erbao/kernel/errors';
import { findPapers, type Paper, recordInspection } from './paper.ts';
import { inspectPaper } from './paper-content.ts';

type Needs = { readonly tables: Tables; readonly papers: Files; readonly clock: Clock };

/** The paper as it stands after its content was looked at; still `ticketed` when nothing was uploaded yet. */
export const settlePaper = async ({ tables, papers, clock }: Needs, paperId: string): Promise<Paper> => {
  const [paper] = await findPapers(tables, [paperId]);
  if (paper === undefined) throw new NotFound('paper-unknown', { paperId });
  // a ticket admits one content: once found right, it stays right
  if (paper.state === 'stored' || (await papers.facts(paper.key)) === undefined) return paper;
  const inspection = await inspectPaper(paper, papers.read(paper.key));
  await tables.commit([recordInspection(paperId, inspection, clock())]);
  return inspection.ok
    ? { ...paper, state: 'stored', bytes: inspection.bytes }
    : { ...paper, state: 'rejected', bytes: inspection.bytes, rejection: inspection.rejection };
};
