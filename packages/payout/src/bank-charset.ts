/**
 * The characters that a bank's file can carry. A name is the account's name or it is not: a character that the file
 * cannot carry is never replaced, dropped or "simplified"; the payment waits for a person instead (DECISIONS.md).
 */
import { InvalidInput } from '@erbao/kernel/errors';
import iconv from 'iconv-lite';

/** GB18030 carries all of Unicode; GBK is what older bank systems still read. */
export const CHARSETS = ['gb18030', 'gbk', 'utf-8'] as const;
export type Charset = (typeof CHARSETS)[number];

const encoded = (text: string, charset: Charset): Uint8Array =>
  charset === 'utf-8' ? new TextEncoder().encode(text) : new Uint8Array(iconv.encode(text, charset));

/**
 * Whether the text comes back the same. GBK is judged by the decoder of the Encoding Standard and not by the encoder: FE9F is 䶮
 * to one system and a private character to another, so 䶮 is outside of what GBK carries safely.
 */
export const fitsCharset = (text: string, charset: Charset): boolean =>
  new TextDecoder(charset).decode(encoded(text, charset)) === text;

/** Throws InvalidInput `bank-text-outside-charset` rather than write a changed character. */
export const encodeFor = (text: string, charset: Charset): Uint8Array => {
  if (!fitsCharset(text, charset)) throw new InvalidInput('bank-text-outside-charset');
  return encoded(text, charset);
};
