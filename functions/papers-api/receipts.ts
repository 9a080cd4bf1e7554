/** 票据查验: what finance must look up on the national platform before the day is closed, and what the platform said. */
import type * as routes from '@erbao/api-contracts/paper-check-routes';
import { recordDeed } from '@erbao/audit/audit-event';
import { type Claim, claimById } from '@erbao/claims/claim';
import { noteOnClaim } from '@erbao/claims/claim-moves';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import { printYuan } from '@erbao/kernel/money';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import {
  isFresh,
  isReceiptSignal,
  keepReceiptCheck,
  lastReceiptCheck,
  receiptSignal,
} from '@erbao/paper-checks/receipt-check';
import { findPayment, isForHospital, movePayment, paymentsInState } from '@erbao/payout/payment';

type Needs = { readonly tables: Tables; readonly clock: Clock };

export const listReceiptsDue =
  ({ tables, clock }: Needs): UseCaseOf<typeof routes.listReceiptsDue> =>
  async () => {
    const at = clock();
    const receipts = [];
    for (const payment of await paymentsInState(tables, 'payable')) {
      if (isForHospital(payment)) continue;
      const { claimId, invoice, bill } = await claimById(tables, payment.claimId);
      const check = await lastReceiptCheck(tables, claimId);
      if (invoice === undefined || (check !== undefined && isFresh(check, at))) continue;
      const totalYuan = bill.amounts.total;
      receipts.push({ claimId, ...invoice, totalYuan, payableYuan: printYuan(payment.amountFen) });
    }
    return { receipts };
  };

const signalsWith = (claim: Claim, signal: string | undefined): Claim['riskSignals'] => {
  const others = (claim.riskSignals ?? []).filter(({ code }) => !isReceiptSignal(code));
  return signal === undefined ? others : [...others, { code: signal, found: [claim.claimId] }];
};

/** Held for its receipt only, and the receipt stands after all: payable again. */
const released = async (tables: Tables, { paymentId }: Claim): Promise<readonly Write[]> => {
  const payment = paymentId === undefined ? undefined : await findPayment(tables, paymentId);
  const reasons = payment?.holdReasons ?? [];
  return payment?.state === 'held' && reasons.every(isReceiptSignal)
    ? [movePayment(payment, 'payable', {}, ['holdReasons'])]
    : [];
};

export const recordReceiptCheck =
  ({ tables, clock }: Needs): UseCaseOf<typeof routes.recordReceiptCheck> =>
  async ({ caller, params: { claimId }, body: { result, reference } }) => {
    const claim = await claimById(tables, claimId);
    if (claim.invoice === undefined) throw new Conflict('claim-without-receipt', { claimId });
    const [at, by] = [clock(), caller.subject];
    const outcome = await tables.commit([
      keepReceiptCheck({ claimId, checkedAt: at, ...claim.invoice, result, by, reference }),
      noteOnClaim(claim, { riskSignals: signalsWith(claim, receiptSignal(result)) }),
      recordDeed({ subjectId: claimId, at, who: by, action: 'receipt-checked', details: { result } }),
      ...(result === 'valid' ? await released(tables, claim) : []),
    ]);
    if (!outcome.committed) throw new Conflict('claim-moved-on', { claimId });
    return { claimId, result };
  };
