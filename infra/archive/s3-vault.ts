/** The archive as an operator reads it to verify it: every version of every object, and the records of the claims. */
import { type DynamoDBClient, ScanCommand, type ScanCommandOutput } from '@aws-sdk/client-dynamodb';
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { archiveRecordSchema, type ArchiveRecord } from '@erbao/archive/archive-record';
import type { ListedObject, Vault } from '@erbao/archive/verify-archive';
import { readImage } from '@erbao/dynamo-kit/dynamo/read-item';

export type VaultPlace = {
  readonly s3: S3Client;
  readonly dynamo: DynamoDBClient;
  readonly bucket: string;
  readonly table: string;
};

async function* versionsIn({ s3, bucket: Bucket }: VaultPlace) {
  let KeyMarker: string | undefined;
  let VersionIdMarker: string | undefined;
  do {
    const page = await s3.send(new ListObjectVersionsCommand({ Bucket, KeyMarker, VersionIdMarker }));
    for (const { Key = '' } of page.Versions ?? []) yield { key: Key, deleted: false };
    for (const { Key = '', IsLatest = false } of page.DeleteMarkers ?? [])
      yield { key: Key, deleted: IsLatest };
    KeyMarker = page.NextKeyMarker;
    VersionIdMarker = page.NextVersionIdMarker;
  } while (KeyMarker !== undefined && KeyMarker !== '');
}

/** A few hundred bytes a key: a district's years fit into memory. */
async function* list(place: VaultPlace): AsyncGenerator<ListedObject> {
  const known = new Map<string, ListedObject>();
  for await (const { key, deleted } of versionsIn(place)) {
    const before = known.get(key);
    const versions = (before?.versions ?? 0) + 1;
    known.set(key, { key, versions, deleted: deleted || before?.deleted === true });
  }
  yield* known.values();
}

async function* records({ dynamo, table: TableName }: VaultPlace): AsyncGenerator<ArchiveRecord> {
  let ExclusiveStartKey: ScanCommandOutput['LastEvaluatedKey'];
  do {
    const page: ScanCommandOutput = await dynamo.send(new ScanCommand({ TableName, ExclusiveStartKey }));
    for (const item of page.Items ?? []) yield archiveRecordSchema.parse(readImage(item));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
}

export const s3Vault = (place: VaultPlace): Vault => ({
  list: () => list(place),
  records: () => records(place),
  read: async (Key) => {
    const { Body } = await place.s3.send(new GetObjectCommand({ Bucket: place.bucket, Key }));
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  },
  locked: async (Key) => {
    const head = await place.s3.send(new HeadObjectCommand({ Bucket: place.bucket, Key }));
    const until = head.ObjectLockRetainUntilDate;
    return head.ObjectLockLegalHoldStatus === 'ON' || (until !== undefined && until.getTime() > Date.now());
  },
});
