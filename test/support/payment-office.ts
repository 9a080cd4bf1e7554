/**
 * The finance office in memory, on the claim office: batch, release, file, bank, correction. A bank that pays what the files
 * say stands beside it, so that a test can ask not only what the books say but what really left the account.
 */
import { paymentIdOf } from '@erbao/payout/payment';
import type { Caller } from '@erbao/api-contracts/caller';
import type { Role } from '@erbao/api-contracts/roles';
import type { ReceiptResult } from '@erbao/api-contracts/receipt-results';
import type { memoryFiles } from '@erbao/cloud-kit/memory-files';
import type { Files } from '@erbao/cloud-kit/files';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { localDate } from '@erbao/kernel/dates';
import type { BankFormatId } from '@erbao/payout/bank-formats';
import { CLAIMANTS, payerAccountsOf } from '@erbao/payout/payer-accounts';
import { batchById, batchIdOf } from '@erbao/payout/payment-batch';
import {
  explainAccountEntry,
  listAccountEntries,
  ticketAccountStatement,
} from '../../functions/console-api/account-statements.ts';
import {
  approveAccount,
  proposeAccount,
  rejectAccount,
} from '../../functions/console-api/account-corrections.ts';
import {
  confirmBankResult,
  enterBankResult,
  rejectBankResult,
} from '../../functions/console-api/entered-results.ts';
import { approvePaymentBatch } from '../../functions/console-api/payments.ts';
import { closePaymentDay } from '../../functions/close-payment-day/close-payment-day.ts';
import { listReceiptsDue, recordReceiptCheck } from '../../functions/papers-api/receipts.ts';
import { takeBankResult } from '../../functions/take-bank-result/take-bank-result.ts';
import { writeBankFile } from '../../functions/write-bank-file/write-bank-file.ts';
import { memoryBlindIndex } from '@erbao/personal-data/memory-field-cipher';
import type { Office } from './claim-office.ts';

export const finance = (subject: string): Caller => {
  const roles: Role[] = ['finance', 'finance-approver'];
  return { subject, roles };
};
export const MAKER = finance('maker');
export const CHECKER = finance('checker');
export const CLOSING_DAY = '2026-12-31';

/** The account that claimants are paid from. */
const payers = payerAccountsOf({
  [CLAIMANTS]: { name: '专户', accountNumber: '00000000000000000000', cnaps: '000000000000' },
});

export type Stores = { readonly tables: Tables; readonly files: Files };

/** Every step as a function of its stores, so that a test may hand in stores that break. */
export const paymentSteps = (office: Office, format: BankFormatId = 'daifa-gb18030') => {
  const { cipher, clock } = office;
  const formats = [{ from: localDate('2018-01-01'), format }];
  /** Finance looks up every receipt that is due; `said` is what the platform answers. */
  const checkReceipts = async (said: ReceiptResult = 'valid'): Promise<void> => {
    const request = { caller: MAKER, query: {} };
    const due = await listReceiptsDue(office)({ ...request, params: {}, body: {} });
    for (const { claimId } of due.receipts)
      await recordReceiptCheck(office)({
        ...request,
        params: { claimId },
        body: { result: said, reference: 'CX-0001' },
      });
  };
  return {
    checkReceipts,
    close: async ({ tables }: Stores, run: string) => {
      await checkReceipts();
      return closePaymentDay({ tables, cipher, formats, payers, clock })({
        batchId: batchIdOf(CLOSING_DAY, run),
        closingOn: CLOSING_DAY,
        assembledBy: MAKER.subject,
        payees: CLAIMANTS,
      });
    },
    release: async ({ tables }: Stores, batchId: string, caller = CHECKER) => {
      const { totalFen } = await batchById(tables, batchId);
      return approvePaymentBatch({ tables, clock })({
        caller,
        params: { batchId },
        query: {},
        body: { totalFen },
      });
    },
    write: ({ tables, files }: Stores, batchId: string) =>
      writeBankFile({ tables, files, cipher, clock })({ batchId }),
    take: ({ tables, files }: Stores, key: string) =>
      takeBankResult({ tables, files, payers, clock })({ keys: [key] }),
    propose: (
      { tables }: Stores,
      paymentId: string,
      body: Parameters<ReturnType<typeof proposeAccount>>[0]['body'],
      caller = MAKER,
    ) =>
      proposeAccount({ tables, cipher, index: memoryBlindIndex, clock })({
        caller,
        params: { paymentId },
        query: {},
        body,
      }),
    approve: ({ tables }: Stores, paymentId: string, proposalId: string, caller = CHECKER) =>
      approveAccount({ tables, cipher, clock })({
        caller,
        params: { paymentId, proposalId },
        query: {},
        body: {},
      }),
    ticketStatement: ({ tables, files }: Stores, sha256: string, bytes: number) =>
      ticketAccountStatement({ tables, files, clock })({
        caller: MAKER,
        params: {},
        query: {},
        body: { bytes, sha256 },
      }),
    listEntries: async ({ tables, files }: Stores, state: 'open' | 'explained') =>
      (
        await listAccountEntries({ tables, files, clock })({
          caller: MAKER,
          params: {},
          query: { state },
          body: {},
        })
      ).entries,
    explain: ({ tables, files }: Stores, entryId: string, explanation: string) =>
      explainAccountEntry({ tables, files, clock })({
        caller: MAKER,
        params: { entryId },
        query: {},
        body: { explanation },
      }),
    enter: ({ tables }: Stores, paymentId: string, outcome: 'paid' | 'failed' | 'returned', caller = MAKER) =>
      enterBankResult({ tables, clock })({
        caller,
        params: { paymentId },
        query: {},
        body: { outcome, reference: 'FT2026-0001', reason: '书面向银行查实' },
      }),
    confirm: ({ tables }: Stores, paymentId: string, enteredId: string, caller = CHECKER) =>
      confirmBankResult({ tables, clock })({ caller, params: { paymentId, enteredId }, query: {}, body: {} }),
    refuse: ({ tables }: Stores, paymentId: string, enteredId: string, caller = CHECKER) =>
      rejectBankResult({ tables, clock })({ caller, params: { paymentId, enteredId }, query: {}, body: {} }),
    reject: ({ tables }: Stores, paymentId: string, proposalId: string, caller = CHECKER) =>
      rejectAccount({ tables, cipher, clock })({
        caller,
        params: { paymentId, proposalId },
        query: {},
        body: {},
      }),
  };
};
export type PaymentSteps = ReturnType<typeof paymentSteps>;

/** The result file of the delimited format. */
export const resultFile = (
  batchId: string,
  lines: readonly { readonly paymentId: string; readonly amountFen: number; readonly flag: string }[],
): Uint8Array =>
  new TextEncoder().encode(
    [
      `ERBAO-DF-R-1|${batchId}|${lines.length}`,
      ...lines.map((line, place) => `${place + 1}|${line.paymentId}|${line.amountFen}|${line.flag}|E01`),
    ].join('\r\n'),
  );

/** The lines that a batch's files ask the bank to pay. */
export const linesSent = (files: ReturnType<typeof memoryFiles>, batchId: string) =>
  [...files.stored.entries()]
    .filter(([key]) => key.startsWith(`out/${batchId}-`))
    .flatMap(([, { body }]) => new TextDecoder('gb18030').decode(body).split('\r\n').slice(1, -1))
    .map((row) => {
      const [, paymentId = '', accountNumber = '', holder = '', , , amount = ''] = row.split('|');
      return { paymentId, accountNumber, holder, amountFen: Number(amount) };
    });

export const firstPaymentOf = (claimId: string): string => paymentIdOf(claimId, 1);
