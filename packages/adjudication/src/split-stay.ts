/**
 * 每年度届满，参保人治疗仍未结束的，以年度结束日结算…继续治疗费用在下年度结算 [nansha 二(二)4]: a stay across years becomes two bills.
 * The reviewer gives the first one by the itemised list; the rest is what is left, to the fen, as a claim of its own.
 */
import { claimNumber } from '@erbao/api-contracts/claim-message';
import { filedBill } from './claim-facts.ts';
import { AMOUNT_NAMES } from '@erbao/benefit-policy/facts';
import type { Claim } from '@erbao/claims/claim';
import { insertClaim } from '@erbao/claims/claim-moves';
import { recordDeed } from '@erbao/audit/audit-event';
import type { Write } from '@erbao/dynamo-kit/tables';
import { addDays, type Instant, localDate } from '@erbao/kernel/dates';
import { InvalidInput } from '@erbao/kernel/errors';
import { canonicalJson, contentId, sha256Hex } from '@erbao/kernel/ids';
import { type Fen, printYuan, readFen, subtractFen, ZERO_FEN } from '@erbao/kernel/money';
import { announce } from '@erbao/outbox/outbox-event';

type Bill = Claim['bill'];
/** The channel of the second half. */
export const SPLIT_CHANNEL = 'split-stay';

const fenOf = (text: string | undefined): Fen => {
  const read = text === undefined ? undefined : readFen(text);
  return read?.ok === true ? read.fen : ZERO_FEN;
};

/** Throws InvalidInput when the first part is not this stay up to the end of its first year. */
export const restOfStay = (bill: Bill, first: Bill): Bill => {
  const { admittedOn, dischargedOn } = bill;
  const yearEnd = admittedOn === undefined ? undefined : `${admittedOn.slice(0, 4)}-12-31`;
  const fits =
    yearEnd !== undefined &&
    dischargedOn !== undefined &&
    dischargedOn > yearEnd &&
    first.dischargedOn === yearEnd &&
    first.admittedOn === admittedOn &&
    first.kind === bill.kind &&
    first.hospitalId === bill.hospitalId;
  if (!fits) throw new InvalidInput('split-not-at-year-end');
  const amounts: Record<string, string> = {};
  for (const name of AMOUNT_NAMES) {
    const left = subtractFen(fenOf(bill.amounts[name]), fenOf(first.amounts[name]));
    if (left < 0) throw new InvalidInput('split-exceeds-bill', { amount: name });
    if (bill.amounts[name] !== undefined) amounts[name] = printYuan(left);
  }
  return {
    ...bill,
    admittedOn: addDays(localDate(yearEnd), 1),
    amounts: { ...amounts, total: amounts['total'] ?? '0.00' },
  };
};

export const restClaimIdOf = (claimId: string): string =>
  claimNumber(SPLIT_CHANNEL, contentId('filing', claimId, 'rest'));

export type Split = {
  readonly claim: Claim;
  readonly first: Bill;
  /** Sealed in the context of the new claim. */
  readonly account: Claim['account'];
  readonly by: string;
  readonly at: Instant;
};

/** The rest: the same papers, filed when the whole was filed. */
export const planRest = ({ claim, first, account, by, at }: Split): readonly Write[] => {
  const claimId = restClaimIdOf(claim.claimId);
  const bill = restOfStay(filedBill(claim), first);
  const { memberId, filedAt, filedBy, invoice, papers, claimKind, office, late, byGuardian } = claim;
  const rest: Claim = {
    claimId,
    state: 'filed',
    version: 1,
    memberId,
    channel: SPLIT_CHANNEL,
    filingId: contentId('filing', claim.claimId, 'rest'),
    filedAt,
    filedBy,
    contentHash: sha256Hex(canonicalJson({ invoice, bill, memberId })),
    invoice,
    bill,
    papers,
    missing: [],
    supplementRound: 0,
    account,
    answers: [],
    adjudicationVersion: 0,
    claimKind,
    office,
    late,
    byGuardian,
  };
  return [
    insertClaim(rest),
    recordDeed({
      subjectId: claimId,
      at,
      who: by,
      action: 'split-from',
      details: { claimId: claim.claimId },
    }),
    announce({ kind: 'claim-to-review', claimId, execution: claimId }, at, claimId),
  ];
};
