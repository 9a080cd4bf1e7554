/**
 * 银行先报失败、后报成功: nothing more goes out for this sum until two people have asked the bank what it really did. Then the
 * payment is paid, and a later attempt is over, or it is failed, and the later attempt goes on. Never two standing payments.
 */
import { EARLIER_ATTEMPT_BOOKED } from '@erbao/adjudication/account-correction';
import { leavingBatch, unreleasedBatchOf } from '@erbao/adjudication/leaving-batch';
import type { Item, Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Role } from '@erbao/api-contracts/roles';
import { localDateOf } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import { changePayment, movePayment, type Payment } from '@erbao/payout/payment';
import { type Attempts, inState, isOtherInDoubt, laterThan } from './attempts.ts';
import { dropRecall, keepInquiry, openInquiry, openRecall } from './bank-inquiry.ts';
import { deedOn, paid, type Scene } from './paid-for.ts';
import { planSurplus } from './surplus.ts';

const withReason = ({ holdReasons = [] }: Payment): readonly string[] => [
  ...holdReasons.filter((reason) => reason !== EARLIER_ATTEMPT_BOOKED),
  EARLIER_ATTEMPT_BOOKED,
];

const stopping = async (tables: Tables, scene: Scene, last: Payment): Promise<readonly Write[]> => {
  const { at } = scene;
  const deed = (action: string, verb: string) =>
    deedOn({ payment: last, at }, 'system', action, { reasons: EARLIER_ATTEMPT_BOOKED, state: verb });
  const batch = await unreleasedBatchOf(tables, last);
  if (batch !== undefined)
    return [
      movePayment(last, 'held', { holdReasons: withReason(last) }, ['batchId']),
      ...leavingBatch(batch, last, EARLIER_ATTEMPT_BOOKED, at),
      deed('payment-held', last.state),
    ];
  if (last.state === 'paid' || last.state === 'surplus' || last.state === 'stopped') return [];
  const holdReasons = withReason(last);
  if (last.state === 'payable' || last.state === 'held')
    return [movePayment(last, 'held', { holdReasons }), deed('payment-held', last.state)];
  const marked = changePayment(last, { holdReasons });
  const isSent = last.state === 'in-payment' || last.state === 'batched';
  return isSent ? [marked, deed('recall-asked', last.state), ...openRecall(scene, last)] : [marked];
};

/** `source` is the file or entered result that says so; `desk` is who must act on it first. */
export const planDispute = async (
  tables: Tables,
  scene: Scene,
  source: string,
  attempts: Attempts,
  desk: Role = 'finance',
): Promise<readonly Write[]> => {
  const { payment, at } = scene;
  const later = laterThan(payment, attempts);
  return [
    movePayment(payment, 'disputed', { dispute: { source, at } }),
    deedOn(scene, 'system', 'payment-disputed', { paymentId: payment.paymentId }),
    ...openInquiry(scene, desk),
    ...(later === undefined ? [] : await stopping(tables, scene, later)),
  ];
};

/** What still holds an attempt when this one is cleared up: another attempt may be in doubt, too. */
const stillHolding = ({ paymentId, holdReasons = [] }: Payment, attempts: Attempts): readonly string[] =>
  isOtherInDoubt(attempts, paymentId)
    ? holdReasons
    : holdReasons.filter((reason) => reason !== EARLIER_ATTEMPT_BOOKED);

/** With what still holds it; one that nothing holds any more may go out. */
const released = (payment: Payment, attempts: Attempts, set: Item = {}): Write => {
  const holdReasons = stillHolding(payment, attempts);
  return holdReasons.length === 0
    ? changePayment(payment, set, ['holdReasons'])
    : changePayment(payment, { ...set, holdReasons });
};

/** What waited for this one to be cleared up goes out, unless something else holds it. */
export const goingOn = (later: Payment, attempts: Attempts, at: Scene['at']): Write => {
  const isFree = later.state === 'held' && stillHolding(later, attempts).length === 0;
  return released(later, attempts, isFree ? { state: 'payable', payableOn: localDateOf(at) } : {});
};

const ruledFailed = (scene: Scene, attempts: Attempts): readonly Write[] => {
  const { payment, at } = scene;
  const later = laterThan(payment, attempts);
  const { dispute, disproved = [] } = payment;
  const known = dispute === undefined ? disproved : [...disproved, dispute.source];
  return [
    released(payment, attempts, { state: 'failed', disproved: known }),
    ...(later === undefined ? [] : [goingOn(later, attempts, at), ...dropRecall(scene, later)]),
  ];
};

const ruledPaid = (scene: Scene, attempts: Attempts): readonly Write[] => {
  const { payment } = scene;
  const later = laterThan(payment, attempts);
  const standing = inState(attempts, 'paid');
  // what was decided since waits until this is back, or has been paid beside it
  if (payment.withdrawn === true) return planSurplus(scene, standing?.paymentId);
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
export const planRuling = (
  scene: Scene,
  outcome: 'paid' | 'failed',
  attempts: Attempts,
): readonly Write[] => [
  ...(outcome === 'paid' ? ruledPaid(scene, attempts) : ruledFailed(scene, attempts)),
  ...keepInquiry(scene),
];
