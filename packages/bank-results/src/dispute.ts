/**
 * 银行先报失败、后报成功: nothing more goes out for this sum until two people have asked the bank what it really did. Then the
 * payment is paid, and a later attempt is over, or it is failed, and the later attempt goes on. Never two standing payments.
 */
import { EARLIER_ATTEMPT_BOOKED } from '@erbao/adjudication/account-correction';
import type { Item, Tables, Write } from '@erbao/dynamo-kit/tables';
import { localDateOf } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import { subtractFen } from '@erbao/kernel/money';
import { changePayment, movePayment, type Payment } from '@erbao/payout/payment';
import { batchById, batchWaits, changeBatch, type PaymentBatch } from '@erbao/payout/payment-batch';
import { answerWait } from '@erbao/workflow-waits/workflow-wait';
import { type Attempts, inState, laterThan } from './attempts.ts';
import { deedOn, paid, type Scene } from './paid-for.ts';
import { planSurplus } from './surplus.ts';

const withReason = ({ holdReasons = [] }: Payment): readonly string[] => [
  ...holdReasons.filter((reason) => reason !== EARLIER_ATTEMPT_BOOKED),
  EARLIER_ATTEMPT_BOOKED,
];

/** Taken out of a batch that nobody has released; the second person then has a new total to check. */
const takenOut = (batch: PaymentBatch, payment: Payment, at: Scene['at']): readonly Write[] => {
  const { batchId, count, totalFen, held = [] } = batch;
  const isEmptied = batch.state === 'assembled' && count === 1;
  const waits = batchWaits(batchId);
  return [
    movePayment(payment, 'held', { holdReasons: withReason(payment) }, ['batchId']),
    changeBatch(batch, {
      count: count - 1,
      totalFen: subtractFen(totalFen, payment.amountFen),
      held: [...held, `${EARLIER_ATTEMPT_BOOKED}:${payment.paymentId}`],
      ...(isEmptied ? { state: 'settled' } : {}),
    }),
    // nothing is left to approve or to wait for
    ...(isEmptied
      ? [
          ...answerWait(waits.approval, { next: 'emptied' }, at),
          ...answerWait(waits.result, { next: 'emptied' }, at),
        ]
      : []),
  ];
};

const stopping = async (tables: Tables, { at }: Scene, last: Payment): Promise<readonly Write[]> => {
  const deed = (action: string, verb: string) =>
    deedOn({ payment: last, at }, 'system', action, { reasons: EARLIER_ATTEMPT_BOOKED, state: verb });
  if (last.state === 'batched' && last.batchId !== undefined) {
    const batch = await batchById(tables, last.batchId);
    if (batch.state === 'assembling' || batch.state === 'assembled')
      return [...takenOut(batch, last, at), deed('payment-held', last.state)];
  }
  if (last.state === 'paid' || last.state === 'surplus' || last.state === 'stopped') return [];
  const holdReasons = withReason(last);
  if (last.state === 'payable' || last.state === 'held')
    return [movePayment(last, 'held', { holdReasons }), deed('payment-held', last.state)];
  const marked = changePayment(last, { holdReasons });
  const isSent = last.state === 'in-payment' || last.state === 'batched';
  return isSent ? [marked, deed('recall-asked', last.state)] : [marked];
};

/** `source` is the file or entered result that says so. */
export const planDispute = async (
  tables: Tables,
  scene: Scene,
  source: string,
  attempts: Attempts,
): Promise<readonly Write[]> => {
  const { payment, at } = scene;
  const later = laterThan(payment, attempts);
  return [
    movePayment(payment, 'disputed', { dispute: { source, at } }),
    deedOn(scene, 'system', 'payment-disputed', { paymentId: payment.paymentId }),
    ...(later === undefined ? [] : await stopping(tables, scene, later)),
  ];
};

/** What still holds an attempt when this dispute is over: another attempt may be in dispute, too. */
const stillHolding = ({ paymentId, holdReasons = [] }: Payment, { others }: Attempts): readonly string[] =>
  others.some((one) => one.state === 'disputed' && one.paymentId !== paymentId)
    ? holdReasons
    : holdReasons.filter((reason) => reason !== EARLIER_ATTEMPT_BOOKED);

/** With what still holds it; one that nothing holds any more may go out. */
const released = (payment: Payment, attempts: Attempts, set: Item = {}): Write => {
  const holdReasons = stillHolding(payment, attempts);
  return holdReasons.length === 0
    ? changePayment(payment, set, ['holdReasons'])
    : changePayment(payment, { ...set, holdReasons });
};

const ruledFailed = ({ payment, at }: Scene, attempts: Attempts): readonly Write[] => {
  const later = laterThan(payment, attempts);
  const { dispute, disproved = [] } = payment;
  const known = dispute === undefined ? disproved : [...disproved, dispute.source];
  const isFree = later?.state === 'held' && stillHolding(later, attempts).length === 0;
  return [
    released(payment, attempts, { state: 'failed', disproved: known }),
    ...(later === undefined
      ? []
      : [released(later, attempts, isFree ? { state: 'payable', payableOn: localDateOf(at) } : {})]),
  ];
};

const ruledPaid = (scene: Scene, attempts: Attempts): readonly Write[] => {
  const { payment } = scene;
  const later = laterThan(payment, attempts);
  const standing = inState(attempts, 'paid');
  if (standing !== undefined)
    return [
      ...planSurplus(scene, standing.paymentId),
      ...(later === undefined || later.paymentId === standing.paymentId ? [] : [released(later, attempts)]),
    ];
  // on its way into the file: in some minutes it is known to be sent
  if (later?.state === 'batched') throw new Conflict('next-attempt-leaving', { paymentId: later.paymentId });
  const isAnswered = [payment, ...attempts.others].some(
    ({ reopened, bookedAt }) => reopened === true || bookedAt !== undefined,
  );
  return [
    ...paid(
      { ...scene, payment: isAnswered ? { ...payment, reopened: true } : payment },
      'failure-disproved',
    ),
    ...(later === undefined
      ? []
      : [
          released(later, attempts, {
            // never sent, so it never will be
            ...(later.state === 'payable' || later.state === 'held' ? { state: 'stopped' } : {}),
            closedBy: payment.paymentId,
            reopened: true,
          }),
        ]),
    deedOn(scene, 'system', 'failure-disproved', { paymentId: payment.paymentId }),
  ];
};

/** What two people found out: the payment is paid, or it is failed. */
export const planRuling = (scene: Scene, outcome: 'paid' | 'failed', attempts: Attempts): readonly Write[] =>
  outcome === 'paid' ? ruledPaid(scene, attempts) : ruledFailed(scene, attempts);
