/**
 * Ids are branded texts. On the money path an id comes from content ({@link contentId}), so that a retry makes the same
 * id and the write-if-absent refuses the second one.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Lower-case hexadecimal SHA-256 of a text in UTF-8. Runs in Lambda and in a browser. */
export const sha256Hex = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/**
 * `prefix-` and 26 hexadecimal characters (104 bits) of the hash of the parts. Parts are length-prefixed, so that
 * ("a", "bc") and ("ab", "c") differ.
 */
export const contentId = (prefix: string, ...parts: readonly (string | number)[]): string => {
  const text = parts.map((part) => `${String(part).length}:${part}`).join('|');
  return `${prefix}-${sha256Hex(text).slice(0, 26)}`;
};

/** JSON with sorted keys: the same content always gives the same text, and so the same hash. */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  );
