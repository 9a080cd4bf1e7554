/**
 * Envelope encryption under a KMS key. One data key serves a bounded number of values and minutes (the limits of
 * libraries such as the AWS Encryption SDK's caching), so that sealing a file of rows is not a KMS call a field.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { JsonCalls } from '@erbao/cloud-kit/aws/json-calls';
import { Forbidden, Unavailable } from '@erbao/kernel/errors';
import * as z from 'zod';
import type { BlindIndex, FieldCipher, Sealed } from '../field-cipher.ts';

const KEY_USES = 10_000;
const KEY_MS = 5 * 60_000;
const TAG_BYTES = 16;
const IV_BYTES = 12;
/** KMS refuses to unwrap the data key under any other context. */
const KMS_CONTEXT = { purpose: 'erbao-personal-data' };
const MOST_OPEN_KEYS = 1_000;

type DataKey = { readonly clear: Buffer; readonly wrapped: string };

/** An answer's base64 fields; throws Unavailable when the key service refuses or leaves one out. */
const ask = async <Shape extends z.ZodObject>(
  kms: JsonCalls,
  operation: string,
  input: Readonly<Record<string, unknown>>,
  shape: Shape,
): Promise<z.infer<Shape>> => {
  try {
    return shape.parse(await kms.call(operation, input));
  } catch (error) {
    throw new Unavailable('keys-unavailable', {}, error);
  }
};

const dataKeySchema = z.object({ Plaintext: z.string(), CiphertextBlob: z.string() });
const plaintextSchema = z.object({ Plaintext: z.string() });
const macSchema = z.object({ Mac: z.string() });

const generateKey = async (kms: JsonCalls, keyId: string): Promise<DataKey> => {
  const asked = { KeyId: keyId, KeySpec: 'AES_256', EncryptionContext: KMS_CONTEXT };
  const made = await ask(kms, 'GenerateDataKey', asked, dataKeySchema);
  return { clear: Buffer.from(made.Plaintext, 'base64'), wrapped: made.CiphertextBlob };
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
  kms: JsonCalls,
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
    const asked = { KeyId: keyId, CiphertextBlob: wrapped, EncryptionContext: KMS_CONTEXT };
    const { Plaintext } = await ask(kms, 'Decrypt', asked, plaintextSchema);
    return Buffer.from(Plaintext, 'base64');
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
export const kmsBlindIndex = (kms: JsonCalls, macKeyId: string): BlindIndex => {
  let derived: Promise<Buffer> | undefined;
  const derive = async (): Promise<Buffer> => {
    const asked = {
      KeyId: macKeyId,
      MacAlgorithm: 'HMAC_SHA_256',
      Message: Buffer.from('erbao/blind-index/1', 'utf8').toString('base64'),
    };
    const { Mac } = await ask(kms, 'GenerateMac', asked, macSchema);
    return Buffer.from(Mac, 'base64');
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
