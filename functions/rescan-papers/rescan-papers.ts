/** Unscanned papers, oldest first, told to record-paper again as their store told of them. */
import type { Messages } from '@erbao/cloud-kit/messages';
import { unscannedPapers } from '@erbao/documents/paper';
import type { Tables } from '@erbao/dynamo-kit/tables';

type Needs = { readonly tables: Tables; readonly uploaded: Messages; readonly hasScanner: boolean };

/** The rest of a long outage waits for the next night: those who upload are served first. */
const MOST = 5_000;

/** How many were sent. */
export const rescanPapers =
  ({ tables, uploaded, hasScanner }: Needs) =>
  async (): Promise<number> => {
    if (!hasScanner) return 0;
    let sent = 0;
    for await (const { key } of unscannedPapers(tables)) {
      if (sent === MOST) break;
      await uploaded.send(JSON.stringify({ Records: [{ s3: { object: { key } } }] }));
      sent += 1;
    }
    return sent;
  };
