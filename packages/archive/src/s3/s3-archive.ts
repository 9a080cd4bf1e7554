/** {@link ArchiveFiles} on a bucket with Object Lock, whose default retention locks whatever is put there. */
import {
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Unavailable } from '@erbao/kernel/errors';
import type { ArchiveFiles } from '../archive-files.ts';

const unavailable = (error: unknown): never => {
  throw new Unavailable('archive-unavailable', {}, error);
};

export const s3Archive = (client: S3Client, Bucket: string): ArchiveFiles => ({
  has: async (Key) => {
    try {
      await client.send(new HeadObjectCommand({ Bucket, Key }));
      return true;
    } catch (error) {
      return error instanceof NotFound || error instanceof NoSuchKey ? false : unavailable(error);
    }
  },
  put: async ({ key, contentType, body, sha256 }) => {
    const ChecksumSHA256 = Buffer.from(sha256, 'hex').toString('base64');
    await client
      .send(new PutObjectCommand({ Bucket, Key: key, Body: body, ContentType: contentType, ChecksumSHA256 }))
      .catch(unavailable);
  },
  hold: async (Key, on) => {
    await client
      .send(new PutObjectLegalHoldCommand({ Bucket, Key, LegalHold: { Status: on ? 'ON' : 'OFF' } }))
      .catch(unavailable);
  },
});

/** Called once, by a function's index.ts. */
export const openArchive = (bucket: string, { local }: { readonly local: boolean }): ArchiveFiles =>
  s3Archive(new S3Client({ forcePathStyle: local }), bucket);
