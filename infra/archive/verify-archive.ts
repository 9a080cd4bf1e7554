/**
 * `npm run -s verify-archive [-- --stage NAME [--copy]]`: reads the whole archive, of the running start or of a stage with the
 * credentials of the environment, and computes every hash again; with `--copy` the second region's, against the same records.
 * Ends with 0 when all is as it was archived, with 1 when not, with 2 when it could not look.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { verifyArchive } from '@erbao/archive/verify-archive';
import * as z from 'zod';
import { physicalName, stageNamed } from '../stages.ts';
import { s3Vault, type VaultPlace } from './s3-vault.ts';

const ENDPOINTS = path.join(import.meta.dirname, '..', '..', '.local', 'endpoints.json');
const endpointsSchema = z.object({
  aws: z.object({
    endpoint: z.string(),
    region: z.string(),
    accessKeyId: z.string(),
    secretAccessKey: z.string(),
  }),
  tables: z.object({ archives: z.string() }),
  buckets: z.object({ archive: z.string() }),
});

const localPlace = (): VaultPlace => {
  if (!existsSync(ENDPOINTS))
    throw new Error('Nothing runs here: npm start first, or name a stage (--stage test).');
  const { aws, tables, buckets } = endpointsSchema.parse(JSON.parse(readFileSync(ENDPOINTS, 'utf8')));
  const { endpoint, region, ...credentials } = aws;
  const config = { endpoint, region, credentials };
  return {
    s3: new S3Client({ ...config, forcePathStyle: true }),
    dynamo: new DynamoDBClient(config),
    bucket: buckets.archive,
    table: tables.archives,
  };
};

const stagePlace = async (name: string, isCopy: boolean): Promise<VaultPlace> => {
  const stage = stageNamed(name);
  const region = isCopy ? stage.archive.copyRegion : stage.region;
  if (region === undefined) throw new Error(`The stage "${name}" keeps no copy in a second region.`);
  const s3 = new S3Client({ region });
  const { Buckets = [] } = await s3.send(new ListBucketsCommand());
  // the bucket's name ends in account and region
  const pattern = new RegExp(`^${physicalName(stage, isCopy ? 'archive-copy' : 'archive')}-\\d{12}-`);
  const bucket = Buckets.find(({ Name = '' }) => pattern.test(Name))?.Name;
  if (bucket === undefined)
    throw new Error(
      `This account has no ${isCopy ? 'copy of the ' : ''}archive of the stage "${name}" in ${region}.`,
    );
  const dynamo = new DynamoDBClient({ region: stage.region });
  return { s3, dynamo, bucket, table: physicalName(stage, 'archives') };
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  const at = process.argv.indexOf('--stage');
  const name = at === -1 ? undefined : process.argv[at + 1];
  const isCopy = process.argv.includes('--copy');
  const isLocal = name === undefined || name === 'local';
  if (isLocal && isCopy)
    throw new Error('The local cloud has one region: name a stage (--stage production).');
  const place = isLocal ? localPlace() : await stagePlace(name, isCopy);
  const { claims, objects, bytes, findings } = await verifyArchive(s3Vault(place));
  say(`${place.bucket}: ${String(claims)} claims, ${String(objects)} objects, ${String(bytes)} bytes read`);
  for (const { kind, key } of findings) say(`${kind.padEnd(10)} ${key}`);
  say(
    findings.length === 0
      ? 'The archive is whole.'
      : `${String(findings.length)} findings: see infra/runbook.md`,
  );
  process.exitCode = findings.length === 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
