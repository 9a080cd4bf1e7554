/** Papers on the deployed cloud: photographed, sent over a broken line, looked at, archived for good, and verified. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteObjectCommand,
  GetObjectLegalHoldCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { SCAN_NAMES_ZH } from '@erbao/api-contracts/paper-states';
import { verifyArchive } from '@erbao/archive/verify-archive';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '@erbao/kernel/dates';
import { s3Vault, type VaultPlace } from '../../infra/archive/s3-vault.ts';
import {
  type Answer,
  listIn,
  type Person,
  sha256Of,
  signIn,
  textIn,
  upload,
} from '../../infra/local/stories/api-client.ts';
import { claimant } from '../../infra/local/stories/citizen-claim.ts';
import { handInPaper } from '../../infra/local/stories/hand-in.ts';
import { PAPERS } from '../../infra/local/stories/sample-paper.ts';
import { accepted, eventually, type Telling } from '../../infra/local/stories/telling.ts';
import { openDistrict, TODAY } from '../support/district.ts';

let telling: Telling;
let place: VaultPlace;
let citizen: Person;
beforeAll(async () => {
  telling = await openDistrict(200);
  const { endpoint, region, names, variables } = telling.cloud;
  const credentials = {
    accessKeyId: variables['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: variables['AWS_SECRET_ACCESS_KEY'] ?? '',
  };
  const config = { endpoint, region, credentials };
  place = {
    s3: new S3Client({ ...config, forcePathStyle: true }),
    dynamo: new DynamoDBClient(config),
    bucket: names.buckets['archive'] ?? '',
    table: names.tables['archives'] ?? '',
  };
  const memberId = await telling.memberIdOf(claimant(telling, 4).identityNumber);
  citizen = await signIn(telling.cloud, { subject: 'papers-citizen', roles: ['citizen'], memberId });
});

/** 600 × 300 lying on its side, told by Orientation 6 to be turned; with the place where it was taken. */
const photograph = () =>
  sharp({ create: { width: 600, height: 300, channels: 3, background: '#f0ead8' } })
    .withExif({ IFD0: { Make: 'SAMPLE-PHONE' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '22/1 48/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();

const ticket = async (kind: string, bytes: Uint8Array, contentType: string) =>
  accepted(
    await citizen('POST', '/papers/tickets', {
      kind,
      contentType,
      bytes: bytes.length,
      sha256: sha256Of(bytes),
    }),
    'a ticket',
  );
const judged = (paperId: string): Promise<Answer> =>
  eventually(`paper ${paperId} judged and scanned`, async () => {
    const paper = await citizen('GET', `/papers/${paperId}`);
    return paper.body['state'] === 'rejected' || paper.body['scan'] !== undefined ? paper : undefined;
  });
const handIn = async (kind: string, bytes: Uint8Array, contentType: string): Promise<string> => {
  const given = await ticket(kind, bytes, contentType);
  expect(await upload(given.body['upload'], bytes)).toBeLessThan(300);
  return textIn(given, 'paperId');
};

/** Files a claim with the picture as invoice, and takes it back: it ends, and goes to the archive. */
const endedClaim = async (invoice: string): Promise<string> => {
  const { insured: _insured, ...claim } = telling.district.sampleClaimFor(
    claimant(telling, 4),
    addDays(TODAY, -7),
  );
  const papers = [{ kind: 'invoice', paperId: invoice }];
  for (const kind of PAPERS.slice(1, 3)) papers.push(await handInPaper(citizen, kind, 'archive'));
  for (const { paperId } of papers) await judged(paperId);
  const filed = accepted(
    await citizen('POST', '/claims', { filingId: 'papers-filing-1', ...claim, papers }),
    'filed',
  );
  const claimId = textIn(filed, 'claimId');
  await eventually('the claim kept', async () => {
    const { status } = await citizen('GET', `/claims/${claimId}`);
    return status === 200 ? true : undefined;
  });
  accepted(await citizen('POST', `/claims/${claimId}/withdrawal`, { reason: '样例撤回' }), 'withdrawn');
  return claimId;
};
const archivedAs = (claimId: string, version: number) =>
  eventually(`version ${String(version)} in the archive`, async () => {
    const listed = await place.s3.send(
      new ListObjectVersionsCommand({ Bucket: place.bucket, Prefix: `claims/${claimId}/` }),
    );
    const keys = (listed.Versions ?? []).map(({ Key = '' }) => Key);
    return keys.some((key) => key.endsWith(`/manifests/000${String(version)}.json`)) ? keys : undefined;
  });

const held = async (claimId: string, key: string, action: 'hold' | 'release', status: 'ON' | 'OFF') => {
  const proposer = await signIn(telling.cloud, { subject: 'papers-auditor', roles: ['auditor'] });
  const approver = await signIn(telling.cloud, { subject: 'papers-supervisor', roles: ['supervisor'] });
  const path = `/console/claims/${claimId}/hold`;
  accepted(await proposer('POST', path, { action, reason: '纪检调阅样例' }), `${action} proposed`);
  const own = await signIn(telling.cloud, { subject: 'papers-auditor', roles: ['supervisor'] });
  expect((await own('POST', `${path}/approval`)).body['code']).toBe('maker-is-checker');
  accepted(await approver('POST', `${path}/approval`), `${action} approved`);
  await eventually(`the archive of ${claimId}: hold ${status}`, async () => {
    const object = { Bucket: place.bucket, Key: key };
    // an object on which no hold was ever set has none to give
    const known = await place.s3.send(new GetObjectLegalHoldCommand(object)).catch(() => undefined);
    return known?.LegalHold?.Status === status ? true : undefined;
  });
};

describe('an upload', () => {
  it('in parts goes on after a broken line, and is used up when it is taken', async () => {
    // six MiB of noise would not be a paper; what is behind the end of a picture is not looked at
    const photo = await photograph();
    const bytes = Buffer.concat([photo, Buffer.alloc(6 * 1024 * 1024, 'x')]);
    const paperId = textIn(await ticket('medical-record', bytes, 'image/jpeg'), 'paperId');
    const open = async () => accepted(await citizen('POST', `/papers/${paperId}/parts`), 'parts');
    const send = (answer: Answer, number: number, body: Uint8Array) => {
      const part = listIn(answer, 'parts').find((one) => one['number'] === number);
      return fetch(String(part?.['url']), { method: 'PUT', body: new Uint8Array(body) });
    };
    const first = await open();
    const size = Number(first.body['partBytes']);
    expect(listIn(first, 'parts')).toHaveLength(2);
    expect((await send(first, 1, bytes.subarray(0, size))).status).toBe(200);
    // the line breaks; another program, days later, asks again
    const early = await citizen('POST', `/papers/${paperId}/parts/joined`);
    expect([early.status, early.body['code']]).toEqual([409, 'parts-missing']);
    const again = await open();
    expect(listIn(again, 'parts').map((part) => 'url' in part)).toEqual([false, true]);
    expect((await send(again, 2, bytes.subarray(size))).status).toBe(200);
    accepted(await citizen('POST', `/papers/${paperId}/parts/joined`), 'joined');
    expect((await judged(paperId)).body).toMatchObject({ state: 'stored', bytes: bytes.length });
    // the answer was lost and the phone repeats
    expect((await citizen('POST', `/papers/${paperId}/parts/joined`)).status).toBe(202);
    const late = await citizen('POST', `/papers/${paperId}/parts`);
    expect([late.status, late.body['code']]).toEqual([409, 'paper-already-taken']);
    expect((await send(again, 2, bytes.subarray(size))).status).toBeGreaterThanOrEqual(400);
  });

  it('of nobody else can be seen or joined', async () => {
    const paperId = await handIn('diagnosis', await photograph(), 'image/jpeg');
    const stranger = await signIn(telling.cloud, {
      subject: 'papers-stranger',
      roles: ['citizen'],
      memberId: 'member-stranger',
    });
    for (const place of [`/papers/${paperId}`] as const)
      expect((await stranger('GET', place)).body['code']).toBe('paper-unknown');
    expect((await stranger('POST', `/papers/${paperId}/parts`)).body['code']).toBe('paper-unknown');
  });

  it.each([
    [
      'a protected PDF',
      Buffer.from('%PDF-1.4 trailer << /Encrypt 5 0 R >> %%EOF'),
      'application/pdf',
      'encrypted',
    ],
    ['half a PDF', Buffer.from('%PDF-1.4 1 0 obj'), 'application/pdf', 'truncated'],
  ])('of %s is answered with what to do', async (_name, bytes, type, code) => {
    const paper = await judged(await handIn('cost-list', bytes, type));
    expect(paper.body).toMatchObject({ state: 'rejected', problem: { code } });
    expect(JSON.stringify(paper.body['problem'])).toMatch(/请/);
  });

  it('of an OFD is answered at the ticket', async () => {
    const answer = await citizen('POST', '/papers/tickets', {
      kind: 'invoice',
      contentType: 'application/ofd',
      bytes: 9,
      sha256: '0'.repeat(64),
    });
    expect([answer.status, answer.body['code']]).toEqual([400, 'paper-is-ofd']);
    expect(textIn(answer, 'message')).toContain('PDF');
  });
});

describe('a photograph, from the phone to the archive', () => {
  it('is seen upright without its place, kept as it came, locked, and missed when it is tampered with', async () => {
    const photo = await photograph();
    const heic = await readFile(
      path.join(import.meta.dirname, '../../packages/documents/src/sharp/sample.heic'),
    );
    const iphone = await handIn('admission-record', heic, 'image/heic');
    expect((await judged(iphone)).body).toMatchObject({ state: 'stored' });
    const invoice = await handIn('invoice', photo, 'image/jpeg');
    const claimId = await endedClaim(invoice);

    const reviewer = await signIn(telling.cloud, { subject: 'papers-reviewer', roles: ['reviewer'] });
    const shown = await eventually('the copies drawn', async () => {
      const papers = accepted(await reviewer('GET', `/console/claims/${claimId}/papers`), 'the papers');
      return listIn(papers, 'papers').find((paper) => typeof paper['thumbnailUrl'] === 'string');
    });
    expect(shown).toMatchObject({ paperId: invoice });
    // `clean` where a ClamAV daemon listens on this machine; the local cloud needs none
    expect([
      { state: 'not-scanned', text: SCAN_NAMES_ZH['not-scanned'] },
      { state: 'clean', text: SCAN_NAMES_ZH.clean },
    ]).toContainEqual(shown['scan']);
    const copy = await fetch(String(shown['viewUrl']));
    expect(copy.headers.get('content-type')).toBe('image/jpeg');
    const picture = Buffer.from(await copy.arrayBuffer());
    expect(await sharp(picture).metadata()).toMatchObject({ width: 300, height: 600 });
    expect([picture.includes('SAMPLE-PHONE'), photo.includes('SAMPLE-PHONE')]).toEqual([false, true]);
    expect(String(shown['viewUrl'])).not.toContain('papers-reviewer');
    const claim = await citizen('GET', `/claims/${claimId}`);
    expect(listIn(claim, 'timeline').map((step) => step['action'])).toContain('papers-viewed');

    const keys = await archivedAs(claimId, 1);
    const original = keys.find((key) => key.endsWith(sha256Of(photo)));
    if (original === undefined) throw new Error('the photograph is not in the archive');
    // other claims of this cloud are being archived meanwhile
    const found = async () => {
      const { claims, findings } = await verifyArchive(s3Vault(place));
      expect(claims).toBeGreaterThan(0);
      return findings.filter(({ key }) => key.includes(claimId));
    };
    expect(keys).toHaveLength(4);
    expect(await found()).toEqual([]);

    // two people hold it beyond its retention, and two let it go again
    await held(claimId, original, 'hold', 'ON');
    await held(claimId, original, 'release', 'OFF');

    // the store itself refuses to delete what is locked
    const versions = await place.s3.send(
      new ListObjectVersionsCommand({ Bucket: place.bucket, Prefix: original }),
    );
    const VersionId = versions.Versions?.[0]?.VersionId;
    await expect(
      place.s3.send(new DeleteObjectCommand({ Bucket: place.bucket, Key: original, VersionId })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
    // whoever writes over it or lays another beside it is found
    await place.s3.send(new PutObjectCommand({ Bucket: place.bucket, Key: original, Body: 'tampered' }));
    const stray = `claims/${claimId}/originals/stray`;
    await place.s3.send(new PutObjectCommand({ Bucket: place.bucket, Key: stray, Body: 'stray' }));
    const after = await found();
    expect(after).toEqual(
      expect.arrayContaining([
        { kind: 'replaced', key: original },
        { kind: 'changed', key: original },
        { kind: 'extra', key: stray },
      ]),
    );
    expect(after).toHaveLength(3);
  });
});
