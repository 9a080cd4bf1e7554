/**
 * Identity numbers, account numbers, names and telephone numbers are sealed before they reach a table, and looked up by
 * a keyed hash. The context binds a sealed value to its place: moved to another record it does not open.
 */
import * as z from 'zod';

export const sealedSchema = z.object({
  /** Format version of the sealed value. */
  v: z.literal(1),
  /** The data key, wrapped by the KMS key, base64. */
  key: z.string(),
  /** 96-bit nonce, base64. */
  iv: z.string(),
  /** AES-256-GCM ciphertext and 128-bit tag, base64. */
  text: z.string(),
});
export type Sealed = z.infer<typeof sealedSchema>;

/** E.g. `member/member-1f…/identity-number`; part of the authenticated data. */
export type SealContext = string;

export type FieldCipher = {
  readonly seal: (clear: string, context: SealContext) => Promise<Sealed>;
  /** Throws Forbidden `sealed-value-not-ours` when the context or the key is not the one it was sealed with. */
  readonly open: (sealed: Sealed, context: SealContext) => Promise<string>;
};

/** A keyed hash under which a value is found again without being readable: hexadecimal HMAC-SHA-256. */
export type BlindIndex = (
  kind: 'identity-number' | 'account-number' | 'name',
  clear: string,
) => Promise<string>;
