/** What must not work: each is answered in Chinese with a stable code, and nothing is lost. */
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { claimNumber } from '@erbao/api-contracts/claim-message';
import { claimSchema } from '@erbao/claims/claim';
import { claimTable } from '@erbao/claims/claim-table';
import { documentTable } from '@erbao/documents/document-table';
import { enrolMember } from '@erbao/members/member-store';
import { beforeAll, describe, expect, it } from 'vitest';
import { openStores } from '../../infra/local/load-district.ts';
import { type Person, sha256Of, signIn, textIn, upload } from '../../infra/local/stories/api-client.ts';
import { eventually, type Telling } from '../../infra/local/stories/telling.ts';
import { localName } from '../../infra/local/cloud-names.ts';
import { openDistrict } from '../support/district.ts';
import { claimMessage, DIFFICULT } from '../support/sample-facts.ts';

let telling: Telling;
let citizen: Person;
let sqs: SQSClient;
let lambda: LambdaClient;

beforeAll(async () => {
  telling = await openDistrict(50);
  const { cloud } = telling;
  const config = {
    endpoint: cloud.endpoint,
    region: cloud.region,
    credentials: {
      accessKeyId: cloud.variables['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: cloud.variables['AWS_SECRET_ACCESS_KEY'] ?? '',
    },
  };
  sqs = new SQSClient(config);
  lambda = new LambdaClient(config);
  const memberId = await telling.memberIdOf(telling.district.memberAt(5).identityNumber);
  citizen = await signIn(cloud, { subject: 'bad-citizen', roles: ['citizen'], memberId });
});

describe('the door', () => {
  it('is closed without a token, and with a token of another issuer', async () => {
    const { api } = telling.cloud;
    expect((await fetch(`${api}/claims`)).status).toBe(401);
    const forged = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4Iiwicm9sZXMiOlsiY2l0aXplbiJdfQ.';
    const answer = await fetch(`${api}/claims`, { headers: { authorization: `Bearer ${forged}` } });
    expect(answer.status).toBe(401);
  });

  it.each([
    ['GET', '/review-tasks?role=adjudicator'],
    ['GET', '/settlement-files'],
    ['POST', '/payment-runs'],
    ['GET', '/console/claims/ER-0000-0000-0000'],
  ] as const)('%s %s is not for a citizen', async (method, place) => {
    const answer = await citizen(method, place, method === 'POST' ? {} : undefined);
    expect([answer.status, answer.body['code']]).toEqual([403, 'role-not-allowed']);
    expect(textIn(answer, 'message')).toMatch(/[\u4e00-\u9fff]/);
  });

  it('does not know a citizen without a member, nor a claim number that is none', async () => {
    const nobody = await signIn(telling.cloud, { subject: 'nobody', roles: ['citizen'] });
    expect((await nobody('GET', '/claims')).body['code']).toBe('token-without-member');
    expect((await citizen('GET', '/claims/x')).body['code']).toBe('path-invalid');
    expect((await citizen('GET', '/claims/ER-0000-0000-0000')).body['code']).toBe('claim-unknown');
  });
});

describe('uploads', () => {
  const ticketFor = (bytes: Uint8Array) =>
    citizen('POST', '/papers/tickets', {
      kind: 'invoice',
      contentType: 'application/pdf',
      bytes: bytes.length,
      sha256: sha256Of(bytes),
    });

  it('larger than the ticket allows are refused by the store', async () => {
    const ticket = await ticketFor(new TextEncoder().encode('%PDF-1.4'));
    const tooLarge = new Uint8Array(20 * 1024 * 1024 + 1);
    expect(await upload(ticket.body['upload'], tooLarge)).toBeGreaterThanOrEqual(400);
  });

  it('of another type than they claim do not count as papers', async () => {
    const bytes = new TextEncoder().encode('MZ this is a program');
    const ticket = await ticketFor(bytes);
    expect(await upload(ticket.body['upload'], bytes)).toBeLessThan(300);
    const { tables } = openStores(telling.cloud);
    const paper = await eventually('the paper judged', async () => {
      const item = await tables.get(documentTable, { paperId: textIn(ticket, 'paperId') });
      return item?.['state'] === 'ticketed' ? undefined : item;
    });
    expect(paper).toMatchObject({ state: 'rejected', rejection: 'type-not-accepted' });
  });

  it('of other bytes than the ticket names are refused, by the store or by the check', async () => {
    const promised = new TextEncoder().encode('%PDF-1.4 promised');
    const ticket = await ticketFor(promised);
    const status = await upload(ticket.body['upload'], new TextEncoder().encode('%PDF-1.4 swapped!'));
    if (status >= 400) return;
    const { tables } = openStores(telling.cloud);
    const paper = await eventually('the paper judged', async () => {
      const item = await tables.get(documentTable, { paperId: textIn(ticket, 'paperId') });
      return item?.['state'] === 'ticketed' ? undefined : item;
    });
    expect(paper).toMatchObject({ state: 'rejected', rejection: 'hash-differs' });
  });

  it('of a type that is not taken get no ticket', async () => {
    const answer = await citizen('POST', '/papers/tickets', {
      kind: 'invoice',
      contentType: 'application/zip',
      bytes: 9,
      sha256: '0'.repeat(64),
    });
    expect([answer.status, answer.body['code']]).toEqual([400, 'body-invalid']);
  });
});

describe('messages', () => {
  const queue = (): string => telling.cloud.names.queues['claim-messages'] ?? '';
  const deadQueue = (): string => telling.cloud.names.deadLetterQueues['claim-messages'] ?? '';
  const send = (body: string) => sqs.send(new SendMessageCommand({ QueueUrl: queue(), MessageBody: body }));

  /** Looks without taking: the message stays for the redrive. */
  const deadLetter = (text: string) =>
    eventually(`a dead letter with ${text}`, async () => {
      const got = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: deadQueue(),
          MaxNumberOfMessages: 10,
          VisibilityTimeout: 0,
          MessageAttributeNames: ['All'],
        }),
      );
      return got.Messages?.find((message) => message.Body?.includes(text));
    });

  it.each([
    ['{"no": "claim"', 'message-not-json'],
    [JSON.stringify({ ...claimMessage(), contract: 'erbao.claim/9' }), 'message-invalid'],
    [
      JSON.stringify(claimMessage({ bill: { ...claimMessage().bill, hospitalId: 'H44011512345' } })),
      'member-unknown',
    ],
  ])('that cannot be taken lie in the dead-letter queue with their code: %#', async (body, code) => {
    await send(body);
    const letter = await deadLetter(body.slice(0, 40));
    // which of two reasons is found first does not matter; that there is one does
    const found = letter.MessageAttributes?.['errorCode']?.StringValue;
    expect(code === 'member-unknown' ? ['member-unknown', 'hospital-unknown'] : [code]).toContain(found);
  });

  it('of somebody who is enrolled later are put back by the replay function and taken', async () => {
    const hospitalId = telling.district.hospitals[0]?.hospitalId ?? '';
    const identityNumber = '440115197001019024';
    const message = claimMessage({
      filingId: 'redrive-filing-1',
      insured: { identityNumber },
      bill: { ...claimMessage().bill, hospitalId },
    });
    await send(JSON.stringify(message));
    await deadLetter('redrive-filing-1');
    const stores = openStores(telling.cloud);
    await enrolMember(stores, { identityNumber, name: '样后来', facts: DIFFICULT, sample: true });
    await lambda.send(
      new InvokeCommand({
        FunctionName: localName('redrive-messages'),
        Payload: Buffer.from(JSON.stringify({ queue: 'claim-messages' })),
      }),
    );
    const claimId = claimNumber(message.channel, message.filingId);
    const claim = await eventually('the claim kept', () => stores.tables.get(claimTable, { claimId }));
    expect(claimSchema.parse(claim)).toMatchObject({ claimId, channel: 'test-channel' });
  });
});
