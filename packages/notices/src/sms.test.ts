/** Orders from events, and the signed request as a provider would check it. */
import { createServer } from 'node:http';
import { instant } from '@erbao/kernel/dates';
import { contentId } from '@erbao/kernel/ids';
import type { Happening } from '@erbao/outbox/outbox-event';
import { afterEach, describe, expect, it } from 'vitest';
import { httpsSms, signatureOf } from './https-sms.ts';
import { type Sms, smsOf } from './sms.ts';

const claim = { claimId: 'ER-0000-0000-0000', memberId: 'member-1' };
const eventOf = (happening: Happening) => ({
  eventId: contentId('event', happening.kind),
  at: '2026-10-12T02:00:00.000Z',
  happening,
});

describe('an order', () => {
  it.each<[Happening, string | undefined, Readonly<Record<string, string>> | undefined]>([
    [
      { kind: 'claim-paid', ...claim, totalFen: 103_426 },
      'ERBAO_PAID',
      { claim: claim.claimId, amount: '1034.26' },
    ],
    [
      { kind: 'claim-incomplete', ...claim, missing: ['invoice', 'diagnosis'] },
      'ERBAO_INCOMPLETE',
      { claim: claim.claimId, count: '2' },
    ],
    [{ kind: 'payment-returned', ...claim, reason: 'AC04' }, 'ERBAO_PAY_RETURNED', { claim: claim.claimId }],
    [{ kind: 'wait-answered', waitId: 'w' }, undefined, undefined],
  ])('%#: template and variables, no free text', (happening, templateId, variables) => {
    const order = smsOf(eventOf(happening));
    expect(order?.templateId).toBe(templateId);
    expect(order?.variables).toEqual(variables);
  });
});

const SMS: Sms = {
  sendId: contentId('event', 'x'),
  templateId: 'ERBAO_PAID',
  variables: { amount: '1.00' },
  phone: '10000000001',
};

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** A provider that checks the signature and answers with one status. */
const provider = async (status: number, secret = 'secret') => {
  const seen: { verified: boolean; key: unknown }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (piece) => (body += String(piece)));
    request.on('end', () => {
      const { headers } = request;
      const at = String(headers['x-timestamp']);
      const wanted = signatureOf(secret, {
        path: request.url ?? '',
        at,
        nonce: String(headers['x-nonce']),
        body,
      });
      seen.push({ verified: headers['x-signature'] === wanted, key: headers['idempotency-key'] });
      response.writeHead(status, { 'x-error-code': 'TEMPLATE_UNKNOWN' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => server.close());
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const sms = httpsSms({
    endpoint: `http://127.0.0.1:${port}/v1/sms`,
    appId: 'erbao',
    signName: '【样例】',
    secret: () => Promise.resolve('secret'),
    fetch,
    clock: () => instant('2026-10-12T02:00:00.000Z'),
  });
  return { seen, sms };
};

describe('the signed request', () => {
  it('is accepted by whoever holds the secret, and by nobody else', async () => {
    const good = await provider(200);
    expect(await good.sms.send(SMS)).toEqual({ accepted: true });
    expect(good.seen).toEqual([{ verified: true, key: SMS.sendId }]);
    const other = await provider(200, 'another');
    await other.sms.send(SMS);
    expect(other.seen).toMatchObject([{ verified: false }]);
  });

  it.each([429, 500, 503])('answered %d is tried again', async (status) => {
    await expect((await provider(status)).sms.send(SMS)).rejects.toMatchObject({ kind: 'Unavailable' });
  });

  it('refused is final, with the code', async () => {
    expect(await (await provider(400)).sms.send(SMS)).toEqual({ accepted: false, code: 'TEMPLATE_UNKNOWN' });
  });

  it('of a provider that is not there says nothing of the number', async () => {
    const gone = httpsSms({
      endpoint: 'http://127.0.0.1:1/v1/sms',
      appId: 'erbao',
      signName: '【样例】',
      secret: () => Promise.resolve('secret'),
      fetch,
      clock: () => instant('2026-10-12T02:00:00.000Z'),
    });
    const error: unknown = await gone.send(SMS).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'sms-provider-unreachable' });
    expect(JSON.stringify(error)).not.toContain(SMS.phone);
  });
});
