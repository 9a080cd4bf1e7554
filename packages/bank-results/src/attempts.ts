/**
 * All attempts to pay one sum, as they stand. At most one of them stands (`paid`); a later one may be closed by it
 * (`closedBy`), and one that was paid beside it is owed back (`surplus`).
 */
import type { Tables } from '@erbao/dynamo-kit/tables';
import { attemptsOf, type Payment } from '@erbao/payout/payment';

export type Attempts = {
  /** The last one made; itself the payment that is looked at, when there is none after it. */
  readonly last: Payment;
  readonly others: readonly Payment[];
};

export const attemptsAround = async (tables: Tables, payment: Payment): Promise<Attempts> => {
  const all = await attemptsOf(tables, payment);
  return {
    last: all.at(-1) ?? payment,
    others: all.filter(({ paymentId }) => paymentId !== payment.paymentId),
  };
};

export const inState = ({ others }: Attempts, state: Payment['state']): Payment | undefined =>
  others.find((one) => one.state === state);

/** The last attempt, where it is another one than this. */
export const laterThan = (payment: Payment, { last }: Attempts): Payment | undefined =>
  last.paymentId === payment.paymentId ? undefined : last;
