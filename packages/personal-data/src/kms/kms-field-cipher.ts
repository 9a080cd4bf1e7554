/**
 * Envelope encryption under a KMS key. One data key serves a bounded number of values and minutes (the limits of
 * libraries such as the AWS Encryption SDK's caching), so that sealing a file of rows is not a KMS call a field.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import {
  DecryptCommand,
  GenerateDataKeyCommand,
  GenerateMacCommand,
  type KMSClient,
} from '@aws-sdk/client-kms';
import { Forbidden, Unavailable } from '@erbao/kernel/errors';
import type { BlindIndex, FieldCipher, Sealed } from '../field-cipher.ts';

const KEY_USES = 10_000;
const KEY_MS = 5 * 60_000;
const TAG_BYTES = 16;
const IV_BYTES = 12;
/** KMS refuses to unwrap the data key under any other context. */
const KMS_CONTEXT = { purpose: 'erbao-personal-data' };
const MOST_OPEN_KEYS = 1_000;

type DataKey = { readonly clear: Buffer; readonly wrapped: string };

const generateKey = async (kms: KMSClient, keyId: string): Promise<DataKey> => {
  const made = await kms
    .send(new GenerateDataKeyCommand({ KeyId: keyId, KeySpec: 'AES_256', EncryptionContext: KMS_CONTEXT }))
    .catch((error: unknown) => {
      throw new Unavailable('keys-unavailable', {}, error);
    });
  if (made.Plaintext === undefined || made.CiphertextBlob === undefined)
    throw new Unavailable('keys-unavailable', {});
  return { clear: Buffer.from(made.Plaintext), wrapped: Buffer.from(made.CiphertextBlob).toString('base64') };
};

const sealWith = ({ clear, wrapped }: DataKey, text: string, context: string): Sealed => {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', clear, iv);
  cipher.setAAD(Buffer.from(context, 'utf8'));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { v: 1, key: wrapped, iv: iv.toString('base64'), text: body.toString('base64') };
};

const openWith = (key: Buffer, sealed: Sealed, context: string): string => {
  const body = Buffer.from(sealed.text, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.iv, 'base64'));
  decipher.setAAD(Buffer.from(context, 'utf8'));
  decipher.setAuthTag(body.subarray(body.length - TAG_BYTES));
  try {
    const opened = [decipher.update(body.subarray(0, body.length - TAG_BYTES)), decipher.final()];
    return Buffer.concat(opened).toString('utf8');
  } catch {
    throw new Forbidden('sealed-value-not-ours');
  }
};

export const kmsFieldCipher = (
  kms: KMSClient,
  keyId: string,
  nowMs: () => number = Date.now,
): FieldCipher => {
  let current: { readonly key: Promise<DataKey>; uses: number; readonly madeAtMs: number } | undefined;
  const unwrapped = new Map<string, Promise<Buffer>>();

  const keyForSealing = (): Promise<DataKey> => {
    const now = nowMs();
    if (current === undefined || current.uses >= KEY_USES || now - current.madeAtMs > KEY_MS)
      current = { key: generateKey(kms, keyId), uses: 0, madeAtMs: now };
    current.uses += 1;
    const used = current;
    return used.key.catch((error: unknown) => {
      if (current === used) current = undefined;
      throw error;
    });
  };

  const unwrap = async (wrapped: string): Promise<Buffer> => {
    const got = await kms
      .send(
        new DecryptCommand({
          KeyId: keyId,
          CiphertextBlob: Buffer.from(wrapped, 'base64'),
          EncryptionContext: KMS_CONTEXT,
        }),
      )
      .catch((error: unknown) => {
        throw new Unavailable('keys-unavailable', {}, error);
      });
    if (got.Plaintext === undefined) throw new Unavailable('keys-unavailable', {});
    return Buffer.from(got.Plaintext);
  };

  const keyForOpening = (wrapped: string): Promise<Buffer> => {
    const known = unwrapped.get(wrapped);
    if (known !== undefined) return known;
    if (unwrapped.size >= MOST_OPEN_KEYS) unwrapped.clear();
    const asked = unwrap(wrapped);
    unwrapped.set(wrapped, asked);
    asked.catch(() => unwrapped.delete(wrapped));
    return asked;
  };

  return {
    seal: async (clear, context) => sealWith(await keyForSealing(), clear, context),
    open: async (sealed, context) => openWith(await keyForOpening(sealed.key), sealed, context),
  };
};

/**
 * The index key is derived once a process by a MAC of KMS over a fixed label; it lives in memory only. A row lookup is
 * then a local HMAC instead of a KMS call.
 */
export const kmsBlindIndex = (kms: KMSClient, macKeyId: string): BlindIndex => {
  let derived: Promise<Buffer> | undefined;
  const derive = async (): Promise<Buffer> => {
    const made = await kms
      .send(
        new GenerateMacCommand({
          KeyId: macKeyId,
          MacAlgorithm: 'HMAC_SHA_256',
          Message: Buffer.from('erbao/blind-index/1', 'utf8'),
        }),
      )
      .catch((error: unknown) => {
        throw new Unavailable('keys-unavailable', {}, error);
      });
    if (made.Mac === undefined) throw new Unavailable('keys-unavailable', {});
    return Buffer.from(made.Mac);
  };
  return async (kind, clear) => {
    derived ??= derive();
    const key = await derived.catch((error: unknown) => {
      derived = undefined;
      throw error;
    });
    return createHmac('sha256', key).update(`${kind}:${clear}`, 'utf8').digest('hex');
  };
};
