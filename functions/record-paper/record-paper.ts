/** An uploaded object → its paper is stored or rejected with a reason. */
import type { Files } from '@erbao/cloud-kit/files';
import { paperIdOfKey } from '@erbao/documents/paper';
import { settlePaper } from '@erbao/documents/paper-intake';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { InvalidInput } from '@erbao/kernel/errors';
import type { S3Notification } from '@erbao/lambda-kit/s3-notification';

export type Needs = { readonly tables: Tables; readonly papers: Files; readonly clock: Clock };

export const recordPaper =
  (needs: Needs) =>
  async ({ keys }: S3Notification): Promise<void> => {
    for (const key of keys) {
      const paperId = paperIdOfKey(key);
      if (paperId === undefined) throw new InvalidInput('upload-key-unknown');
      await settlePaper(needs, paperId);
    }
  };
