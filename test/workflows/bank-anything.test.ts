/**
 * Whatever the bank says in whatever order, and whatever people do: at most one payment of a sum stands, every other booked fen
 * is an open recovery, nothing goes out while one attempt is in doubt, and no claim is stuck. A bank that means what it says
 * pays once.
 */
import { asErbaoError } from '@erbao/kernel/errors';
import { isForHospital, type Payment, paidSubject } from '@erbao/payout/payment';
import { batchById } from '@erbao/payout/payment-batch';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { walkerIn } from '../support/claim-walk.ts';
import { claimIn, type Finance, NEW_ACCOUNT, openFinance } from '../support/finance-desk.ts';
import { resultFile } from '../support/payment-office.ts';

type Deed =
  | { readonly kind: 'send' | 'close'; readonly run: number }
  | { readonly kind: 'say'; readonly nth: number; readonly flag: 'S' | 'F' | 'R' | 'P' }
  | { readonly kind: 'again'; readonly file: number }
  | { readonly kind: 'correct'; readonly nth: number }
  | { readonly kind: 'stop'; readonly nth: number }
  | { readonly kind: 'enter'; readonly nth: number; readonly outcome: 'paid' | 'failed' | 'returned' };

const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('send' as const, 'close' as const),
    run: fc.integer({ min: 1, max: 6 }),
  }),
  // the bank says anything of anything it was sent
  fc.record({
    kind: fc.constant('say' as const),
    nth: fc.nat(6),
    flag: fc.constantFrom('S' as const, 'F' as const, 'F' as const, 'R' as const, 'P' as const),
  }),
  fc.record({ kind: fc.constant('again' as const), file: fc.nat(8) }),
  fc.record({ kind: fc.constantFrom('correct' as const, 'stop' as const), nth: fc.nat(3) }),
  fc.record({
    kind: fc.constant('enter' as const),
    nth: fc.nat(6),
    outcome: fc.constantFrom('paid' as const, 'failed' as const, 'returned' as const),
  }),
);

/** What people are told when a deed is not to be done now. */
const TOLD = [
  'batch-moved-on',
  'result-not-expected',
  'payment-moved-on',
  'payment-at-bank',
  'payment-disputed',
  'earlier-attempt-booked',
  'next-attempt-leaving',
  'approval-not-stoppable',
];

type Flag = Extract<Deed, { kind: 'say' }>['flag'];

/** A bank that decides once about each line, and that may send money back once; what it says may come late and twice. */
const honest =
  (truth: Map<string, Flag>) =>
  (paymentId: string, flag: Flag): Flag => {
    const known = truth.get(paymentId);
    const said =
      known === undefined ? (flag === 'R' ? 'F' : flag) : known === 'S' && flag === 'R' ? 'R' : known;
    if (said !== 'P') truth.set(paymentId, said);
    return said;
  };

const stage = (
  desk: Finance,
  claims: readonly string[],
  says: (paymentId: string, flag: Flag) => Flag = (_, flag) => flag,
) => {
  const walk = walkerIn(desk.office);
  const files: string[] = [];
  const pick = <T>(list: readonly T[], nth: number): T | undefined => list[nth % Math.max(1, list.length)];
  const act = async (one: Deed): Promise<void> => {
    switch (one.kind) {
      case 'close':
        await desk.steps.close(desk.stores, String(one.run));
        return;
      case 'send': {
        const { batchId, next } = await desk.steps.close(desk.stores, String(one.run));
        if (next === 'empty') return;
        const { state } = await batchById(desk.office.tables, batchId);
        if (state === 'assembled') await desk.steps.release(desk.stores, batchId);
        return desk.steps.write(desk.stores, batchId).then(() => undefined);
      }
      case 'say': {
        const sent = desk.payments().filter(({ filePart }) => filePart !== undefined);
        const payment = pick(sent, one.nth);
        if (payment?.batchId === undefined) return;
        const key = `results/${payment.batchId}/file-${files.length}`;
        const body = resultFile(payment.batchId, [{ ...payment, flag: says(payment.paymentId, one.flag) }]);
        desk.files.upload(key, { body, contentType: 'text/plain' });
        files.push(key);
        return desk.steps.take(desk.stores, key);
      }
      case 'again': {
        const key = pick(files, one.file);
        return key === undefined ? undefined : desk.steps.take(desk.stores, key);
      }
      case 'correct': {
        const states: readonly Payment['state'][] = ['failed', 'returned', 'held', 'stopped'];
        const payment = pick(
          desk
            .payments()
            .filter(({ state, nextPaymentId }) => nextPaymentId === undefined && states.includes(state)),
          one.nth,
        );
        if (payment !== undefined) await desk.correct(payment.paymentId, NEW_ACCOUNT);
        return;
      }
      case 'stop': {
        const claimId = pick(claims, one.nth) ?? '';
        await desk.stop(claimId);
        await walk.decide(claimId);
        return walk.agree(claimId, `again-${String(one.nth)}`);
      }
      case 'enter': {
        const payment = pick(desk.payments(), one.nth);
        if (payment !== undefined) await desk.rule(payment.paymentId, one.outcome);
      }
    }
  };
  return (one: Deed): Promise<void> =>
    act(one).catch((thrown: unknown) => {
      // a file is never turned away: nothing of the bank's goes to the dead letters
      if (one.kind === 'say' || one.kind === 'again' || !TOLD.includes(asErbaoError(thrown).code))
        throw thrown;
    });
};

