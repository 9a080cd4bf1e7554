/** A hospital's month in memory: settle at the window, hand in a file, answer, close; the steps as the workflow walks them. */
import type { Caller } from '@erbao/api-contracts/caller';
import { hisSettlementSchema } from '@erbao/api-contracts/his-settlement';
import { memoryFiles } from '@erbao/cloud-kit/memory-files';
import { memoryTables } from '@erbao/dynamo-kit/memory-tables';
import { type Instant, instant } from '@erbao/kernel/dates';
import { fen } from '@erbao/kernel/money';
import { cellsOfClean } from '@erbao/national-record/record-cells';
import { type PayerAccounts, payerAccountsOf } from '@erbao/payout/payer-accounts';
import { rawFileKey } from '@erbao/settlement-files/file-names';
import { fileById, placeOf } from '@erbao/settlement-files/settlement-file';
import { templateHeader } from '@erbao/settlement-files/template';
import { bytesSource } from '@erbao/tabular/byte-source';
import { readXlsx } from '@erbao/tabular/read-xlsx';
import { csvLine, encodeText } from '@erbao/tabular/write-csv';
import { memoryFieldCipher } from '@erbao/personal-data/memory-field-cipher';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { closeSettlementFile } from '../../functions/close-settlement-file/close-settlement-file.ts';
import * as his from '../../functions/his-api/settlements.ts';
import * as differences from '../../functions/hospital-api/differences.ts';
import * as monthFiles from '../../functions/hospital-api/month-files.ts';
import * as readMonths from '../../functions/hospital-api/read-months.ts';
import * as months from '../../functions/hospital-api/settlement-months.ts';
import { ticketSettlementFile } from '../../functions/hospital-api/ticket-file.ts';
import { settleRows } from '../../functions/settle-rows/settle-rows.ts';
import { addUpMonth } from '../../functions/add-up-month/add-up-month.ts';
import { closeMonth } from '../../functions/close-month/close-month.ts';
import { printStatement } from '../../functions/print-statement/print-statement.ts';
import { MONTH_PARTS } from '@erbao/one-stop/hospital-settlement';
import { LATE_PART } from '@erbao/settlement-files/closing-files';
import { splitSettlementFile } from '../../functions/split-settlement-file/split-settlement-file.ts';
import { deskNeeds, furnishDesk, HOSPITAL, sentSettlement } from './one-stop-desk.ts';

export const MONTH = '2026-10';
const FUND_ACCOUNT = { name: '专户', accountNumber: '00000000000000000000', cnaps: '000000000000' };
export const MACHINE: Caller = { subject: 'his-1', roles: ['hospital-his'], hospitalId: HOSPITAL };
export const FINANCE: Caller = { subject: 'finance-1', roles: ['hospital-finance'], hospitalId: HOSPITAL };
export const CLERK: Caller = { subject: 'clerk-1', roles: ['finance'] };
const NOTHING = { params: {}, query: {}, body: {} };

export type Sent = ReturnType<typeof sentSettlement>;

/** Everybody has other ceilings; each stay pays 4,600 yuan at the level-1 hospital of the desk. */
export const stayNo = (serial: number): Sent =>
  sentSettlement({
    settlementId: `S${String(serial)}`,
    serial,
    totalFen: fen(1_200_000),
    basicFen: fen(700_000),
  });

export const rowOf = (sent: Sent, changes: Readonly<Record<string, string>> = {}): string => {
  const cells: Readonly<Record<string, string>> = {
    ...cellsOfClean(sent, { fixmedins_code: HOSPITAL }),
    ...changes,
  };
  return csvLine(templateHeader('national').map((name) => cells[name] ?? ''));
};

/** A district of other payers than Nansha's one fund, and who its people are. */
export type OtherDistrict = {
  readonly schemeId: string;
  readonly payers: PayerAccounts;
  readonly identitiesOf: (serial: number) => readonly string[];
};

const NANSHA: OtherDistrict = {
  schemeId: 'nansha-2018',
  payers: payerAccountsOf({ 重大疾病二次报销基金: FUND_ACCOUNT, 另一支付方: FUND_ACCOUNT }),
  identitiesOf: () => [],
};

