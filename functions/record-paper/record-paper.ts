/**
 * An uploaded object → its paper is stored or rejected with a reason. A stored one is handed on to those who copy and
 * read it: the notice leaves its queue only after both have their message, so a lost one is sent again.
 */
import type { Files } from '@erbao/cloud-kit/files';
import type { Messages } from '@erbao/cloud-kit/messages';
import { paperIdOfKey } from '@erbao/documents/paper';
import { settlePaper } from '@erbao/documents/paper-intake';
import { storedPaperMessage } from '@erbao/documents/stored-paper';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { InvalidInput } from '@erbao/kernel/errors';
import type { S3Notification } from '@erbao/lambda-kit/s3-notification';

export type Needs = {
  readonly tables: Tables;
  readonly papers: Files;
  readonly toCopy: Messages;
  readonly toRead: Messages;
  readonly clock: Clock;
};

export const recordPaper =
  (needs: Needs) =>
  async ({ keys }: S3Notification): Promise<void> => {
    for (const key of keys) {
      const paperId = paperIdOfKey(key);
      if (paperId === undefined) throw new InvalidInput('upload-key-unknown');
      const paper = await settlePaper(needs, paperId);
      if (paper.state !== 'stored') continue;
      const message = storedPaperMessage(paper);
      await needs.toCopy.send(message);
      await needs.toRead.send(message);
    }
  };
