/** What the journeys of claims share: people, filings, desks, and what an execution went through. */
import { GetExecutionHistoryCommand, SFNClient } from '@aws-sdk/client-sfn';
import type { Role } from '@erbao/api-contracts/roles';
import { addDays, completedYears, localDate } from '@erbao/kernel/dates';
import type { SampleClaim } from '@erbao/sample-district/sample-claim';
import type { SampleMember } from '@erbao/sample-district/sample-members';
import { type Answer, listIn, type Person, signIn, textIn } from '../../infra/local/stories/api-client.ts';
import { reachesState } from '../../infra/local/stories/citizen-claim.ts';
import { drawPaper } from '../../infra/local/stories/drawn-papers.ts';
import { handIn, handInPaper } from '../../infra/local/stories/hand-in.ts';
import { PAPERS } from '../../infra/local/stories/sample-paper.ts';
import { accepted, eventually, executionStatus, type Telling } from '../../infra/local/stories/telling.ts';
import { TODAY } from './district.ts';

export type Filed = { readonly citizen: Person; readonly claimId: string; readonly memberId: string };
type Bill = Record<string, unknown>;

/** Above what the engine approves by itself, below the deputy director's limit, for a difficult member. */
export const REVIEWED = { total: '3000.00', eligible: '3000.00', deductible: '0.00', basic: '1000.00' };

/** The members below are the stories' own: a second claim with a member's invoice is a reason to look. */
const FIRST_OF_JOURNEYS = 400;

