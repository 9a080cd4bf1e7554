/** Executions do not survive a restart of the emulator: the operators' replay puts open work back into workflows. */
import process from 'node:process';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { FUNCTIONS } from '../functions.ts';
import type { DeployedCloud } from './cloud.ts';
import { localName } from './cloud-names.ts';

const REPLAY = 'replay-open-work';

export const replayOpenWork = async (cloud: DeployedCloud, say: (line: string) => void): Promise<void> => {
  if (!FUNCTIONS.some(({ contract }) => contract.name === REPLAY)) return;
  Object.assign(process.env, cloud.variables);
  say('Putting open work back into workflows …');
  const client = new LambdaClient();
  // A closed execution's name stays taken, so every replay names its executions anew
  const round = new Date()
    .toISOString()
    .replaceAll(/[^0-9]/g, '')
    .slice(0, 14);
  const answer = await client.send(
    new InvokeCommand({ FunctionName: localName(REPLAY), Payload: JSON.stringify({ round }) }),
  );
  const text = Buffer.from(answer.Payload ?? []).toString('utf8');
  if (answer.FunctionError !== undefined) throw new Error(`${REPLAY} failed: ${text}`);
  say(`  ${text}`);
};
