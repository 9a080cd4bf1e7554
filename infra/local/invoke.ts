/** Runs a deployed function by hand, as an operator or the clock would. */
import process from 'node:process';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { DeployedCloud } from './cloud.ts';
import { localName } from './cloud-names.ts';

/** Gives the answer's text; throws with it when the function failed. */
export const invokeFunction = async (
  cloud: Pick<DeployedCloud, 'variables'>,
  name: string,
  payload: unknown,
): Promise<string> => {
  Object.assign(process.env, cloud.variables);
  const answer = await new LambdaClient().send(
    new InvokeCommand({ FunctionName: localName(name), Payload: JSON.stringify(payload) }),
  );
  const text = Buffer.from(answer.Payload ?? []).toString('utf8');
  if (answer.FunctionError !== undefined) throw new Error(`${name} failed: ${text}`);
  return text;
};
