/** Uploads in parts and the locked archive on the emulator's S3. */
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectTaggingCommand,
  ListObjectVersionsCommand,
  PutObjectLockConfigurationCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { ArchiveFiles } from '@erbao/archive/archive-files';
import { s3Archive } from '@erbao/archive/s3/s3-archive';
import type { PartUploads } from '@erbao/cloud-kit/part-uploads';
import { s3Files } from '@erbao/cloud-kit/s3/s3-files';
import { s3PartUploads } from '@erbao/cloud-kit/s3/s3-part-uploads';
import { readWhole } from '@erbao/cloud-kit/files';
import { contentHash } from '@erbao/documents/content-hash';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { s3Vault } from '../../infra/archive/s3-vault.ts';
import { type AwsConfig, freshAccount } from '../support/emulator.ts';

const PAPERS = 'erbao-test-papers';
const ARCHIVE = 'erbao-test-archive';

let config: AwsConfig;
let s3: S3Client;
let uploads: PartUploads;
let archive: ArchiveFiles;
beforeAll(async () => {
  config = freshAccount();
  s3 = new S3Client({ ...config, forcePathStyle: true, requestChecksumCalculation: 'WHEN_REQUIRED' });
  uploads = s3PartUploads(s3, PAPERS);
  archive = s3Archive(s3, ARCHIVE);
  await s3.send(new CreateBucketCommand({ Bucket: PAPERS }));
  await s3.send(new CreateBucketCommand({ Bucket: ARCHIVE, ObjectLockEnabledForBucket: true }));
  await s3.send(
    new PutObjectLockConfigurationCommand({
      Bucket: ARCHIVE,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 1 } },
      },
    }),
  );
});

describe('a file that is marked', () => {
  it('carries the word for the rules of its bucket', async () => {
    const files = s3Files(s3, PAPERS);
    await files.write('papers/paper-9', 'application/pdf', new Uint8Array([1]));
    await files.mark('papers/paper-9', { name: 'scan', value: 'infected' });
    const { TagSet } = await s3.send(new GetObjectTaggingCommand({ Bucket: PAPERS, Key: 'papers/paper-9' }));
    expect(TagSet).toEqual([{ Key: 'scan', Value: 'infected' }]);
  });
});

describe('an upload in parts', () => {
  it('keeps what has arrived, takes a part again, and is an object only when joined', async () => {
    const key = 'papers/paper-1';
    const parts = [new Uint8Array(5 * 1024 * 1024).fill(1), new Uint8Array(1000).fill(2)];
    const uploadId = await uploads.open(key, 'application/pdf');
    const send = async (number: number, body = parts[number - 1]) =>
      (
        await fetch(await uploads.partLink(key, uploadId, number), {
          method: 'PUT',
          body: new Uint8Array(body ?? []),
        })
      ).status;
    expect(await send(1, new Uint8Array(10))).toBe(200);
    expect(await send(1)).toBe(200);
    const arrived = await uploads.arrived(key, uploadId);
    expect(arrived?.map(({ number, bytes }) => [number, bytes])).toEqual([[1, 5 * 1024 * 1024]]);
    const files = s3Files(s3, PAPERS);
    expect(await files.facts(key)).toBeUndefined();
    expect(await send(2)).toBe(200);
    await uploads.join(key, uploadId, (await uploads.arrived(key, uploadId)) ?? []);
    expect(contentHash(await readWhole(files, key))).toBe(contentHash(Buffer.concat(parts)));
    expect(await uploads.arrived(key, uploadId)).toBeUndefined();
    expect(await send(2)).toBeGreaterThanOrEqual(400);
    const seen = await fetch(await files.viewLink(key, 'application/pdf'));
    expect([seen.status, seen.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  });

  it('that is given up is gone, and giving it up twice is no fault', async () => {
    const uploadId = await uploads.open('papers/paper-2', 'image/jpeg');
    await uploads.giveUp('papers/paper-2', uploadId);
    await uploads.giveUp('papers/paper-2', uploadId);
    expect(await uploads.arrived('papers/paper-2', uploadId)).toBeUndefined();
  });
});

describe('the archive', () => {
  const body = new TextEncoder().encode('an original');
  const key = 'claims/ER-1/originals/x';
  const file = { key, contentType: 'text/plain', body, sha256: contentHash(body) };
  const remove = async () => {
    const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: ARCHIVE, Prefix: key }));
    return s3.send(
      new DeleteObjectCommand({ Bucket: ARCHIVE, Key: key, VersionId: Versions.at(-1)?.VersionId }),
    );
  };
  const vault = () => s3Vault({ s3, dynamo: new DynamoDBClient(config), bucket: ARCHIVE, table: 'archives' });
  const listed = async () => {
    const objects = [];
    for await (const object of vault().list()) objects.push(object);
    return objects;
  };

  it('takes what fits its hash, locks it, and is read as it stands', async () => {
    expect(await archive.has(key)).toBe(false);
    await archive.put(file);
    expect(await archive.has(key)).toBe(true);
    await expect(remove()).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(await vault().locked(key)).toBe(true);
    expect(await vault().read(key)).toEqual(body);
    expect(await listed()).toEqual([{ key, versions: 1, deleted: false }]);
  });
  it('refuses bytes of another hash', async () => {
    const other = { ...file, key: 'claims/ER-1/originals/y', sha256: contentHash(new Uint8Array(3)) };
    await expect(archive.put(other)).rejects.toMatchObject({ code: 'archive-unavailable' });
  });
  it('is held and let go', async () => {
    await archive.hold(key, true);
    await archive.hold(key, true);
    await archive.hold(key, false);
    expect(await vault().locked(key)).toBe(true);
  });
  it('shows what was written or deleted over it', async () => {
    await archive.put({ ...file, body, sha256: file.sha256 });
    expect(await listed()).toMatchObject([{ key, versions: 2, deleted: false }]);
    await s3.send(new DeleteObjectCommand({ Bucket: ARCHIVE, Key: key }));
    expect(await listed()).toMatchObject([{ key, versions: 3, deleted: true }]);
  });
});
