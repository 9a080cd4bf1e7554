/** Story 2: a citizen's claim, from photographed papers to money on the account and a notice. */
import { ROLE_NAMES_ZH } from '@erbao/api-contracts/roles';
import type { LocalDate } from '@erbao/kernel/dates';
import type { SampleMember } from '@erbao/sample-district/sample-members';
import { type Answer, listIn, type Person, recordIn, signIn, textIn } from './api-client.ts';
import { pay } from './bank-day.ts';
import { handInPaper } from './hand-in.ts';
import { PAPERS } from './sample-paper.ts';
import { accepted, eventually, executionStatus, must, refusedAs, type Telling } from './telling.ts';

export type Filed = { readonly claimId: string; readonly citizen: Person; readonly member: SampleMember };

/** A sample adult whose claim the engine grants. */
export const claimant = (telling: Telling, nth: number): SampleMember => {
  let left = nth;
  for (const member of telling.district.members())
    if (member.difficult && member.facts.birthDate < '2000-01-01') {
      if (left === 0) return member;
      left -= 1;
    }
  throw new Error('The sample district has too few difficult adults');
};

/** Whatever the district's seed draws: too much for the engine to approve alone, little enough for two levels of review. */
const REVIEWED_AMOUNTS = { total: '5971.75', eligible: '5000.00', deductible: '400.00', basic: '3583.05' };

export const claimOf = async (reader: Person, claimId: string): Promise<Answer> =>
  reader('GET', `/claims/${claimId}`);

/** What is said when the state is not reached: how far the claim came, in the words of its timeline. */
const progressOf = (claim: Answer | undefined): string =>
  claim === undefined || claim.status >= 300
    ? 'not found'
    : `${textIn(claim, 'state')} after ${listIn(claim, 'timeline')
        .map((step) => `${String(step['at'])} ${String(step['action'])}`)
        .join(', ')}`;

export const reachesState = async (reader: Person, claimId: string, state: string): Promise<Answer> => {
  let last: Answer | undefined;
  const asked = eventually(`claim ${claimId} ${state}`, async () => {
    last = await claimOf(reader, claimId);
    return last.body['state'] === state ? last : undefined;
  });
  return asked.catch((cause: unknown) => {
    throw new Error(`Claim ${claimId} is ${progressOf(last)}`, { cause });
  });
};

/** Files a claim with all papers but the last; the second sending of the same filing changes nothing. */
export const fileClaim = async (
  telling: Telling,
  dischargedOn: LocalDate,
  nth: number,
): Promise<Filed & { readonly papersLeft: readonly string[] }> => {
  const { cloud, district, say } = telling;
  const member = claimant(telling, nth);
  const citizen = await signIn(cloud, {
    subject: `citizen-${String(nth)}`,
    roles: ['citizen'],
    memberId: await telling.memberIdOf(member.identityNumber),
  });
  const { insured: _insured, ...drawn } = district.sampleClaimFor(member, dischargedOn);
  const claim = { ...drawn, bill: { ...drawn.bill, amounts: REVIEWED_AMOUNTS } };
  const handed = PAPERS.slice(0, -1);
  const papers = [];
  for (const kind of handed) papers.push(await handInPaper(citizen, kind, `claim ${String(nth)}`));
  const filing = { filingId: `demo-filing-${String(nth)}`, ...claim, papers };
  const filed = accepted(await citizen('POST', '/claims', filing), 'the claim filed');
  const claimId = textIn(filed, 'claimId');
  say(
    `申请 ${claimId}：总费用 ${claim.bill.amounts.total} 元，医保已报 ${claim.bill.amounts.basic} 元，已上传 ${String(papers.length)} 份材料`,
  );
  const again = accepted(await citizen('POST', '/claims', filing), 'the same filing again');
  must(textIn(again, 'claimId') === claimId, 'the same number for the same filing');
  say('  同一申请重发一次：编号不变');
  return { claimId, citizen, member, papersLeft: PAPERS.slice(-1) };
};

export const supplement = async (telling: Telling, filed: Filed, left: readonly string[]): Promise<void> => {
  const incomplete = await reachesState(filed.citizen, filed.claimId, 'incomplete');
  telling.say(
    `  材料不齐：${listIn(incomplete, 'missing')
      .map((one) => String(one['name']))
      .join('、')}，已一次性告知`,
  );
  const papers = [];
  for (const kind of left) papers.push(await handInPaper(filed.citizen, kind, filed.claimId));
  accepted(await filed.citizen('POST', `/claims/${filed.claimId}/supplement`, { papers }), 'the supplement');
  const decided = await reachesState(filed.citizen, filed.claimId, 'decided');
  const decision = recordIn(decided, 'decision');
  const deadline = recordIn(decided, 'deadline');
  telling.say(
    `  材料齐全，受理；承诺时限 ${String(deadline['dueAt'])}（${String(deadline['clause'])}${deadline['provisional'] === true ? '，暂定：次年放假通知未发布' : ''}）`,
  );
  telling.say(
    `  系统核定 ${String(decision['totalYuan'])} 元（方案 ${String(decision['schemeId'])} ${String(decision['schemeVersion'])}）`,
  );
  for (const line of listIn({ status: 200, body: decision }, 'benefits'))
    telling.say(
      `    ${String(line['benefit'])} ${String(line['amountYuan'])} 元 —— ${String(line['clause'])}：${String(line['clauseText']).replaceAll(/\s+/g, ' ')}`,
    );
};

