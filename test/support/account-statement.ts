/** Account statements (camt.053) as a bank sends them: whose account, opening balance, entries, closing balance. */
import { type Fen, fen, printYuan } from '@erbao/kernel/money';

/** The account that the offices in memory pay from. */
export const OWN_ACCOUNT = '00000000000000000000';

export type StatedEntry = { readonly xml: string; readonly signedFen: number };

/** One booked entry that names a payment, or none of ours. */
export const bookedEntry = (
  direction: 'DBIT' | 'CRDT',
  reference: string,
  paymentId: string,
  amountFen: Fen,
): StatedEntry => ({
  signedFen: direction === 'CRDT' ? amountFen : 0 - amountFen,
  xml: `<Ntry><Amt Ccy="CNY">${printYuan(amountFen)}</Amt><CdtDbtInd>${direction}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><AcctSvcrRef>${reference}</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>${paymentId}</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>`,
});

const balance = (code: string, signedFen: number): string =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">${printYuan(fen(Math.abs(signedFen)))}</Amt><CdtDbtInd>${signedFen < 0 ? 'DBIT' : 'CRDT'}</CdtDbtInd></Bal>`;

const OPENING_FEN = 100_000_000;

/** `missingFen` is what the closing balance says beside the entries that stand there. */
export const statementFile = (
  entries: readonly StatedEntry[],
  { account = OWN_ACCOUNT, missingFen = 0 }: { readonly account?: string; readonly missingFen?: number } = {},
): Uint8Array => {
  const closingFen = entries.reduce((sum, { signedFen }) => sum + signedFen, OPENING_FEN) + missingFen;
  return new TextEncoder().encode(
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Acct><Id><Othr><Id>${account}</Id></Othr></Id></Acct>${balance('OPBD', OPENING_FEN)}${balance('CLBD', closingFen)}${entries.map(({ xml }) => xml).join('')}</Stmt></BkToCstmrStmt></Document>`,
  );
};
