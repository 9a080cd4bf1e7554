/** The ticket for a file: the same bytes of the same month are one file. */
import { type Caller, ownHospitalId } from '@erbao/api-contracts/caller';
import type * as routes from '@erbao/api-contracts/hospital-routes';
import { recordDeed } from '@erbao/audit/audit-event';
import type { Files } from '@erbao/cloud-kit/files';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { findHospital } from '@erbao/hospitals/hospital-store';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict, NotFound } from '@erbao/kernel/errors';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import { findMonth } from '@erbao/one-stop/hospital-month';
import { XLSX_TYPE } from '@erbao/settlement-files/answer-file';
import { rawFileKey } from '@erbao/settlement-files/file-names';
import * as files from '@erbao/settlement-files/settlement-file';

type Needs = { readonly tables: Tables; readonly store: Files; readonly clock: Clock };

const MOST_FILE_BYTES = 512 * 1024 * 1024;

const newFile = (
  hospitalId: string,
  caller: Caller,
  body: {
    readonly month: string;
    readonly kind?: 'month' | 'day' | undefined;
    readonly fileName: string;
    readonly sha256: string;
  },
  at: files.SettlementFile['ticketedAt'],
): files.SettlementFile => ({
  fileId: files.settlementFileId(hospitalId, body.month, body.sha256),
  part: 'FILE',
  hospitalId,
  month: body.month,
  ...(body.kind === undefined ? {} : { kind: body.kind }),
  fileName: body.fileName,
  sha256: body.sha256,
  state: 'ticketed',
  ticketedAt: at,
  ticketedBy: caller.subject,
  problems: [],
});

/** The same bytes again get a ticket again until they have arrived; afterwards the known file answers. */
export const ticketSettlementFile =
  ({ tables, store, clock }: Needs): UseCaseOf<typeof routes.ticketSettlementFile> =>
  async ({ caller, body }) => {
    const hospitalId = ownHospitalId(caller);
    if ((await findHospital(tables, hospitalId)) === undefined) throw new NotFound('hospital-unknown');
    const month = await findMonth(tables, hospitalId, body.month);
    if (month?.state === 'closed')
      throw new Conflict('settlement-month-closed', { hospitalId, month: body.month });
    const at = clock();
    const file = newFile(hospitalId, caller, body, at);
    const { fileId } = file;
    const opened = await tables.commit([
      files.insertFile(file),
      recordDeed({
        subjectId: fileId,
        at,
        who: caller.subject,
        action: 'file-ticketed',
        details: { month: file.month },
      }),
    ]);
    if (!opened.committed && (await files.fileById(tables, fileId)).state !== 'ticketed')
      throw new Conflict('settlement-file-known', { fileId });
    const upload = await store.uploadTicket({
      key: rawFileKey(files.placeOf(file)),
      contentType: /\.xlsx$/i.test(body.fileName) ? XLSX_TYPE : 'text/csv',
      maxBytes: MOST_FILE_BYTES,
      sha256: body.sha256,
    });
    return { fileId, upload };
  };
