/** Looking at what was uploaded for a ticket, to bring its paper to an end: stored or rejected. */
import type { Files } from '@erbao/cloud-kit/files';
import type { Inspection, Paper } from './paper.ts';
import { inspectPaper } from './paper-content.ts';

/** A ticket admits one content: what was judged on that very content stays; only a failed transfer may be mended. */
const isSettled = ({ state, rejection }: Paper): boolean =>
  state === 'stored' ||
  (state === 'rejected' &&
    rejection !== 'hash-differs' &&
    rejection !== 'empty' &&
    rejection !== 'too-large');

/** `undefined`: settled before, or nothing was uploaded yet. */
export const judgeUpload = async (papers: Files, paper: Paper): Promise<Inspection | undefined> => {
  if (isSettled(paper) || (await papers.facts(paper.key)) === undefined) return undefined;
  return inspectPaper(paper, papers.read(paper.key));
};
