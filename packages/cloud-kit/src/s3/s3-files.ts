/** {@link Files} on S3. Uploads are presigned POSTs, whose policy bounds the size and fixes key, type and hash. */
import { Readable } from 'node:stream';
import {
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound as S3NotFound,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { NotFound, Unavailable } from '@erbao/kernel/errors';
import { type FileFacts, type Files, joinPieces, LINK_SECONDS, type TicketRequest } from '../files.ts';

const TICKET_SECONDS = 900;
const HASH_FIELD = 'x-amz-meta-sha256';

const isAsyncBytes = (body: unknown): body is AsyncIterable<Uint8Array> =>
  typeof body === 'object' && body !== null && Symbol.asyncIterator in body;

/**
 * The store itself checks the bytes against the hash: a ticket that is used again cannot put other bytes in the place of
 * those that were looked at.
 */
const checksumFields = (sha256: string): Readonly<Record<string, string>> => ({
  'x-amz-checksum-algorithm': 'SHA256',
  'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
});

const uploadTicket = async (client: S3Client, bucket: string, request: TicketRequest) => {
  const checksum = checksumFields(request.sha256);
  const { url, fields } = await createPresignedPost(client, {
    Bucket: bucket,
    Key: request.key,
    Expires: TICKET_SECONDS,
    Fields: { 'Content-Type': request.contentType, [HASH_FIELD]: request.sha256, ...checksum },
    Conditions: [
      ['content-length-range', 1, request.maxBytes],
      ['eq', '$Content-Type', request.contentType],
      ['eq', `$${HASH_FIELD}`, request.sha256],
      ...Object.entries(checksum).map(([name, value]): ['eq', string, string] => ['eq', `$${name}`, value]),
    ],
  });
  return { url, fields, expiresInSeconds: TICKET_SECONDS };
};

const facts = async (client: S3Client, bucket: string, key: string): Promise<FileFacts | undefined> => {
  try {
    const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    const promised = head.Metadata?.['sha256'];
    return {
      bytes: head.ContentLength ?? 0,
      contentType: head.ContentType ?? 'application/octet-stream',
      ...(promised === undefined ? {} : { promisedSha256: promised }),
    };
  } catch (error) {
    if (error instanceof S3NotFound || error instanceof NoSuchKey) return undefined;
    throw new Unavailable('files-unavailable', {}, error);
  }
};

async function* read(
  client: S3Client,
  bucket: string,
  key: string,
  range?: string,
): AsyncGenerator<Uint8Array> {
  const got = await client
    .send(
      new GetObjectCommand({ Bucket: bucket, Key: key, ...(range === undefined ? {} : { Range: range }) }),
    )
    .catch((error: unknown) => {
      if (error instanceof NoSuchKey) throw new NotFound('file-missing', { key });
      throw new Unavailable('files-unavailable', {}, error);
    });
  const body: unknown = got.Body;
  if (!isAsyncBytes(body)) throw new Unavailable('files-unavailable', { key });
  yield* body;
}

const PART_BYTES = 8 * 1024 * 1024;
const PARTS_AT_ONCE = 2;

/** In parts; what a reader of `pieces` throws is thrown here, and the parts that went before are given up. */
const writeStream = async (
  client: S3Client,
  bucket: string,
  file: { readonly key: string; readonly contentType: string; readonly pieces: AsyncIterable<Uint8Array> },
): Promise<void> => {
  let failure: { readonly error: unknown } | undefined;
  async function* watched(): AsyncGenerator<Uint8Array> {
    try {
      yield* file.pieces;
    } catch (error) {
      failure = { error };
      throw error;
    }
  }
  const upload = new Upload({
    client,
    params: {
      Bucket: bucket,
      Key: file.key,
      ContentType: file.contentType,
      Body: Readable.from(watched(), { objectMode: false }),
    },
    partSize: PART_BYTES,
    queueSize: PARTS_AT_ONCE,
  });
  try {
    await upload.done();
  } catch (error) {
    throw failure === undefined ? new Unavailable('files-unavailable', {}, error) : failure.error;
  }
};

export const s3Files = (client: S3Client, bucket: string): Files => ({
  uploadTicket: (request) => uploadTicket(client, bucket, request),
  downloadLink: (key, fileName) =>
    getSignedUrl(
      client,
      new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ResponseContentDisposition: `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      }),
      { expiresIn: LINK_SECONDS },
    ),
  viewLink: (key, contentType) =>
    getSignedUrl(
      client,
      new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ResponseContentType: contentType,
        ResponseContentDisposition: 'inline',
        ResponseCacheControl: 'private, no-store',
      }),
      { expiresIn: LINK_SECONDS },
    ),
  facts: (key) => facts(client, bucket, key),
  read: (key) => read(client, bucket, key),
  readPart: (key, start, end) => joinPieces(read(client, bucket, key, `bytes=${start}-${end - 1}`)),
  writeStream: (key, contentType, pieces) => writeStream(client, bucket, { key, contentType, pieces }),
  mark: async (key, { name, value }) => {
    const Tagging = { TagSet: [{ Key: name, Value: value }] };
    try {
      await client.send(new PutObjectTaggingCommand({ Bucket: bucket, Key: key, Tagging }));
    } catch (error) {
      throw new Unavailable('files-unavailable', { key }, error);
    }
  },
  write: async (key, contentType, body) => {
    try {
      await client.send(
        new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: contentType }),
      );
    } catch (error) {
      throw new Unavailable('files-unavailable', {}, error);
    }
  },
});
