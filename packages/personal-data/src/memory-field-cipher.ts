/** Cipher and index for use-case tests: keeps no secret, but binds values to their context as the real one does. */
import { Forbidden } from '@erbao/kernel/errors';
import { sha256Hex } from '@erbao/kernel/ids';
import type { BlindIndex, FieldCipher } from './field-cipher.ts';

export const memoryFieldCipher = (): FieldCipher => {
  const sealedTexts = new Map<string, { clear: string; context: string }>();
  return {
    seal: (clear, context) => {
      const text = `sealed-${sealedTexts.size + 1}`;
      sealedTexts.set(text, { clear, context });
      return Promise.resolve({ v: 1, key: 'memory', iv: 'memory', text });
    },
    open: ({ text }, context) => {
      const found = sealedTexts.get(text);
      if (found?.context !== context) throw new Forbidden('sealed-value-not-ours');
      return Promise.resolve(found.clear);
    },
  };
};

export const memoryBlindIndex: BlindIndex = (kind, clear) => Promise.resolve(sha256Hex(`${kind}:${clear}`));
