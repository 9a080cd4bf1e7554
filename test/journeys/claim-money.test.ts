/**
 * The paths of a claim that end with money, or take it back, on the deployed cloud. They run side by side and meet at the
 * bank: two payment days serve them all.
 */
import { claimNumber } from '@erbao/api-contracts/claim-message';
import { contentId } from '@erbao/kernel/ids';
import { automationFor } from '@erbao/review/automation';
import { addDays, localDate } from '@erbao/kernel/dates';
import { fen } from '@erbao/kernel/money';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listIn, recordIn, textIn } from '../../infra/local/stories/api-client.ts';
import { pay } from '../../infra/local/stories/bank-day.ts';
import { handInPaper } from '../../infra/local/stories/hand-in.ts';
import { PAPERS } from '../../infra/local/stories/sample-paper.ts';
import { accepted, eventually, refusedAs, type Telling } from '../../infra/local/stories/telling.ts';
import { BANK_PATIENCE_MS, holdTheBank } from '../support/bank-hours.ts';
import { type Filed, type Journeys, journeysOf, REVIEWED } from '../support/claim-journey.ts';
import { openDistrict, TODAY } from '../support/district.ts';

let telling: Telling;
let paths: Journeys;
let freeTheBank = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  telling = await openDistrict();
  paths = journeysOf(telling, 'money', 400);
  freeTheBank = await holdTheBank();
}, BANK_PATIENCE_MS);
afterAll(() => freeTheBank());

/** A payment day that begins when so many claims wait for it, or some time after the first of them. */
const paymentDay = (run: string, claims: number) => {
  let begin = (): void => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  let waiting = 0;
  const day = begun.then(() => pay(telling, TODAY, run));
  return async (filed: Filed) => {
    waiting += 1;
    if (waiting === claims) begin();
    setTimeout(begin, 60_000).unref();
    await day;
    return paths.reaches(filed, 'paid');
  };
};
const FIRST_DAY = paymentDay('31', 6);
const SECOND_DAY = paymentDay('32', 2);

const CANCER = { diagnoses: [{ code: 'C16.900', main: true }] };
const PATHOLOGY = { pathologyConfirmed: true, firstConfirmedOn: addDays(TODAY, -20) };
const STRAIGHT = ['CheckPapers', 'AdjudicateClaim', 'ReviewClaim', 'AwaitPayment', 'Paid'];

