/** Executions do not survive a restart of the emulator: the operators' replay puts open work back into workflows. */
import { FUNCTIONS } from '../functions.ts';
import type { DeployedCloud } from './cloud.ts';
import { invokeFunction } from './invoke.ts';

const REPLAY = 'replay-open-work';

export const replayOpenWork = async (cloud: DeployedCloud, say: (line: string) => void): Promise<void> => {
  if (!FUNCTIONS.some(({ contract }) => contract.name === REPLAY)) return;
  say('Putting open work back into workflows …');
  // A closed execution's name stays taken, so every replay names its executions anew
  const round = new Date()
    .toISOString()
    .replaceAll(/[^0-9]/g, '')
    .slice(0, 14);
  say(`  ${await invokeFunction(cloud, REPLAY, { round })}`);
};
