/** Finance and the bank: fetch the files of a batch, hand in the bank's result. */
import * as routes from '@erbao/api-contracts/console-routes';
import { recordDeed } from '@erbao/audit/audit-event';
import type { Files } from '@erbao/cloud-kit/files';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict, NotFound } from '@erbao/kernel/errors';
import { contentId } from '@erbao/kernel/ids';
import { bind, type UseCaseOf } from '@erbao/lambda-kit/http-handler';
import { bankResultKey } from '@erbao/payout/bank-format';
import { bankFormat } from '@erbao/payout/bank-formats';
import { batchById } from '@erbao/payout/payment-batch';

type Needs = { readonly tables: Tables; readonly files: Files; readonly clock: Clock };

const MOST_RESULT_BYTES = 8 * 1024 * 1024;

/** The file holds account numbers: every fetch is on the batch's record. */
const readBankFile =
  ({ tables, files, clock }: Needs): UseCaseOf<typeof routes.readBankFile> =>
  async ({ caller, params }) => {
    const batch = await batchById(tables, params.batchId);
    const { batchId } = batch;
    if (batch.fileKeys === undefined) throw new NotFound('bank-file-not-ready', { batchId });
    await tables.commit([
      recordDeed(
        { subjectId: batchId, at: clock(), who: caller.subject, action: 'bank-file-fetched', details: {} },
        caller.subject,
      ),
    ]);
    const links = batch.fileKeys.map(async (key) => {
      const fileName = key.slice(key.lastIndexOf('/') + 1);
      return { url: await files.downloadLink(key, fileName), fileName };
    });
    return { files: await Promise.all(links) };
  };

const ticketBankResult =
  ({ tables, files }: Needs): UseCaseOf<typeof routes.ticketBankResult> =>
  async ({ params, body }) => {
    const batch = await batchById(tables, params.batchId);
    const { batchId, state } = batch;
    // a settled batch too: a return 退汇 comes days later
    if (state !== 'sent' && state !== 'questioned' && state !== 'settled')
      throw new Conflict('batch-not-sent', { batchId });
    const upload = await files.uploadTicket({
      key: bankResultKey(batchId, contentId('result', body.sha256)),
      contentType: bankFormat(batch.formatId).contentType,
      maxBytes: MOST_RESULT_BYTES,
      sha256: body.sha256,
    });
    return { upload };
  };

export const bankDoors = (needs: Needs) => [
  bind(routes.readBankFile, readBankFile(needs)),
  bind(routes.ticketBankResult, ticketBankResult(needs)),
];
