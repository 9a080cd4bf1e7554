import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** Lower-case hexadecimal SHA-256 of bytes: the name of a content. */
export const contentHash = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));
