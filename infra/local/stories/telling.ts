/** What a story needs to play: the cloud, the district, a voice, and checks that stop it when an end is not reached. */
import { DescribeExecutionCommand, SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import type { SampleDistrict } from '@erbao/sample-district/sample-district';
import type { Cloud, DeployedCloud } from '../cloud.ts';
import type { Answer } from './api-client.ts';

/** A deployed cloud to which anybody can sign in. */
export type Stage = DeployedCloud & Pick<Cloud, 'tokenFor'>;

export type Telling = {
  readonly cloud: Stage;
  readonly district: SampleDistrict;
  readonly memberIdOf: (identityNumber: string) => Promise<string>;
  readonly say: (line: string) => void;
};

/** Stops the story when something is not as it must be. */
export const must: (holds: boolean, what: string) => asserts holds = (holds, what) => {
  if (!holds) throw new Error(`Not reached: ${what}`);
};

/** An answer that must be a success. */
export const accepted = (answer: Answer, what: string): Answer => {
  must(answer.status < 300, `${what}: ${String(answer.status)} ${JSON.stringify(answer.body)}`);
  return answer;
};

/** An answer that must be a refusal with a code. */
export const refusedAs = (answer: Answer, status: number, code: string): Answer => {
  must(
    answer.status === status && answer.body['code'] === code,
    `${String(status)} ${code}, got ${String(answer.status)} ${JSON.stringify(answer.body)}`,
  );
  return answer;
};

const PATIENCE_MS = 90_000;
const PAUSE_MS = 250;

/** Asks again until the answer is there; stops the story when it does not come. */
export const eventually = async <T>(
  what: string,
  ask: () => Promise<T | undefined>,
  patienceMs = PATIENCE_MS,
): Promise<T> => {
  const until = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    must(Date.now() < until, `${what}, within ${String(patienceMs / 1000)} s`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
};

type Workflow = 'claim-review' | 'deadline-watch' | 'settlement-file' | 'hospital-month' | 'payment-run';

const executionArnOf = (cloud: Stage, workflow: Workflow, name: string): string =>
  `${(cloud.names.workflows[workflow] ?? '').replace(':stateMachine:', ':execution:')}:${name}`;

/** Kills an execution; the functions it has called run on. */
export const stopExecution = async (cloud: Stage, workflow: Workflow, name: string): Promise<void> => {
  const executionArn = executionArnOf(cloud, workflow, name);
  await clientOf(cloud).send(new StopExecutionCommand({ executionArn }));
};

/** The status of an execution; undefined while there is none of that name. */
export const executionStatus = async (
  cloud: Stage,
  workflow: Workflow,
  name: string,
): Promise<string | undefined> => {
  const executionArn = executionArnOf(cloud, workflow, name);
  try {
    return (await clientOf(cloud).send(new DescribeExecutionCommand({ executionArn }))).status;
  } catch (error) {
    if (error instanceof Error && error.name === 'ExecutionDoesNotExist') return undefined;
    throw error;
  }
};

const clientOf = (cloud: Stage): SFNClient =>
  new SFNClient({
    endpoint: cloud.endpoint,
    region: cloud.region,
    credentials: {
      accessKeyId: cloud.variables['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: cloud.variables['AWS_SECRET_ACCESS_KEY'] ?? '',
    },
  });
