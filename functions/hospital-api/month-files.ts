/** A hospital's own month files: list, state with totals, result. */
import { type Caller, ownHospitalId } from '@erbao/api-contracts/caller';
import * as routes from '@erbao/api-contracts/hospital-routes';
import type { Files } from '@erbao/cloud-kit/files';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict, NotFound } from '@erbao/kernel/errors';
import { printYuan } from '@erbao/kernel/money';
import { bind, type UseCaseOf } from '@erbao/lambda-kit/http-handler';
import { answerEnding } from '@erbao/settlement-files/answer-file';
import { reconciles } from '@erbao/settlement-files/control-totals';
import { resultFileKey, resultFileName } from '@erbao/settlement-files/file-names';
import * as files from '@erbao/settlement-files/settlement-file';
import { settlementFileTable } from '@erbao/settlement-files/settlement-file-table';
import { templateHeader, templateWorkbook } from '@erbao/settlement-files/template';
import { csvLine } from '@erbao/tabular/write-csv';
import { ticketSettlementFile } from './ticket-file.ts';

type Needs = { readonly tables: Tables; readonly store: Files };

const NEWEST = 100;

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
  kind: file.kind ?? 'month',
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
    const ending = answerEnding(file.format ?? 'utf-8');
    const fileName = resultFileName(files.placeOf(file), ending);
    const key = resultFileKey(files.placeOf(file), ending);
    return { url: await store.downloadLink(key, fileName), fileName };
  };

export const readSettlementTemplate = (): UseCaseOf<typeof routes.readSettlementTemplate> => async () => ({
  fileName: '月度结算申报表模板.csv',
  csv: `${csvLine(templateHeader('national'))}\r\n`,
  workbookName: '月度结算申报表模板.xlsx',
  workbookBase64: Buffer.from(await templateWorkbook()).toString('base64'),
});

export const fileDoors = (needs: Needs & { readonly clock: Clock }) => [
  bind(routes.ticketSettlementFile, ticketSettlementFile(needs)),
  bind(routes.listSettlementFiles, listSettlementFiles(needs)),
  bind(routes.readSettlementFile, readSettlementFile(needs)),
  bind(routes.readSettlementResult, readSettlementResult(needs)),
  bind(routes.readSettlementTemplate, readSettlementTemplate()),
];
