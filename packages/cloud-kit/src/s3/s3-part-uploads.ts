/** {@link PartUploads} as S3's multipart uploads. Unfinished ones are cleared away by the bucket's lifecycle. */
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListPartsCommand,
  NoSuchUpload,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { Unavailable } from '@erbao/kernel/errors';
import { PART_LINK_SECONDS, type PartUploads, type UploadedPart } from '../part-uploads.ts';

/** Some stores tell it by the name only. */
const isGone = (error: unknown): boolean =>
  error instanceof NoSuchUpload || (error instanceof Error && error.name === 'NoSuchUpload');

const unavailable = (error: unknown): never => {
  throw new Unavailable('files-unavailable', {}, error);
};

export const s3PartUploads = (client: S3Client, Bucket: string): PartUploads => ({
  open: async (Key, ContentType) => {
    const { UploadId } = await client
      .send(new CreateMultipartUploadCommand({ Bucket, Key, ContentType }))
      .catch(unavailable);
    if (UploadId === undefined) throw new Unavailable('files-unavailable', { key: Key });
    return UploadId;
  },
  partLink: (Key, UploadId, PartNumber) =>
    getSignedUrl(client, new UploadPartCommand({ Bucket, Key, UploadId, PartNumber }), {
      expiresIn: PART_LINK_SECONDS,
    }),
  arrived: async (Key, UploadId) => {
    try {
      const { Parts = [] } = await client.send(new ListPartsCommand({ Bucket, Key, UploadId }));
      return Parts.map(
        ({ PartNumber = 0, Size = 0, ETag = '' }): UploadedPart => ({
          number: PartNumber,
          bytes: Size,
          tag: ETag,
        }),
      );
    } catch (error) {
      return isGone(error) ? undefined : unavailable(error);
    }
  },
  join: async (Key, UploadId, parts) => {
    const Parts = parts.map(({ number, tag }) => ({ PartNumber: number, ETag: tag }));
    await client
      .send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }))
      .catch(unavailable);
  },
  giveUp: async (Key, UploadId) => {
    await client
      .send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))
      .catch((error: unknown) => (isGone(error) ? undefined : unavailable(error)));
  },
});

/** Called once, by a function's index.ts. */
export const openPartUploads = (bucket: string, { local }: { readonly local: boolean }): PartUploads =>
  s3PartUploads(new S3Client({ forcePathStyle: local, requestChecksumCalculation: 'WHEN_REQUIRED' }), bucket);
