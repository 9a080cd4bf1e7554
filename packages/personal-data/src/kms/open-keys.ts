/** Opens the cipher and the index; called once, by a function's index.ts. */
import { openJsonCalls } from '@erbao/cloud-kit/aws/json-calls';
import type { AwsAccount } from '@erbao/cloud-kit/aws-account';
import type { BlindIndex, FieldCipher } from '../field-cipher.ts';
import { kmsBlindIndex, kmsFieldCipher } from './kms-field-cipher.ts';

type Environment = {
  readonly aws: () => AwsAccount;
  readonly keyId: (name: 'personal-data' | 'identity-index') => string;
};

export const openFieldCipher = ({ aws, keyId }: Environment): FieldCipher =>
  kmsFieldCipher(openJsonCalls('kms', aws()), keyId('personal-data'));
export const openBlindIndex = ({ aws, keyId }: Environment): BlindIndex =>
  kmsBlindIndex(openJsonCalls('kms', aws()), keyId('identity-index'));
