/** A payment put into a batch, as the closing of the day does it. */
import { movePayment, type Payment } from '@erbao/payout/payment';

export const planBatched = (payment: Payment, batchId: string) => [
  movePayment(payment, 'batched', { batchId }),
];
