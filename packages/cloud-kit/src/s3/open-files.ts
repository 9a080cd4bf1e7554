/** Opens {@link Files} of a bucket with a client of its own; called once, by a function's index.ts. */
import { S3Client } from '@aws-sdk/client-s3';
import type { Files } from '../files.ts';
import { s3Files } from './s3-files.ts';

/** `local`: a local cloud is addressed by path, AWS by host name. */
export const openFiles = (bucket: string, { local }: { readonly local: boolean }): Files =>
  s3Files(new S3Client({ forcePathStyle: local, requestChecksumCalculation: 'WHEN_REQUIRED' }), bucket);
