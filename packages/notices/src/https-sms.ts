/**
 * A provider over HTTPS: a JSON body signed by HMAC-SHA256 over method, path, moment, nonce and the body's hash. The event's
 * id is nonce and idempotency key, so that a repeated request is recognised whatever became of the first.
 */
import type { Clock } from '@erbao/kernel/dates';
import { Unavailable } from '@erbao/kernel/errors';
import { sha256Hex } from '@erbao/kernel/ids';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Sms, SmsProvider } from './sms.ts';

export type HttpsSmsOptions = {
  readonly endpoint: string;
  readonly appId: string;
  /** 签名 as registered with the provider, e.g. 【样例】. */
  readonly signName: string;
  readonly secret: () => Promise<string>;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
};

/** What both sides sign: any change of it is another signature. */
export const signatureOf = (
  secret: string,
  request: { readonly path: string; readonly at: string; readonly nonce: string; readonly body: string },
): string => {
  const text = ['POST', request.path, request.at, request.nonce, sha256Hex(request.body)].join('\n');
  return bytesToHex(hmac(sha256, utf8ToBytes(secret), utf8ToBytes(text)));
};

const ANSWER_CODE = /^[A-Za-z0-9_.-]{1,64}$/;
const TIMEOUT_MS = 5_000;

const bodyOf = ({ phone, templateId, variables, sendId }: Sms, signName: string): string =>
  JSON.stringify({ signName, templateId, variables, phone, requestId: sendId });

/** A refusal is final; a busy or broken provider, or one that does not answer, is tried again. */
export const httpsSms = (options: HttpsSmsOptions): SmsProvider => ({
  send: async (sms) => {
    const { endpoint, appId, signName, clock } = options;
    const body = bodyOf(sms, signName);
    const at = clock();
    const { pathname: path } = new URL(endpoint);
    const signature = signatureOf(await options.secret(), { path, at, nonce: sms.sendId, body });
    const answer = await options
      .fetch(endpoint, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'idempotency-key': sms.sendId,
          'x-app-id': appId,
          'x-timestamp': at,
          'x-nonce': sms.sendId,
          'x-signature': signature,
        },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      .catch(() => {
        // the foreign error may quote the request, and with it the number
        throw new Unavailable('sms-provider-unreachable', { sendId: sms.sendId });
      });
    if (answer.ok) return { accepted: true };
    if (answer.status === 429 || answer.status >= 500)
      throw new Unavailable('sms-provider-busy', { sendId: sms.sendId, status: answer.status });
    const code = answer.headers.get('x-error-code') ?? '';
    return { accepted: false, code: ANSWER_CODE.test(code) ? code : `http-${answer.status}` };
  },
});
