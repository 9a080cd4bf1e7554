/**
 * All attempts to pay one sum, as they stand. At most one of them stands (`paid`); a later one may be closed by it
 * (`closedBy`), and one that was paid beside it is `surplus`: owed back. Where an approval was taken back (停付) and the claim
 * decided again, what is paid now follows the attempts of then: it is the same money that the claimant waits for.
 */
import { type Claim, latestVersion } from '@erbao/claims/claim';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { attemptsOf, isForHospital, type Payment, paymentById, paymentsOfClaim } from '@erbao/payout/payment';

export type Attempts = {
  /** The last one made; itself the payment that is looked at, when there is none after it. */
  readonly last: Payment;
  readonly others: readonly Payment[];
  /** Of approvals of the claim that were taken back. */
  readonly withdrawn: readonly Payment[];
};

const withdrawnOf = async (tables: Tables, claim: Claim | undefined): Promise<readonly Payment[]> => {
  if (claim?.approvalStop === undefined) return [];
  const all = await paymentsOfClaim(tables, claim.claimId, latestVersion(claim));
  return all.filter(({ withdrawn }) => withdrawn === true);
};

/** The attempts to pay what was decided after this payment's approval had been taken back. */
const paidNow = async (
  tables: Tables,
  payment: Payment,
  claim: Claim | undefined,
): Promise<readonly Payment[]> => {
  if (isForHospital(payment) || payment.withdrawn !== true || claim?.paymentId === undefined) return [];
  const now = await paymentById(tables, claim.paymentId);
  const isLater = !isForHospital(now) && now.adjudicationVersion > payment.adjudicationVersion;
  return isLater ? attemptsOf(tables, now) : [];
};

export const attemptsAround = async (
  tables: Tables,
  { payment, claim }: { readonly payment: Payment; readonly claim?: Claim },
): Promise<Attempts> => {
  const all = [...(await attemptsOf(tables, payment)), ...(await paidNow(tables, payment, claim))];
  const isOther = ({ paymentId }: Payment): boolean => paymentId !== payment.paymentId;
  return {
    last: all.at(-1) ?? payment,
    others: all.filter(isOther),
    withdrawn: (await withdrawnOf(tables, claim)).filter(isOther),
  };
};

/** The claimant may have, or has, the money of an approval that was taken back, or of an attempt that was called failed. */
const isInDoubt = ({ state, withdrawn }: Payment): boolean =>
  state === 'disputed' || (state === 'surplus' && withdrawn === true);

/** Beside the payment that the attempts are around, which is being cleared up. */
export const isOtherInDoubt = ({ others, withdrawn }: Attempts, paymentId: string): boolean =>
  [...others, ...withdrawn].some((one) => isInDoubt(one) && one.paymentId !== paymentId);

/** Whether money of an approval that was taken back is in doubt: nothing goes out for the claim until that is over. */
export const isEarlierInDoubt = async (tables: Tables, claim: Claim): Promise<boolean> =>
  (await withdrawnOf(tables, claim)).some(isInDoubt);

export const inState = ({ others }: Attempts, state: Payment['state']): Payment | undefined =>
  others.find((one) => one.state === state);

/** The last attempt, where it is another one than this. */
export const laterThan = (payment: Payment, { last }: Attempts): Payment | undefined =>
  last.paymentId === payment.paymentId ? undefined : last;
