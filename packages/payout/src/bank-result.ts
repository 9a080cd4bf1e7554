/**
 * The bank's answer in our words, whatever file it came in, and what a line of it means for a payment. Only a booking pays;
 * whatever contradicts what we know is a question for a person, never booked and never lost.
 */
import type { LocalDate } from '@erbao/kernel/dates';
import type { Fen } from '@erbao/kernel/money';
import type { Payment } from './payment.ts';

/** 已入账 · 失败 · 退汇 · 处理中. */
export type LineOutcome = 'paid' | 'failed' | 'returned' | 'pending';

export type BankResultLine = {
  readonly paymentId: string;
  readonly outcome: LineOutcome;
  /** Some answers repeat the sum; where they do it must be ours. */
  readonly amountFen?: Fen;
  /** A code; the bank's words may quote a name and stay in the file. */
  readonly reason: string;
  readonly bookedOn?: LocalDate;
};

/** One booking on the account, as the bank tells it. */
export type AccountEntry = {
  /** Number of the entry and of the detail in it. */
  readonly place: string;
  readonly direction?: 'DBIT' | 'CRDT';
  readonly amountFen?: Fen;
  readonly bookedOn?: LocalDate;
  /** The bank's own number of the booking. */
  readonly bankReference?: string;
  /** What it says of a payment of ours; absent where it says nothing. */
  readonly line?: BankResultLine;
  /** Why it says nothing. */
  readonly stray?: string;
};

/** One account's part of a statement, as far as it proves itself. */
export type StatedAccount = {
  readonly accountNumber?: string;
  /** Why its sums cannot be relied on. */
  readonly problem?: string;
};

export type BankResult =
  | {
      readonly ok: true;
      /** Absent in an account statement, which knows no batches. */
      readonly batchId?: string;
      /** All bookings of an account statement, those of ours and the others. */
      readonly entries?: readonly AccountEntry[];
      /** Of an account statement: whose accounts they are, and whether the sums hold. */
      readonly accounts?: readonly StatedAccount[];
      readonly lines: readonly BankResultLine[];
      /** What of the file could not be read as an answer to a payment. */
      readonly questions: readonly string[];
      /** The whole file was turned down: every payment of this part. */
      readonly rejectedPart?: { readonly part: number; readonly reason: string };
    }
  | { readonly ok: false; readonly problem: string };

export const PAYMENT_ID = /^payment-[0-9a-f]{26}$/;

/** ISO reason codes and the like; anything longer is words. */
export const reasonCode = (text: string): string =>
  /^[A-Za-z0-9-]{1,16}$/.test(text) ? text : 'rejected-by-bank';

export type Meaning =
  | { readonly kind: 'book'; readonly as: 'paid' | 'failed' | 'returned' }
  /** Nothing new: an answer that is repeated, or that is still to come. */
  | { readonly kind: 'nothing' }
  /** Money may flow twice: nothing more goes out until people have asked the bank. */
  | { readonly kind: 'dispute' }
  | { readonly kind: 'question'; readonly question: string };

type Told = 'paid' | 'failed' | 'returned' | 'nothing' | 'dispute' | 'question';

/**
 * By the payment's state and what the bank says. A return before any booking is a failure; after a booking it reopens the
 * payment. "Paid" after "returned" is the old file again; "paid" after "failed" is money that may flow twice.
 */
const MEANINGS: Readonly<Record<Payment['state'], Readonly<Record<LineOutcome, Told>>>> = {
  payable: { paid: 'question', failed: 'question', returned: 'question', pending: 'question' },
  held: { paid: 'question', failed: 'question', returned: 'question', pending: 'question' },
  batched: { paid: 'question', failed: 'question', returned: 'question', pending: 'question' },
  'in-payment': { paid: 'paid', failed: 'failed', returned: 'failed', pending: 'nothing' },
  paid: { paid: 'nothing', failed: 'question', returned: 'returned', pending: 'nothing' },
  failed: { paid: 'dispute', failed: 'nothing', returned: 'nothing', pending: 'nothing' },
  returned: { paid: 'nothing', failed: 'nothing', returned: 'nothing', pending: 'nothing' },
  disputed: { paid: 'nothing', failed: 'nothing', returned: 'question', pending: 'nothing' },
  stopped: { paid: 'question', failed: 'question', returned: 'question', pending: 'question' },
  surplus: { paid: 'nothing', failed: 'question', returned: 'returned', pending: 'nothing' },
};

/** `source` is the file or the entered result that the line comes from. */
export const meaningOf = (line: BankResultLine, payment: Payment, source: string): Meaning => {
  const { paymentId, state } = payment;
  if (line.amountFen !== undefined && line.amountFen !== payment.amountFen)
    return { kind: 'question', question: `amount-differs:${paymentId}` };
  const told = MEANINGS[state][line.outcome];
  if (told === 'nothing') return { kind: 'nothing' };
  if (told === 'dispute')
    return payment.disproved?.includes(source) === true ? { kind: 'nothing' } : { kind: 'dispute' };
  if (told === 'question')
    return { kind: 'question', question: `${line.outcome}-while-${state}:${paymentId}` };
  return { kind: 'book', as: told };
};
