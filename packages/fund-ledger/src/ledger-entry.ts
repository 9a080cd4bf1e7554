/**
 * Double entry: every entry debits one account and credits another by the same positive sum, and none is ever changed;
 * a correction is another entry. A decided benefit is reserved, an approved one payable, a booked one paid.
 */
import type { Write } from '@erbao/dynamo-kit/tables';
import { type Instant, localDateOf, monthOf } from '@erbao/kernel/dates';
import { Defect } from '@erbao/kernel/errors';
import { contentId } from '@erbao/kernel/ids';
import type { Fen } from '@erbao/kernel/money';
import { ledgerTable } from './ledger-table.ts';

/** 待遇支出 · 待遇预留 · 应付待遇 · 专户存款 · 应收追回款. */
export const ACCOUNTS = ['benefit-expense', 'reserved', 'payable', 'bank', 'recoverable'] as const;
export type Account = (typeof ACCOUNTS)[number];

/** What moves money between accounts, and between which. */
const POSTINGS = {
  'benefit-decided': { debit: 'benefit-expense', credit: 'reserved' },
  'decision-reversed': { debit: 'reserved', credit: 'benefit-expense' },
  'benefit-approved': { debit: 'reserved', credit: 'payable' },
  // taken back before it was paid: the reservation is released by the decision's own reversal
  'approval-stopped': { debit: 'payable', credit: 'reserved' },
  'benefit-paid': { debit: 'payable', credit: 'bank' },
  'benefit-returned': { debit: 'bank', credit: 'payable' },
  // paid beside another payment of the same sum: owed back; or kept, when that other one comes back
  'surplus-paid': { debit: 'recoverable', credit: 'bank' },
  'surplus-returned': { debit: 'bank', credit: 'recoverable' },
  'surplus-kept': { debit: 'payable', credit: 'recoverable' },
  // a paid claim taken back: the fund is owed what it paid
  'recovery-opened': { debit: 'recoverable', credit: 'benefit-expense' },
  // decided again for less than was paid: the difference was never reserved
  'overpayment-found': { debit: 'recoverable', credit: 'reserved' },
  'recovery-received': { debit: 'bank', credit: 'recoverable' },
} as const satisfies Readonly<Record<string, { debit: Account; credit: Account }>>;
export type PostingKind = keyof typeof POSTINGS;

export type Posting = {
  readonly kind: PostingKind;
  readonly schemeId: string;
  /** The claim or settlement. */
  readonly subjectId: string;
  /** The version of the adjudication whose money moves; with kind and subject it makes the entry one of its kind. */
  readonly version: number;
  /** The id of a second or later attempt to pay: it is booked beside the first one. */
  readonly attempt?: string;
  readonly amountFen: Fen;
  readonly at: Instant;
};

/** Throws a Defect for a sum that is not above 0: an entry of nothing is a mistake of the caller. */
export const post = (posting: Posting): Write => {
  if (posting.amountFen <= 0)
    throw new Defect('ledger-amount-not-positive', { subjectId: posting.subjectId });
  return {
    do: 'insert',
    table: ledgerTable,
    item: {
      book: `${posting.schemeId}#${monthOf(localDateOf(posting.at))}`,
      entryId: contentId(
        'entry',
        posting.kind,
        posting.subjectId,
        posting.version,
        ...(posting.attempt === undefined ? [] : [posting.attempt]),
      ),
      ...POSTINGS[posting.kind],
      kind: posting.kind,
      subjectId: posting.subjectId,
      amountFen: posting.amountFen,
      at: posting.at,
    },
  };
};
