/**
 * An uploaded object → its paper is stored or rejected with a reason, and scanned. A stored one is handed on to those who
 * copy and read it: the notice leaves its queue only after both have their message, so a lost one is sent again.
 */
import { type PaperNeeds, settlePaper } from '@erbao/case-file/paper-desk';
import { INFECTED_MARK } from '@erbao/api-contracts/paper-states';
import { rejectingStored } from '@erbao/case-file/paper-loss';
import type { Messages } from '@erbao/cloud-kit/messages';
import { type Paper, paperIdOfKey, scanStored } from '@erbao/documents/paper';
import type { Scan } from '@erbao/documents/scanner';
import { storedPaperMessage } from '@erbao/documents/stored-paper';
import { Conflict, InvalidInput } from '@erbao/kernel/errors';
import type { S3Notification } from '@erbao/lambda-kit/s3-notification';

export type Needs = PaperNeeds & {
  readonly scan: Scan;
  readonly toCopy: Messages;
  readonly toRead: Messages;
};

/** True when the paper may be looked at. One that nobody could scan is looked at again with every notice. */
const scanned = async ({ tables, papers, scan, clock }: Needs, paper: Paper): Promise<boolean> => {
  if (paper.scan?.state === 'clean') return true;
  const verdict = await scan(papers.read(paper.key));
  const at = clock();
  const said = { ...verdict, at };
  const writes =
    verdict.state === 'infected'
      ? await rejectingStored(tables, paper, { rejection: 'infected', scan: said }, at)
      : [scanStored(paper.paperId, said)];
  const outcome = await tables.commit(writes);
  if (!outcome.committed) throw new Conflict('paper-moved-on', { paperId: paper.paperId });
  return verdict.state !== 'infected';
};

export const recordPaper =
  (needs: Needs) =>
  async ({ keys }: S3Notification): Promise<void> => {
    for (const key of keys) {
      const paperId = paperIdOfKey(key);
      if (paperId === undefined) throw new InvalidInput('upload-key-unknown');
      const paper = await settlePaper(needs, paperId);
      const isSafe =
        paper.rejection !== 'infected' && (paper.state !== 'stored' || (await scanned(needs, paper)));
      // again with every notice: whoever sends the same bytes once more has made a version without the mark
      if (!isSafe) await needs.papers.mark(key, INFECTED_MARK);
      if (!isSafe || paper.state !== 'stored') continue;
      const message = storedPaperMessage(paper);
      await needs.toCopy.send(message);
      await needs.toRead.send(message);
    }
  };
