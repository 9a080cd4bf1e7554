/** The stories of the demo, on the deployed cloud; they stop at the first end that is not reached. */
import { addDays, monthOf } from '@erbao/kernel/dates';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { scaleWaits } from '../../infra/local/cloud.ts';
import { playAutomaticClaim } from '../../infra/local/stories/automatic-claim.ts';
import { playBankInDoubt } from '../../infra/local/stories/bank-in-doubt.ts';
import { playCitizenClaim, playForgottenClaim } from '../../infra/local/stories/citizen-claim.ts';
import { playUnansweredQuestion } from '../../infra/local/stories/hospital-questions.ts';
import { playPaymentAgain } from '../../infra/local/stories/payment-again.ts';
import { playMonthlyFile, playUnreadableFile } from '../../infra/local/stories/monthly-file.ts';
import type { Telling } from '../../infra/local/stories/telling.ts';
import { BANK_PATIENCE_MS, holdTheBank } from '../support/bank-hours.ts';
import { openDistrict, TODAY } from '../support/district.ts';

let telling: Telling;
const dischargedOn = addDays(TODAY, -7);
let freeTheBank = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  telling = await openDistrict();
  freeTheBank = await holdTheBank();
}, BANK_PATIENCE_MS);
afterAll(() => freeTheBank());

describe('the stories', () => {
  it.each(['utf-8', 'gb18030'] as const)('a month file in %s', async (encoding) => {
    const hospitalId = telling.district.hospitals[encoding === 'utf-8' ? 2 : 3]?.hospitalId ?? '';
    await playMonthlyFile(telling, { hospitalId, month: monthOf(addDays(TODAY, -31)), encoding });
  });

  it('a month file that is no CSV', async () => {
    const hospitalId = telling.district.hospitals[4]?.hospitalId ?? '';
    await playUnreadableFile(telling, hospitalId, monthOf(TODAY));
  });

  it("a citizen's claim from papers to money", async () => {
    await playCitizenClaim(telling, TODAY, dischargedOn);
  });

  it('a payment that fails, is paid again, comes back, and is paid once more', async () => {
    await playPaymentAgain(telling, TODAY, dischargedOn, 2);
  });

  it('a bank that contradicts itself, two people who rule, and the account statement', async () => {
    await playBankInDoubt(telling, TODAY, dischargedOn, 5);
  });

  it('a claim that the engine approves by itself', async () => {
    await playAutomaticClaim(telling, dischargedOn);
  });

  it('a claim that nobody reviews', async () => {
    await playForgottenClaim(telling, dischargedOn, () => scaleWaits(telling.cloud.endpoint, 0.000_005));
    await scaleWaits(telling.cloud.endpoint, 1);
  });

  it('a question that a hospital does not answer', async () => {
    const hospitalId = telling.district.hospitals[12]?.hospitalId ?? '';
    const hurry = () => scaleWaits(telling.cloud.endpoint, 0.000_005);
    await playUnansweredQuestion(telling, hospitalId, TODAY, hurry);
    await scaleWaits(telling.cloud.endpoint, 1);
  });
});
