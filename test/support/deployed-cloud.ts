/** The deployed stacks for a journey test; deployed once for all files of a run. */
import type { Caller } from '@erbao/api-contracts/caller';
import { inject } from 'vitest';
import * as z from 'zod';
import type { DeployedCloud } from '../../infra/local/cloud.ts';

const ask = async (place: string, body: unknown): Promise<Response> => {
  const answer = await fetch(`${inject('cloudDoor')}${place}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer;
};

const names = z.record(z.string(), z.string());
const cloudSchema = z.object({
  endpoint: z.string(),
  region: z.string(),
  api: z.string(),
  issuer: z.string(),
  names: z.object({
    tables: names,
    buckets: names,
    queues: names,
    deadLetterQueues: names,
    workflows: names,
  }),
  keys: z.object({ personalData: z.string(), identityIndex: z.string() }),
  variables: names,
});

export const deployedCloud = async (): Promise<DeployedCloud> => {
  const answer = await ask('/deployed', {});
  return cloudSchema.parse(await answer.json());
};

/** A token of the local sign-in. */
export const tokenFor = async (caller: Caller): Promise<string> => (await ask('/token', caller)).text();
