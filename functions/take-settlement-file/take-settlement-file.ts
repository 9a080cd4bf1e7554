/** An upload → one execution, named by hospital, month and file. */
import type { Workflows } from '@erbao/cloud-kit/workflows';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { InvalidInput } from '@erbao/kernel/errors';
import type { S3Notification } from '@erbao/lambda-kit/s3-notification';
import { monthFileOf } from '@erbao/settlement-files/file-names';
import { executionNameOf, fileById } from '@erbao/settlement-files/settlement-file';

export const takeSettlementFile =
  ({ tables, workflows }: { readonly tables: Tables; readonly workflows: Workflows }) =>
  async ({ keys }: S3Notification): Promise<void> => {
    for (const key of keys) {
      const place = monthFileOf(key);
      if (place === undefined) throw new InvalidInput('upload-key-unknown');
      const file = await fileById(tables, place.fileId);
      await workflows.start({
        workflow: 'settlement-file',
        name: executionNameOf(file),
        input: { fileId: file.fileId },
      });
    }
  };