type Desk = { readonly role: 'adjudicator' | 'reviewer' | 'supervisor'; readonly subject: string };

const deskOf = (telling: Telling, { role, subject }: Desk): Promise<Person> =>
  signIn(telling.cloud, { subject, roles: [role] });

const taskFor = (person: Person, role: string, claimId: string) =>
  eventually(`a review task for ${role}`, async () =>
    listIn(accepted(await person('GET', `/review-tasks?role=${role}`), 'the review queue'), 'tasks').find(
      (task) => task['claimId'] === claimId,
    ),
  );

/** Every level by another person; a second verdict and a second level by one person are refused. */
export const review = async (telling: Telling, { claimId }: Filed): Promise<void> => {
  let next = 'next-level';
  for (const [level, role] of (['adjudicator', 'reviewer', 'supervisor', 'supervisor'] as const).entries()) {
    if (next !== 'next-level') break;
    const person = await deskOf(telling, { role, subject: `${role}-${String(level)}` });
    const task = await taskFor(person, role, claimId);
    const path = `/review-tasks/${String(task['taskId'])}/verdict`;
    if (level === 1) {
      const same = await signIn(telling.cloud, { subject: 'adjudicator-0', roles: ['reviewer'] });
      refusedAs(
        await same('POST', path, { verdict: 'agree', reason: '同意' }),
        403,
        'two-levels-by-one-person',
      );
      telling.say('  初审人再审第二级：拒绝（two-levels-by-one-person）');
    }
    const verdict = accepted(
      await person('POST', path, { verdict: 'agree', reason: '材料与金额相符，同意。' }),
      'the verdict',
    );
    next = textIn(verdict, 'next');
    telling.say(`  ${ROLE_NAMES_ZH[role]}同意 → ${next}`);
    refusedAs(await person('POST', path, { verdict: 'agree', reason: '同意' }), 409, 'review-task-decided');
  }
  must(next === 'approved', `claim ${claimId} approved, not ${next}`);
  telling.say('  重复提交审核意见：拒绝（review-task-decided），没有第二笔付款');
};

export const checkPaid = async (telling: Telling, { claimId, citizen }: Filed): Promise<void> => {
  const paid = await reachesState(citizen, claimId, 'paid');
  telling.say(`申请 ${claimId}：${String(paid.body['stateName'])} ${String(paid.body['totalYuan'])} 元`);
  for (const step of listIn(paid, 'timeline'))
    telling.say(`    ${String(step['at'])}  ${String(step['text'])}`);
  await eventually(`the promise of ${claimId} kept`, async () => {
    const { state } = recordIn(await claimOf(citizen, claimId), 'deadline');
    return state === 'met' ? true : undefined;
  });
  telling.say('  五个工作日承诺：已在时限内完成');
  const notice = await eventually('a notice of the payment', async () =>
    listIn(accepted(await citizen('GET', '/notices'), 'the notices'), 'notices').find(
      (one) => one['claimId'] === claimId && one['template'] === 'claim-paid',
    ),
  );
  telling.say(`  通知：${String(notice['text'])}`);
  await eventually(`the execution ${claimId} succeeded`, async () =>
    (await executionStatus(telling.cloud, 'claim-review', claimId)) === 'SUCCEEDED' ? true : undefined,
  );
  telling.say(`  执行 claim-review / ${claimId}：SUCCEEDED`);
};

export const playCitizenClaim = async (
  telling: Telling,
  today: LocalDate,
  dischargedOn: LocalDate,
): Promise<Filed> => {
  const filed = await fileClaim(telling, dischargedOn, 0);
  await supplement(telling, filed, filed.papersLeft);
  await review(telling, filed);
  await pay(telling, today, '1');
  await checkPaid(telling, filed);
  const stranger = await signIn(telling.cloud, {
    subject: 'citizen-stranger',
    roles: ['citizen'],
    memberId: await telling.memberIdOf(claimant(telling, 3).identityNumber),
  });
  refusedAs(await claimOf(stranger, filed.claimId), 404, 'claim-unknown');
  telling.say('  他人查看该申请：拒绝（claim-unknown）');
  return filed;
};

/** Nobody reviews this claim: the holder is warned at 60%, the supervisor at 80%, the joint office at the breach. */
export const playForgottenClaim = async (
  telling: Telling,
  dischargedOn: LocalDate,
  /** Shortens the waits, once the citizen has been told what is missing: that promise is kept in seconds. */
  hurry: () => Promise<void>,
): Promise<void> => {
  const filed = await fileClaim(telling, dischargedOn, 1);
  await reachesState(filed.citizen, filed.claimId, 'incomplete');
  await hurry();
  await supplement(telling, filed, filed.papersLeft);
  const breached = await eventually('the deadline breached', async () => {
    const claim = await claimOf(filed.citizen, filed.claimId);
    return recordIn(claim, 'deadline')['state'] === 'breached' ? claim : undefined;
  });
  for (const step of listIn(breached, 'timeline').filter((one) =>
    String(one['action']).startsWith('deadline-'),
  ))
    telling.say(`    ${String(step['text'])}`);
  const name = `${filed.claimId}_claim-5wd`;
  await eventually(`the execution ${name} succeeded`, async () =>
    (await executionStatus(telling.cloud, 'deadline-watch', name)) === 'SUCCEEDED' ? true : undefined,
  );
  telling.say(`  执行 deadline-watch / ${name}：SUCCEEDED；申请仍在审核队列，催办已升级`);
};
