import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { systemClock } from '@erbao/lambda-kit/clock';
import { stepHandler } from '@erbao/lambda-kit/step-handler';
import { openFieldCipher } from '@erbao/personal-data/kms/open-keys';
import { comparePapers } from './compare-papers.ts';
import { contract } from './contract.ts';

export const handler = stepHandler(contract, (environment) =>
  comparePapers({
    tables: openTables(environment),
    cipher: openFieldCipher(environment),
    clock: systemClock,
  }),
);
