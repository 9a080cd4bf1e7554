/** A clean small claim: complete papers that agree with it, no question, no signal. The engine approves it; nobody has to press anything. */
import type { LocalDate } from '@erbao/kernel/dates';
import { listIn, signIn, textIn } from './api-client.ts';
import { claimant, reachesState } from './citizen-claim.ts';
import { drawPaper } from './drawn-papers.ts';
import { handIn } from './hand-in.ts';
import { PAPERS } from './sample-paper.ts';
import { accepted, must, type Telling } from './telling.ts';

const NTH = 6;
const SMALL = { total: '1000.00', eligible: '1000.00', basic: '700.00' };
const NOTHING = { deductible: '0.00', criticalIllness: '0.00', assistance: '0.00', other: '0.00' };

export const playAutomaticClaim = async (telling: Telling, dischargedOn: LocalDate): Promise<void> => {
  const { cloud, district, say } = telling;
  const member = claimant(telling, NTH);
  const memberId = await telling.memberIdOf(member.identityNumber);
  const citizen = await signIn(cloud, { subject: 'citizen-automatic', roles: ['citizen'], memberId });
  const { insured, ...drawn } = district.sampleClaimFor(member, dischargedOn);
  const claim = { ...drawn, bill: { ...drawn.bill, amounts: { ...NOTHING, ...SMALL } } };
  const papers = [];
  for (const kind of PAPERS)
    papers.push(await handIn(citizen, kind, await drawPaper(member, { insured, ...claim }, kind)));
  const filing = { filingId: 'demo-filing-automatic', ...claim, papers };
  const claimId = textIn(accepted(await citizen('POST', '/claims', filing), 'the claim filed'), 'claimId');
  const approved = await reachesState(citizen, claimId, 'approved');
  const steps = listIn(approved, 'timeline');
  must(
    steps.some((step) => step['action'] === 'engine-approved'),
    `claim ${claimId} approved by the engine`,
  );
  must(!steps.some((step) => step['action'] === 'review-opened'), 'no person asked');
  const moment = (action: string): number =>
    Date.parse(String(steps.find((step) => step['action'] === action)?.['at']));
  const seconds = (moment('engine-approved') - moment('papers-complete')) / 1000;
  say(`申请 ${claimId}：${String(approved.body['stateName'])} ${String(approved.body['totalYuan'])} 元`);
  for (const step of steps) say(`    ${String(step['at'])}  ${String(step['text'])}`);
  say(`  材料齐全到核定：${seconds.toFixed(1)} 秒，无人工步骤；不予救助一律由人决定`);
};