/** `name` and `from`, the first member, keep the people, filings and papers of one file apart from another's. */
export const journeysOf = (telling: Telling, name: string, from: number) => {
  if (from < FIRST_OF_JOURNEYS) throw new Error('These members are the stories’');
  const taken = new Set<number>();
  /** The next member of whom this holds; nobody twice. */
  const memberOf = (fits: (member: SampleMember) => boolean): SampleMember => {
    for (const member of telling.district.members()) {
      if (taken.has(member.index) || member.index < from || !fits(member)) continue;
      taken.add(member.index);
      return member;
    }
    throw new Error('The sample district has nobody like that');
  };
  const isAdult = ({ facts }: SampleMember): boolean => facts.birthDate < '2000-01-01';
  const adult = (difficult = true): SampleMember =>
    memberOf((member) => isAdult(member) && member.difficult === difficult);
  const minor = (): SampleMember =>
    memberOf(({ facts }) => completedYears(facts.birthDate, localDate(TODAY)) < 16);

  const staff = (subject: string, role: Role): Promise<Person> =>
    signIn(telling.cloud, { subject: `${name}-${subject}`, roles: [role] });
  const citizenOf = async (member: SampleMember) => {
    const memberId = await telling.memberIdOf(member.identityNumber);
    const subject = `${name}-citizen-${String(member.index)}`;
    return { memberId, citizen: await signIn(telling.cloud, { subject, roles: ['citizen'], memberId }) };
  };

  const file = async (
    member: SampleMember,
    more: {
      readonly bill?: Bill;
      readonly papers?: readonly string[];
      readonly filingId?: string;
      /** Papers that say what is filed, for the machine to read. */
      readonly amounts?: SampleClaim['bill']['amounts'];
      /** Photographs in the place of papers that are drawn. */
      readonly photographs?: Readonly<Record<string, Uint8Array>>;
    } = {},
  ): Promise<Filed> => {
    const { citizen, memberId } = await citizenOf(member);
    const sample = telling.district.sampleClaimFor(member, addDays(TODAY, -7));
    const { insured: _insured, bill, ...claim } = sample;
    const { amounts } = more;
    const handed = async (kind: string) => {
      const photograph = more.photographs?.[kind];
      if (photograph !== undefined) return handIn(citizen, kind, photograph, { contentType: 'image/jpeg' });
      if (amounts === undefined) return handInPaper(citizen, kind, `${name} ${String(member.index)}`);
      const drawn = { ...sample, bill: { ...bill, amounts, ...more.bill } };
      return handIn(citizen, kind, await drawPaper(member, drawn, kind));
    };
    const papers = [];
    for (const kind of more.papers ?? PAPERS) papers.push(await handed(kind));
    const filing = {
      filingId: more.filingId ?? `${name}-filing-${String(member.index)}`,
      ...claim,
      bill: { ...bill, amounts: amounts ?? REVIEWED, ...more.bill },
      papers,
    };
    const claimId = textIn(accepted(await citizen('POST', '/claims', filing), 'filed'), 'claimId');
    return { citizen, claimId, memberId };
  };

  const taskFor = (desk: Person, role: string, claimId: string, kind = 'level'): Promise<string> =>
    eventually(`a task ${kind} for ${role} of ${claimId}`, async () => {
      const queue = accepted(await desk('GET', `/review-tasks?role=${role}`), 'the queue');
      const found = listIn(queue, 'tasks').find(
        (task) => task['claimId'] === claimId && task['kind'] === kind,
      );
      return found === undefined ? undefined : String(found['taskId']);
    });
  const verdict = async (
    desk: Person,
    role: string,
    claimId: string,
    body: object,
    kind = 'level',
  ): Promise<Answer> => {
    const task = await taskFor(desk, role, claimId, kind);
    return accepted(await desk('POST', `/review-tasks/${task}/verdict`, body), 'the verdict');
  };
  /** Every level agrees, each by another person; gives the roles that were asked. */
  const agree = async (claimId: string): Promise<readonly Role[]> => {
    const asked: Role[] = [];
    for (const [level, role] of (
      ['adjudicator', 'reviewer', 'supervisor', 'supervisor'] as const
    ).entries()) {
      const desk = await staff(`level-${String(level)}`, role);
      const given = await verdict(desk, role, claimId, { verdict: 'agree', reason: '材料与金额相符' });
      asked.push(role);
      if (given.body['next'] !== 'next-level') break;
    }
    return asked;
  };
  const determine = async (desk: Person, claimId: string, kind: string, body: object): Promise<void> => {
    const task = await taskFor(desk, 'joint-office', claimId, kind);
    accepted(await desk('POST', `/review-tasks/${task}/determination`, body), 'the determination');
  };

  const sfn = new SFNClient({
    endpoint: telling.cloud.endpoint,
    region: telling.cloud.region,
    credentials: {
      accessKeyId: telling.cloud.variables['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: telling.cloud.variables['AWS_SECRET_ACCESS_KEY'] ?? '',
    },
  });
  /** The states that an execution of claim-review passed, once it has succeeded. */
  const passed = async (execution: string): Promise<readonly string[]> => {
    await eventually(`execution ${execution} succeeded`, async () =>
      (await executionStatus(telling.cloud, 'claim-review', execution)) === 'SUCCEEDED' ? true : undefined,
    );
    const machine = telling.cloud.names.workflows['claim-review'] ?? '';
    const executionArn = `${machine.replace(':stateMachine:', ':execution:')}:${execution}`;
    const history = await sfn.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
    return (history.events ?? []).flatMap(({ stateEnteredEventDetails: entered }) => entered?.name ?? []);
  };

  /** The sentences of the timeline; every one of them Chinese. */
  const timeline = (claim: Answer): readonly string[] => {
    const texts = listIn(claim, 'timeline').map((step) => String(step['text']));
    const codes = texts.filter((text) => !/[\u4e00-\u9fff]/.test(text));
    if (codes.length > 0) throw new Error(`Not readable: ${codes.join(', ')}`);
    return texts;
  };
  return {
    adult,
    minor,
    staff,
    citizenOf,
    file,
    taskFor,
    verdict,
    agree,
    determine,
    passed,
    timeline,
    reaches: ({ citizen, claimId }: Filed, state: string) => reachesState(citizen, claimId, state),
  };
};
export type Journeys = ReturnType<typeof journeysOf>;