const ON_THE_WAY: readonly Payment['state'][] = ['payable', 'held', 'batched', 'in-payment'];
const versionOf = (one: Payment): number => (isForHospital(one) ? 1 : one.adjudicationVersion);
const isClosed = ({ closedBy }: Payment): boolean => closedBy !== undefined;

const expectSound = async (desk: Finance, claims: readonly string[]): Promise<void> => {
  const sums = { standing: 0, surplus: 0 };
  for (const claimId of claims) {
    const own = desk.payments().filter((one) => paidSubject(one) === claimId);
    const inState = (...states: readonly Payment['state'][]) =>
      own.filter(({ state }) => states.includes(state));
    const standing = inState('paid');
    const counting = own.filter((one) => ON_THE_WAY.includes(one.state) && !isClosed(one));
    expect(standing.length + counting.length).toBeLessThanOrEqual(1);
    // in doubt: nothing may leave that has not left; what was decided since the doubt is held at the next closing
    const doubtful = own.filter(
      ({ state, withdrawn }) => state === 'disputed' || (state === 'surplus' && withdrawn === true),
    );
    if (doubtful.length > 0) {
      const newest = Math.max(...own.map(versionOf));
      expect(inState('batched')).toEqual([]);
      expect(inState('payable').filter((one) => versionOf(one) < newest)).toEqual([]);
      if (doubtful.some((one) => versionOf(one) === newest)) expect(inState('payable')).toEqual([]);
    }
    sums.standing += standing.reduce((sum, { amountFen }) => sum + amountFen, 0);
    sums.surplus += inState('surplus').reduce((sum, { amountFen }) => sum + amountFen, 0);
    // owed and not paid: there is an attempt that is on its way, that people can correct, or that they must rule on
    const correctable = inState('failed', 'returned', 'stopped').filter(
      (one) => one.nextPaymentId === undefined && !isClosed(one) && one.withdrawn !== true,
    );
    const { state, paymentId } = await claimIn(desk, claimId);
    expect((state === 'paid') === (standing.length === 1)).toBe(true);
    if (standing.length === 1) expect(paymentId).toBe(standing[0]?.paymentId);
    else expect(counting.length + correctable.length + inState('disputed').length).toBeGreaterThan(0);
  }
  expect(desk.balance('bank')).toBe(0 - sums.standing - sums.surplus);
  expect(desk.balance('recoverable')).toBe(sums.surplus);
  expect(0 - desk.balance('payable')).toBe(desk.balance('benefit-expense') - sums.standing);
};

describe('a bank that says anything in any order', () => {
  it('has one standing payment a claim, every other booked fen an open recovery, and no claim is stuck', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 8, maxLength: 40 }), async (deeds) => {
        const desk = await openFinance();
        const claims = [await desk.approved(1), await desk.approved(2)];
        const perform = stage(desk, claims);
        for (const one of [{ kind: 'send', run: 1 } as const, ...deeds]) {
          await perform(one);
          await expectSound(desk, claims);
        }
      }),
      { numRuns: 150 },
    );
  }, 240_000);
});

describe('a bank that means what it says, late and twice', () => {
  it('pays once, whatever people do meanwhile: nothing is in doubt, and the books agree with the account', async () => {
    const byPeople = deed.filter(({ kind }) => kind !== 'enter');
    await fc.assert(
      fc.asyncProperty(fc.array(byPeople, { minLength: 5, maxLength: 30 }), async (deeds) => {
        const desk = await openFinance();
        const claims = [await desk.approved(1), await desk.approved(2)];
        const truth = new Map<string, Flag>();
        const perform = stage(desk, claims, honest(truth));
        for (const one of deeds) {
          await perform(one);
          await expectSound(desk, claims);
          for (const claimId of claims) {
            const own = desk.payments().filter((payment) => paidSubject(payment) === claimId);
            // what really left the account, whatever we know of it yet
            const really = own.filter(({ paymentId }) => truth.get(paymentId) === 'S');
            expect(really.length).toBeLessThanOrEqual(1);
            expect(own.filter(({ state }) => state === 'disputed' || state === 'surplus')).toEqual([]);
          }
          expect(desk.balance('reserved')).toBe(0);
        }
      }),
      { numRuns: 120 },
    );
  }, 120_000);
});
