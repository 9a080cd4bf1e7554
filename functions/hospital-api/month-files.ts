/** A hospital's own month files: ticket, list, state with totals, result. */
import { type Caller, ownHospitalId } from '@erbao/api-contracts/caller';
import type * as routes from '@erbao/api-contracts/hospital-routes';
import { recordDeed } from '@erbao/audit/audit-event';
import type { Files } from '@erbao/cloud-kit/files';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { findHospital } from '@erbao/hospitals/hospital-store';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict, NotFound } from '@erbao/kernel/errors';
import { printYuan } from '@erbao/kernel/money';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import { findMonth } from '@erbao/one-stop/hospital-month';
import { reconciles } from '@erbao/settlement-files/control-totals';
import { rawFileKey, resultFileKey, resultFileName } from '@erbao/settlement-files/file-names';
import * as files from '@erbao/settlement-files/settlement-file';
import { settlementFileTable } from '@erbao/settlement-files/settlement-file-table';
import { templateHeader } from '@erbao/settlement-files/template';
import { csvLine } from '@erbao/tabular/write-csv';

type Needs = { readonly tables: Tables; readonly store: Files; readonly clock: Clock };

const MOST_FILE_BYTES = 512 * 1024 * 1024;
const NEWEST = 100;

const newFile = (
  hospitalId: string,
  caller: Caller,
  body: { readonly month: string; readonly fileName: string; readonly sha256: string },
  at: files.SettlementFile['ticketedAt'],
): files.SettlementFile => ({
  fileId: files.settlementFileId(hospitalId, body.month, body.sha256),
  part: 'FILE',
  hospitalId,
  month: body.month,
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
      contentType: 'text/csv',
      maxBytes: MOST_FILE_BYTES,
      sha256: body.sha256,
    });
    return { fileId, upload };
  };

/** Another hospital's file is as unknown as one that does not exist. */
const ownFile = async (tables: Tables, caller: Caller, fileId: string): Promise<files.SettlementFile> => {
  const hospitalId = ownHospitalId(caller);
  const file = await files.fileById(tables, fileId);
  if (file.hospitalId !== hospitalId) throw new NotFound('settlement-file-unknown', { fileId });
  return file;
};

const viewOf = (file: files.SettlementFile) => ({
  fileId: file.fileId,
  fileName: file.fileName,
  month: file.month,
  state: file.state,
  stateName: files.FILE_STATE_NAMES_ZH[file.state],
  uploadedAt: file.ticketedAt,
  problems: file.problems,
  ...(file.totals === undefined
    ? {}
    : {
        totals: {
          ...file.totals,
          medfeeSumFen: file.totals.billedFen,
          grantedYuan: printYuan(file.totals.grantedFen),
          reconciles: reconciles(file.totals),
        },
      }),
});

export const listSettlementFiles =
  ({ tables }: Needs): UseCaseOf<typeof routes.listSettlementFiles> =>
  async ({ caller }) => {
    const { items } = await tables.query({
      table: settlementFileTable,
      index: 'by-hospital',
      partition: ownHospitalId(caller),
      descending: true,
      limit: NEWEST,
    });
    return { files: items.map((item) => viewOf(files.settlementFileSchema.parse(item))) };
  };

export const readSettlementFile =
  ({ tables }: Needs): UseCaseOf<typeof routes.readSettlementFile> =>
  async ({ caller, params }) =>
    viewOf(await ownFile(tables, caller, params.fileId));

export const readSettlementResult =
  ({ tables, store }: Needs): UseCaseOf<typeof routes.readSettlementResult> =>
  async ({ caller, params }) => {
    const file = await ownFile(tables, caller, params.fileId);
    if (file.state !== 'closed') throw new Conflict('settlement-result-not-ready', { fileId: file.fileId });
    const fileName = resultFileName(files.placeOf(file));
    return { url: await store.downloadLink(resultFileKey(files.placeOf(file)), fileName), fileName };
  };

export const readSettlementTemplate = (): UseCaseOf<typeof routes.readSettlementTemplate> => () =>
  Promise.resolve({
    fileName: '月度结算申报表模板.csv',
    csv: `${csvLine(templateHeader('national'))}\r\n`,
  });