export const openMonthOffice = async (people = 12, { schemeId, payers, identitiesOf } = NANSHA) => {
  let now: Instant = instant('2026-10-20T02:00:00.000Z');
  const tables = memoryTables();
  const store = memoryFiles();
  await furnishDesk(
    tables,
    Array.from({ length: people }, (_, serial) => ({
      serial,
      difficult: false,
      identities: identitiesOf(serial),
    })),
  );
  const needs = {
    ...deskNeeds(tables, () => now),
    schemeId,
    district: { schemeId },
    payers,
    cipher: memoryFieldCipher(),
    store,
    files: store,
  };
  const workThrough = async (fileId: string) => {
    const cut = await splitSettlementFile(needs)({ fileId });
    for (const chunk of cut.chunks) await settleRows(needs)(chunk);
    return closeSettlementFile(needs)({ fileId });
  };
  const uploadBytes = async (
    bytes: Uint8Array,
    fileName: string,
    kind: 'month' | 'day' = 'month',
    month = MONTH,
  ): Promise<string> => {
    const digest = bytesToHex(sha256(bytes));
    const body = { month, kind, fileName, bytes: bytes.length, sha256: digest };
    const { fileId } = await ticketSettlementFile(needs)({ ...NOTHING, caller: FINANCE, body });
    const file = await fileById(tables, fileId);
    store.upload(rawFileKey(placeOf(file)), { body: bytes, contentType: 'application/octet-stream' });
    return fileId;
  };
  /** The steps of `hospital-month`, as its ASL walks them. */
  const closing = async (month: string) => {
    const place = { hospitalId: HOSPITAL, month };
    for (const part of [...MONTH_PARTS, LATE_PART]) await addUpMonth(needs)({ ...place, part });
    const closed = await closeMonth(needs)(place);
    for (const one of closed.statements)
      await printStatement({ ...needs, render: () => Promise.resolve(new Uint8Array([1])) })(one);
    return closed;
  };
  return {
    tables,
    store,
    needs,
    at: (moment: string) => {
      now = instant(moment);
    },
    settle: (sent: Sent) =>
      his.settleAtDischarge(needs)({ ...NOTHING, caller: MACHINE, body: hisSettlementSchema.parse(sent) }),
    reverse: (settlementId: string) =>
      his.reverseAtDischarge(needs)({
        ...NOTHING,
        caller: MACHINE,
        params: { settlementId },
        body: { reason: '录入有误' },
      }),
    /** Ticket and upload; the workflow's steps are run by `workThrough`. */
    upload: (rows: readonly string[], kind: 'month' | 'day' = 'month', month = MONTH): Promise<string> =>
      uploadBytes(
        encodeText([templateHeader('national').join(','), ...rows].join('\r\n'), 'utf-8'),
        'm.csv',
        kind,
        month,
      ),
    uploadBytes,
    /** The cells of the workbook whose key ends so. */
    readWorkbook: async (ending: string): Promise<readonly (readonly string[])[]> => {
      const [, file] = [...store.stored].find(([key]) => key.endsWith(ending)) ?? [];
      const rows: (readonly string[])[] = [];
      for await (const item of readXlsx(bytesSource(file?.body ?? new Uint8Array())))
        if (item.kind === 'row') rows.push(item.cells);
      return rows;
    },
    workThrough,
    readFile: (fileId: string) =>
      monthFiles.readSettlementFile(needs)({ ...NOTHING, caller: FINANCE, params: { fileId } }),
    differences: async (fileId: string) =>
      (await differences.listDifferences(needs)({ ...NOTHING, caller: FINANCE, params: { fileId } }))
        .differences,
    answer: (fileId: string, differenceId: string, answer: 'accept' | 'explain') =>
      differences.answerDifference(needs)({
        ...NOTHING,
        caller: FINANCE,
        params: { fileId, differenceId },
        body: { answer, text: '已核对' },
      }),
    decide: (
      fileId: string,
      differenceId: string,
      decision: 'uphold' | 'take-file' | 'not-payable' = 'uphold',
    ) =>
      differences.decideDifference(needs)({
        ...NOTHING,
        caller: CLERK,
        params: { fileId, differenceId },
        body: { decision, text: '已核对' },
      }),
    month: (month = MONTH) =>
      readMonths.readSettlementMonth(needs)({ ...NOTHING, caller: FINANCE, params: { month } }),
    summarise: (settlements: number, medfeeSum: string, advancedSum: string, month = MONTH) =>
      months.giveSettlementSummary(needs)({
        ...NOTHING,
        caller: FINANCE,
        params: { month },
        body: { settlements, medfeeSum, advancedSum },
      }),
    /** The clerk's request alone; the steps of the workflow are run by `closing`. */
    askClose: (grantedFen: number, month = MONTH) =>
      months.closeSettlementMonth(needs)({
        ...NOTHING,
        caller: CLERK,
        params: { hospitalId: HOSPITAL, month },
        body: { grantedFen },
      }),
    closing,
    close: async (grantedFen: number, month = MONTH) => {
      await months.closeSettlementMonth(needs)({
        ...NOTHING,
        caller: CLERK,
        params: { hospitalId: HOSPITAL, month },
        body: { grantedFen },
      });
      await closing(month);
      return readMonths.readSettlementMonth(needs)({ ...NOTHING, caller: FINANCE, params: { month } });
    },
  };
};
export type MonthOffice = Awaited<ReturnType<typeof openMonthOffice>>;
