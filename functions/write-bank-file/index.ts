import { openFiles } from '@erbao/cloud-kit/s3/open-files';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { systemClock } from '@erbao/lambda-kit/clock';
import { stepHandler } from '@erbao/lambda-kit/step-handler';
import { openFieldCipher } from '@erbao/personal-data/kms/open-keys';
import { contract } from './contract.ts';
import { writeBankFile } from './write-bank-file.ts';

export const handler = stepHandler(contract, (environment) =>
  writeBankFile({
    tables: openTables(environment),
    files: openFiles(environment.bucket('bank-files'), environment),
    cipher: openFieldCipher(environment),
    clock: systemClock,
  }),
);
