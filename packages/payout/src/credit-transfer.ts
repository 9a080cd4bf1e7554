/**
 * ISO 20022 pain.001.001.09 for accounts found by CNAPS code (field-standards §6.1): one payment information block a file,
 * the bank by ClrSysMmbId under the clearing system code CNAPS, the account as `Othr`, since China has no IBAN.
 */
import { localDateOf } from '@erbao/kernel/dates';
import { InvalidInput } from '@erbao/kernel/errors';
import { printYuan, sumFen } from '@erbao/kernel/money';
import { create } from 'xmlbuilder2';
import { type BankLine, type BankOrder, messageIdOf } from './bank-format.ts';
import type { PayerAccount } from './payer-accounts.ts';

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09';
const PURPOSE = '医疗救助二次报销';

/** XML 1.0 cannot carry control characters at all, not even escaped. */
const text = (value: string): string => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is control characters that are refused
  if (/[\u0000-\u001f\u007f\ufffe\uffff]/.test(value))
    throw new InvalidInput('bank-field-with-control-character');
  return value;
};

const agent = (cnaps: string, bankName?: string) => ({
  FinInstnId: {
    ClrSysMmbId: { ClrSysId: { Cd: 'CNAPS' }, MmbId: cnaps },
    ...(bankName === undefined ? {} : { Nm: text(bankName) }),
  },
});

const account = (number: string) => ({ Id: { Othr: { Id: number } } });

const transfer = (line: BankLine) => ({
  PmtId: { InstrId: line.paymentId, EndToEndId: line.paymentId },
  Amt: { InstdAmt: { '@Ccy': 'CNY', '#': printYuan(line.amountFen) } },
  CdtrAgt: agent(line.cnaps, line.bankName),
  Cdtr: { Nm: text(line.holder) },
  CdtrAcct: account(line.accountNumber),
  RmtInf: { Ustrd: PURPOSE },
});

const debtor = (payer: PayerAccount) => ({
  Dbtr: { Nm: text(payer.name) },
  DbtrAcct: { ...account(payer.accountNumber), Ccy: 'CNY' },
  DbtrAgt: agent(payer.cnaps),
});

/** `CreDtTm` and the execution day come from the release of the batch, so that a file written again is the same file. */
export const creditTransferXml = (order: BankOrder): string => {
  const { batchId, part, orderedAt, payer, lines } = order;
  const messageId = messageIdOf(batchId, part);
  const totals = {
    NbOfTxs: String(lines.length),
    CtrlSum: printYuan(sumFen(lines.map((line) => line.amountFen))),
  };
  return create(
    { version: '1.0', encoding: 'UTF-8' },
    {
      Document: {
        '@xmlns': NAMESPACE,
        CstmrCdtTrfInitn: {
          GrpHdr: { MsgId: messageId, CreDtTm: orderedAt, ...totals, InitgPty: { Nm: text(payer.name) } },
          PmtInf: {
            PmtInfId: messageId,
            PmtMtd: 'TRF',
            BtchBookg: 'true',
            ...totals,
            ReqdExctnDt: { Dt: localDateOf(orderedAt) },
            ...debtor(payer),
            CdtTrfTxInf: lines.map(transfer),
          },
        },
      },
    },
  ).end({ prettyPrint: true });
};
