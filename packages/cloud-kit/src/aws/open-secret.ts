/**
 * A secret that operators set, read by the first use and kept for the life of the instance. One that nobody has set yet is
 * Unavailable: what needs it is tried again and then waits in the dead letters, instead of being refused for good.
 */
import { Unavailable } from '@erbao/kernel/errors';
import * as z from 'zod';
import type { AwsAccount } from '../aws-account.ts';
import { openJsonCalls } from './json-calls.ts';

type Environment = { readonly aws: () => AwsAccount };

const valueSchema = z.object({ SecretString: z.string() });

/** What infra fills a new secret with, so that its name and grants exist before its value. */
const UNSET = '"state":"unset"';

export const openSecret = ({ aws }: Environment, secretId: string): (() => Promise<string>) => {
  const read = async (): Promise<string> => {
    const answer = await openJsonCalls('secretsmanager', aws())
      .call('GetSecretValue', { SecretId: secretId })
      .catch((error: unknown) => {
        throw new Unavailable('secret-unavailable', {}, error);
      });
    const { SecretString } = valueSchema.parse(answer);
    if (SecretString.replaceAll(/\s/g, '').includes(UNSET)) throw new Unavailable('secret-not-set');
    return SecretString;
  };
  let value: Promise<string> | undefined;
  return () => {
    value ??= read().catch((error: unknown) => {
      value = undefined;
      throw error;
    });
    return value;
  };
};
