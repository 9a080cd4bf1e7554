/** A secret is asked for once an instance, and one that nobody has set is no answer. */
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { openSecret } from './open-secret.ts';

let server: Server | undefined;
afterEach(() => {
  server?.close();
});

/** A service on loopback that answers each call by the next of these. */
const serviceThat = async (...answers: readonly { readonly status: number; readonly body: unknown }[]) => {
  const asked: string[] = [];
  const listening = createServer((request, response) => {
    void text(request).then((body) => {
      asked.push(`${String(request.headers['x-amz-target'])} ${body}`);
      const answer = answers[Math.min(asked.length, answers.length) - 1];
      response.writeHead(answer?.status ?? 500).end(JSON.stringify(answer?.body));
    });
  });
  server = listening;
  await new Promise<void>((resolve) => {
    listening.listen(0, '127.0.0.1', resolve);
  });
  const address = listening.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const account = {
    region: 'cn-north-1',
    endpoint: `http://127.0.0.1:${String(port)}`,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  return { asked, open: openSecret({ aws: () => account }, 'erbao-test-sms-provider') };
};

describe('a secret', () => {
  it('is read once for many uses, by a signed call', async () => {
    const { asked, open } = await serviceThat({ status: 200, body: { SecretString: 's3cret' } });
    expect(await Promise.all([open(), open(), open()])).toEqual(['s3cret', 's3cret', 's3cret']);
    expect(asked).toEqual(['secretsmanager.GetSecretValue {"SecretId":"erbao-test-sms-provider"}']);
  });

  it('that nobody has set is unavailable, and asked for again', async () => {
    const { open } = await serviceThat(
      { status: 200, body: { SecretString: '{"state": "unset","unused":"x"}' } },
      { status: 200, body: { SecretString: 'set at last' } },
    );
    await expect(open()).rejects.toMatchObject({ kind: 'Unavailable', code: 'secret-not-set' });
    expect(await open()).toBe('set at last');
  });

  it('that may not be read is unavailable, not empty', async () => {
    const { open } = await serviceThat({ status: 400, body: { __type: 'AccessDeniedException' } });
    await expect(open()).rejects.toMatchObject({ kind: 'Unavailable', code: 'secret-unavailable' });
  });
});
