/** A secret as infra makes it, before and after operators set its value. */
import { openJsonCalls } from '@erbao/cloud-kit/aws/json-calls';
import { openSecret } from '@erbao/cloud-kit/aws/open-secret';
import { expect, it } from 'vitest';
import { freshAccount } from '../support/emulator.ts';

it('is not set until an operator sets it, and then is what was set', async () => {
  const account = freshAccount();
  const secrets = openJsonCalls('secretsmanager', account);
  await secrets.call('CreateSecret', {
    Name: 'erbao-test-sms-provider',
    SecretString: JSON.stringify({ state: 'unset', unused: 'x' }),
  });
  const open = openSecret({ aws: () => account }, 'erbao-test-sms-provider');
  await expect(open()).rejects.toMatchObject({ kind: 'Unavailable', code: 'secret-not-set' });
  await secrets.call('PutSecretValue', { SecretId: 'erbao-test-sms-provider', SecretString: 'as given' });
  expect(await open()).toBe('as given');
  await secrets.call('PutSecretValue', { SecretId: 'erbao-test-sms-provider', SecretString: 'changed' });
  expect(await open()).toBe('as given');
});
