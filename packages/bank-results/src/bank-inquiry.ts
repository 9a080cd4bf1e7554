/**
 * What somebody must ask the bank at once: whether a payment that it called failed was paid after all, and to stop another
 * one that is on its way. A watched date each, on finance's list from the first moment; the documents name no limit.
 */
import { attemptName } from '@erbao/adjudication/booking';
import type { Role } from '@erbao/api-contracts/roles';
import { changeDeadline, type Commitment, type Deadline, planDeadline } from '@erbao/deadlines/deadline';
import { dropDeadline, meetDeadline, openDeadline } from '@erbao/deadlines/deadline-course';
import type { Write } from '@erbao/dynamo-kit/tables';
import { paidSubject, type Payment } from '@erbao/payout/payment';
import type { Scene } from './paid-for.ts';

const CLAUSE = '时限待确认（参照 nansha 第四部分 二(二)3）';
const ESCALATION = { at60: 'finance', at80: 'supervisor', breach: 'joint-office' } as const;

/** A payment may be disputed again, by another file, after people have found it failed. */
const disputeOf = (payment: Payment): string =>
  `${attemptName(payment)}-${String((payment.disproved?.length ?? 0) + 1)}`;
const inquiryId = (payment: Payment): string => `dispute-2wd-${disputeOf(payment)}`;
const recallPrefix = (payment: Payment): string => `recall-1wd-${attemptName(payment)}-of-`;

const opened = (
  { payment, statement, calendar, at }: Scene,
  promise: Pick<Commitment, 'deadlineId' | 'workingDays'>,
  desk: Role,
): readonly Write[] => {
  const commitment = { ...promise, clause: CLAUSE, escalation: ESCALATION, desk };
  return openDeadline(
    // a claim's money is the centre's to pay, whatever office took the claim
    planDeadline(calendar, commitment, paidSubject(payment), at, statement?.hospitalId),
  );
};

/** `desk` is the second person's where the dispute began with an entered result. */
export const openInquiry = (scene: Scene, desk: Role): readonly Write[] =>
  opened(scene, { deadlineId: inquiryId(scene.payment), workingDays: 2 }, desk);

/** The later attempt is at the bank while this payment is in doubt. */
export const openRecall = (scene: Scene, later: Payment): readonly Write[] =>
  opened(
    scene,
    { deadlineId: `${recallPrefix(later)}${disputeOf(scene.payment)}`, workingDays: 1 },
    'finance',
  );

const inquiriesOf = ({ payment, deadlines }: Scene): readonly Deadline[] =>
  deadlines.filter(({ deadlineId }) => deadlineId === inquiryId(payment));

/** The bank's answer waits for the second person, or for the first again. */
export const handInquiry = (scene: Scene, desk: Role): readonly Write[] =>
  inquiriesOf(scene)
    .filter(({ metAt }) => metAt === undefined)
    .map((inquiry) => changeDeadline(inquiry, { desk }));

export const keepInquiry = (scene: Scene): readonly Write[] =>
  inquiriesOf(scene).flatMap((inquiry) => meetDeadline(scene.calendar, inquiry, scene.at));

const recallsOf = ({ deadlines }: Scene, payment: Payment): readonly Deadline[] =>
  deadlines.filter(({ deadlineId }) => deadlineId.startsWith(recallPrefix(payment)));

/** Stopped or not, the bank has said what became of it. */
export const keepRecalls = (scene: Scene): readonly Write[] =>
  recallsOf(scene, scene.payment).flatMap((recall) => meetDeadline(scene.calendar, recall, scene.at));

/** It need not be stopped: the payment before it had failed. */
export const dropRecall = (scene: Scene, later: Payment): readonly Write[] =>
  recallsOf(scene, later)
    .filter(({ deadlineId }) => deadlineId.endsWith(`-of-${disputeOf(scene.payment)}`))
    .flatMap(dropDeadline);