describe('a claim', { concurrent: true, timeout: 180_000 }, () => {
  it('straight to its money; of two reviewers who press at the same moment one wins', async () => {
    const filed = await paths.file(paths.adult());
    const { claimId } = filed;
    const [a, b] = [await paths.staff('press-a', 'adjudicator'), await paths.staff('press-b', 'adjudicator')];
    const task = await paths.taskFor(a, 'adjudicator', claimId);
    const answers = await Promise.all(
      [a, b].map((desk) =>
        desk('POST', `/review-tasks/${task}/verdict`, { verdict: 'agree', reason: '同意' }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const told = answers.find(({ status }) => status === 409);
    expect(told?.body['code']).toBe('review-task-decided');
    expect(told?.body['message']).toMatch(/[\u4e00-\u9fff]/);
    const reviewer = await paths.staff('level-1', 'reviewer');
    await paths.verdict(reviewer, 'reviewer', claimId, { verdict: 'agree', reason: '同意' });
    const approved = await paths.reaches(filed, 'approved');
    expect(approved.body['totalFen']).toBe(200_000);
    expect(approved.body['objectUntil']).toMatch(/^\d{4}-/);
    const paid = await FIRST_DAY(filed);
    const states = await paths.passed(claimId);
    expect(states).toEqual(expect.arrayContaining(STRAIGHT));
    expect(states.filter((state) => state === 'ReviewClaim')).toHaveLength(2);
    expect(paths.timeline(paid)).toEqual(
      expect.arrayContaining(['材料齐全，正式受理，五个工作日时限开始计算', '初审岗同意', '复核岗同意']),
    );
  });

  it('above the deputy director’s limit is seen by three', async () => {
    const amounts = { ...REVIEWED, total: '8000.00', eligible: '8000.00' };
    const filed = await paths.file(paths.adult(), { bill: { amounts } });
    expect(await paths.agree(filed.claimId)).toEqual(['adjudicator', 'reviewer', 'supervisor']);
    await paths.reaches(filed, 'approved');
  });

  it('granted, objected to for its sum, found right: the difference is paid and nothing twice', async () => {
    const filed = await paths.file(paths.adult(false), { bill: CANCER });
    const { citizen, claimId } = filed;
    await paths.agree(claimId);
    const approved = await paths.reaches(filed, 'approved');
    const object = () => citizen('POST', `/claims/${claimId}/objection`, { reason: '癌症部分未计' });
    accepted(await object(), 'the objection');
    refusedAs(await object(), 409, 'objection-not-open');
    await FIRST_DAY(filed);
    await paths.determine(await paths.staff('joint-1', 'joint-office'), claimId, 'objection', {
      outcome: 'overturn',
      reason: '病理报告已核',
      facts: PATHOLOGY,
    });
    const agree = { verdict: 'agree', reason: '同意' };
    await paths.verdict(await paths.staff('joint-2', 'joint-office'), 'joint-office', claimId, agree);
    const again = await SECOND_DAY(filed);
    expect(Number(again.body['totalFen'])).toBeGreaterThan(Number(approved.body['totalFen']));
    const booked = listIn(again, 'timeline').filter(({ action }) => action === 'payment-booked');
    expect(booked).toHaveLength(2);
    const letter = recordIn(await citizen('GET', `/claims/${claimId}/letters/decision`), 'letter');
    expect(letter).toMatchObject({ paidBeforeFen: approved.body['totalFen'], final: true });
    expect(await paths.passed(claimId)).toContain('Paid');
    expect(await paths.passed(`${claimId}_v2`)).toEqual(expect.arrayContaining(STRAIGHT));
    expect(paths.timeline(again)).toContain('联合办公室复议：撤销原决定，重新核定');
  });

  it('with a disputed part: the undisputed one is paid first, the rest when it is answered', async () => {
    const filed = await paths.file(paths.adult(false), { bill: CANCER });
    const { claimId } = filed;
    await paths.agree(claimId);
    await FIRST_DAY(filed);
    await paths.verdict(
      await paths.staff('rest', 'adjudicator'),
      'adjudicator',
      claimId,
      { verdict: 'answer', reason: '已见病理报告', facts: PATHOLOGY },
      'remainder',
    );
    await paths.agree(claimId);
    const paid = await SECOND_DAY(filed);
    expect(listIn(paid, 'timeline').filter(({ action }) => action === 'payment-booked')).toHaveLength(2);
    expect(await paths.passed(`${claimId}_v2`)).toContain('Paid');
  });

  it('paid and found wrong is taken back, and the money comes back', async () => {
    const filed = await paths.file(paths.adult());
    const { claimId, citizen } = filed;
    await paths.agree(claimId);
    await FIRST_DAY(filed);
    const boss = await paths.staff('boss', 'supervisor');
    accepted(await boss('POST', `/console/claims/${claimId}/recovery`, { reason: '重复报销' }), 'recovery');
    const finance = await paths.staff('finance', 'finance');
    accepted(await finance('POST', `/console/claims/${claimId}/recovery-receipt`), 'the receipt');
    const end = await paths.reaches(filed, 'recovered');
    expect(paths.timeline(end)).toEqual(
      expect.arrayContaining(['立案追回 2000.00 元', '追回款到账 2000.00 元']),
    );
    const notices = await eventually('a notice of the recovery', async () => {
      const inbox = listIn(accepted(await citizen('GET', '/notices'), 'the notices'), 'notices');
      return inbox.find(({ template }) => template === 'recovery-opened');
    });
    expect(notices['text']).toContain('2000.00');
  });

  it('of one who died is paid to the heirs that two persons have settled', async () => {
    const filed = await paths.file(paths.adult());
    const { claimId } = filed;
    await paths.agree(claimId);
    await paths.reaches(filed, 'approved');
    const clerk = await paths.staff('clerk', 'site-clerk');
    accepted(await clerk('POST', `/console/claims/${claimId}/death`, { on: addDays(TODAY, -1) }), 'death');
    const paymentId = textIn(await filed.citizen('GET', `/claims/${claimId}`), 'paymentId');
    const [maker, checker] = [await paths.staff('m', 'finance'), await paths.staff('c', 'finance-approver')];
    const payment = accepted(await maker('GET', `/payments/${paymentId}`), 'the payment');
    expect(payment.body['state']).toBe('held');
    const account = {
      holder: '样例继承人',
      number: '6200000000000000026',
      bankName: '样例银行',
      cnaps: '000000000001',
      relation: 'self',
    };
    const corrections = `/payments/${paymentId}/account-corrections`;
    const proposal = accepted(
      await maker('POST', corrections, { account, reason: '继承公证书已核' }),
      'the heir',
    );
    const approval = `${corrections}/${textIn(proposal, 'proposalId')}/approval`;
    accepted(await checker('POST', approval), 'the second person');
    const paid = await FIRST_DAY(filed);
    expect(paths.timeline(paid)).toContain('登记参保人去世，救助金转人工核对继承人');
    expect(await paths.passed(claimId)).toContain('Paid');
  });

  it('of a minor is filed by the guardian and looked at by people', async () => {
    const child = paths.minor();
    const { citizen, memberId } = await paths.citizenOf(paths.adult());
    const { insured, bill, ...claim } = telling.district.sampleClaimFor(child, addDays(TODAY, -7));
    const papers = [];
    for (const kind of [...PAPERS, 'household-register', 'birth-certificate'])
      papers.push(await handInPaper(citizen, kind, 'ward', insured));
    const filing = { filingId: 'money-ward-1', ...claim, bill: { ...bill, amounts: REVIEWED }, papers };
    const sent = accepted(await citizen('POST', '/claims', { ...filing, ward: insured }), 'filed');
    const filed = { citizen, memberId, claimId: textIn(sent, 'claimId') };
    const desk = await paths.staff('ward', 'adjudicator');
    const task = await paths.taskFor(desk, 'adjudicator', filed.claimId);
    const seen = accepted(await desk('GET', `/review-tasks/${task}`), 'the task');
    expect(listIn(seen, 'questions').map(({ code }) => code)).toContain('filed-by-guardian');
    await paths.agree(filed.claimId);
    await paths.reaches(filed, 'approved');
  });

  it('of a stay across years is cut in two, and both are decided', async () => {
    const year = Number(TODAY.slice(0, 4));
    const across = {
      admittedOn: localDate(`${String(year - 1)}-12-20`),
      dischargedOn: localDate(`${String(year)}-01-09`),
    };
    const filed = await paths.file(paths.adult(), { bill: across });
    const { citizen, claimId, memberId } = filed;
    const desk = await paths.staff('split', 'adjudicator');
    const task = await paths.taskFor(desk, 'adjudicator', claimId);
    const seen = accepted(await desk('GET', `/review-tasks/${task}`), 'the task');
    expect(listIn(seen, 'questions').map(({ code }) => code)).toEqual(
      expect.arrayContaining(['stay-crosses-year', 'filed-late']),
    );
    const claim = await citizen('GET', `/claims/${claimId}`);
    const splitBill = {
      kind: 'inpatient',
      hospitalId: textIn(claim, 'hospitalId'),
      admittedOn: across.admittedOn,
      dischargedOn: `${String(year - 1)}-12-31`,
      diagnoses: [{ code: 'J18.900', main: true }],
      amounts: { total: '1800.00', eligible: '1800.00', deductible: '0.00', basic: '600.00' },
    };
    accepted(
      await desk('POST', `/review-tasks/${task}/verdict`, {
        verdict: 'answer',
        reason: '按费用清单拆分',
        facts: { splitBill },
      }),
      'the split',
    );
    await paths.agree(claimId);
    const first = await paths.reaches(filed, 'approved');
    const own = listIn(accepted(await citizen('GET', '/claims'), 'own claims'), 'claims');
    const restId = String(own.find((one) => one['claimId'] !== claimId)?.['claimId']);
    await paths.agree(restId);
    const rest = await paths.reaches({ citizen, memberId, claimId: restId }, 'approved');
    expect(Number(first.body['totalFen']) + Number(rest.body['totalFen'])).toBe(200_000);
    expect(paths.timeline(rest)).toContain('由跨年住院拆分而来');
  });

  it('that the engine approves alone is looked at blind when it is drawn', async () => {
    const member = paths.adult();
    const { memberId } = await paths.citizenOf(member);
    const on = localDate(TODAY);
    const isDrawn = (filingId: string): boolean =>
      automationFor(
        {
          claimId: claimNumber('citizen-api', contentId('filing', memberId, filingId)),
          kind: 'single',
          late: false,
          byGuardian: false,
          deceased: false,
          riskSignals: [],
          touched: false,
          decision: {
            outcome: 'granted',
            totalFen: fen(30_000),
            benefits: {},
            referrals: [],
            alerts: [],
          },
        },
        on,
      ).sampled;
    const filingIds = Array.from({ length: 400 }, (_, nth) => `money-blind-${String(nth)}`);
    const filingId = filingIds.find(isDrawn) ?? 'none';
    const nothing = { deductible: '0.00', criticalIllness: '0.00', assistance: '0.00', other: '0.00' };
    const amounts = { ...nothing, total: '1000.00', eligible: '1000.00', basic: '700.00' };
    const filed = await paths.file(member, { filingId, amounts });
    const approved = await paths.reaches(filed, 'approved');
    expect(paths.timeline(approved)).toContain('系统按自动核定权限通过');
    const reader = await paths.staff('blind', 'reviewer');
    const task = await paths.taskFor(reader, 'reviewer', filed.claimId, 'blind');
    const seen = accepted(await reader('GET', `/review-tasks/${task}`), 'the task');
    expect(JSON.stringify(seen.body)).not.toContain('30000');
    const body = { totalFen: 30_000, reason: '独立核定' };
    const result = accepted(await reader('POST', `/review-tasks/${task}/blind-result`, body), 'the look');
    expect(result.body['result']).toBe('same');
    await FIRST_DAY(filed);
    const reading = ['ComparePapers', 'PapersCompared', 'WaitForReading'];
    const passed = await paths.passed(filed.claimId);
    expect(passed).toContain('ComparePapers');
    expect(passed.filter((state) => !reading.includes(state))).toEqual([
      'CheckPapers',
      'PapersComplete',
      'AdjudicateClaim',
      'Decided',
      'AwaitPayment',
      'PaymentAnswered',
      'Paid',
    ]);
  });

  it('refused, objected to, dismissed: final, with the reasons of both', async () => {
    const filed = await paths.file(paths.adult());
    const { citizen, claimId } = filed;
    const refuse = { verdict: 'refuse', reason: '第二页为复印件', code: 'not-original' };
    await paths.verdict(await paths.staff('first', 'adjudicator'), 'adjudicator', claimId, refuse);
    await paths.reaches(filed, 'refused');
    expect(await paths.passed(claimId)).toContain('Refused');
    accepted(await citizen('POST', `/claims/${claimId}/objection`, { reason: '原件已交' }), 'objected');
    await paths.determine(await paths.staff('joint-1', 'joint-office'), claimId, 'objection', {
      outcome: 'uphold',
      reason: '原件未见',
    });
    const end = await paths.reaches(filed, 'upheld');
    expect(listIn(end, 'petitions')).toMatchObject([{ outcome: 'uphold', answer: '原件未见' }]);
    const again = await citizen('POST', `/claims/${claimId}/objection`, { reason: '再复议' });
    refusedAs(again, 409, 'objection-not-open');
    const letter = recordIn(await citizen('GET', `/claims/${claimId}/letters/refusal`), 'letter');
    expect(letter['final']).toBe(true);
    expect(letter['change']).toContain('发票原件');
  });
});
