/** A statement proves itself, or it is refused: opening balance and booked entries are the closing balance, to the fen. */
import { describe, expect, it } from 'vitest';
import { statementProblem } from './account-balances.ts';
import { readIsoResult } from './iso-format.ts';

const balance = (code: string, yuan: string, direction = 'CRDT'): string =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">${yuan}</Amt><CdtDbtInd>${direction}</CdtDbtInd></Bal>`;
const entry = (yuan: string, direction = 'DBIT', status = 'BOOK', details = ''): string =>
  `<Ntry><Amt Ccy="CNY">${yuan}</Amt><CdtDbtInd>${direction}</CdtDbtInd><Sts><Cd>${status}</Cd></Sts>${details}</Ntry>`;
const lines = (...yuan: readonly string[]): string =>
  `<NtryDtls>${yuan.map((one) => `<TxDtls><Amt Ccy="CNY">${one}</Amt></TxDtls>`).join('')}</NtryDtls>`;
const OURS = 'A1';
const account = `<Acct><Id><Othr><Id>${OURS}</Id></Othr></Id></Acct>`;
const page = (...parts: readonly string[]): string => `<Stmt>${parts.join('')}</Stmt>`;
const problemOf = (...pages: readonly string[]): string | undefined => {
  const text = `<Document><BkToCstmrStmt>${pages.join('')}</BkToCstmrStmt></Document>`;
  const read = readIsoResult(new TextEncoder().encode(text));
  if (!read.ok) throw new Error(read.problem);
  return statementProblem(read.accounts ?? [], new Set([OURS]));
};

describe('an account statement', () => {
  it.each([
    [
      'with both balances',
      [balance('OPBD', '100.00'), balance('CLBD', '70.01'), entry('30.00'), entry('0.01', 'CRDT')],
    ],
    ['without a movement', [balance('OPBD', '100.00'), balance('CLBD', '100.00')]],
    [
      'that opens with the close of the day before',
      [balance('PRCD', '1.00'), balance('CLBD', '2.00'), entry('1.00', 'CRDT')],
    ],
    ['overdrawn', [balance('OPBD', '1.00'), balance('CLBD', '1.00', 'DBIT'), entry('2.00')]],
    [
      'with what is not booked yet',
      [balance('OPBD', '1.00'), balance('CLBD', '1.00'), entry('9.00', 'DBIT', 'PDNG')],
    ],
    [
      'in a page that ends between',
      [balance('OPBD', '1.00'), balance('ITBD', '2.00'), entry('1.00', 'CRDT')],
    ],
    ['in a page that begins between', [balance('ITBD', '2.00'), balance('CLBD', '1.00'), entry('1.00')]],
    ['in a page in the middle', [balance('ITBD', '2.00'), balance('ITBD', '1.00'), entry('1.00')]],
    [
      'with an entry by its lines',
      [
        balance('OPBD', '9.00'),
        balance('CLBD', '6.00'),
        entry('3.00', 'DBIT', 'BOOK', lines('1.00', '2.00')),
      ],
    ],
  ])('%s holds', (_, parts) => {
    expect(problemOf(page(account, ...parts))).toBeUndefined();
  });

  it.each([
    ['balance-differs', [balance('OPBD', '100.00'), balance('CLBD', '70.00'), entry('30.00'), entry('0.01')]],
    ['balance-differs', [balance('OPBD', '100.00'), balance('CLBD', '70.00'), entry('30.00', 'CRDT')]],
    ['balance-missing', [balance('OPBD', '100.00'), entry('30.00')]],
    ['balance-missing', [balance('ITBD', '100.00')]],
    ['balance-missing', [entry('30.00')]],
    ['amount-unreadable', [balance('OPBD', '1.00'), balance('CLBD', '2.00'), entry('1,000')]],
    [
      'amount-unreadable',
      [balance('OPBD', '1.00'), balance('CLBD', '2.00').replace('CNY', 'USD'), entry('1.00', 'CRDT')],
    ],
    ['entry-unreadable', [balance('OPBD', '1.00'), balance('CLBD', '1.00'), '<Ntry><Amt>1</Amt></Ntry>']],
    [
      'lines-differ',
      [
        balance('OPBD', '9.00'),
        balance('CLBD', '6.00'),
        entry('3.00', 'DBIT', 'BOOK', lines('1.00', '1.00')),
      ],
    ],
  ])('is refused: %s', (problem, parts) => {
    expect(problemOf(page(account, ...parts))).toBe(problem);
  });

  it('of another account, or of none, is not ours, beside one that is', () => {
    const whole = [balance('OPBD', '1.00'), balance('CLBD', '1.00')];
    const other = account.replace(OURS, 'B2');
    expect(problemOf(page(account, ...whole), page(other, ...whole))).toBe('account-not-ours');
    expect(problemOf(page(...whole))).toBe('account-not-ours');
    expect(statementProblem([], new Set([OURS]))).toBe('statement-empty');
  });
});
