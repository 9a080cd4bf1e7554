/** Opens the cipher and the index with a client of their own; called once, by a function's index.ts. */
import { KMSClient } from '@aws-sdk/client-kms';
import type { BlindIndex, FieldCipher } from '../field-cipher.ts';
import { kmsBlindIndex, kmsFieldCipher } from './kms-field-cipher.ts';

type Keys = { readonly keyId: (name: 'personal-data' | 'identity-index') => string };

export const openFieldCipher = (environment: Keys): FieldCipher =>
  kmsFieldCipher(new KMSClient(), environment.keyId('personal-data'));
export const openBlindIndex = (environment: Keys): BlindIndex =>
  kmsBlindIndex(new KMSClient(), environment.keyId('identity-index'));
