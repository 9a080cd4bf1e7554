/** `.local/endpoints.json`: where everything is, for any client that shall be pointed at the local cloud. */
import { writeFile } from 'node:fs/promises';
import type { Role } from '@erbao/api-contracts/roles';
import type { Cloud } from './cloud.ts';
import type { CloudNames } from './cloud-names.ts';
import { namedSignIns, type SamplePersons } from './sign-ins.ts';

const TOKEN_DAYS = 30;

export type Endpoints = {
  readonly api: string;
  readonly pages: string;
  readonly docs: string;
  readonly issuer: string;
  readonly aws: {
    readonly endpoint: string;
    readonly region: string;
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
  };
  readonly signIns: readonly {
    readonly role: Role;
    readonly name: string;
    readonly subject: string;
    readonly memberId?: string;
    readonly hospitalId?: string;
    readonly token: string;
  }[];
} & CloudNames;

export const endpointsOf = async (
  cloud: Cloud,
  pages: string,
  persons: SamplePersons,
): Promise<Endpoints> => ({
  api: cloud.api,
  pages,
  docs: `${pages}/docs`,
  issuer: cloud.issuer,
  aws: {
    endpoint: cloud.endpoint,
    region: cloud.region,
    accessKeyId: cloud.variables['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: cloud.variables['AWS_SECRET_ACCESS_KEY'] ?? '',
  },
  signIns: await Promise.all(
    namedSignIns(persons).map(async ({ role, name, caller: { roles: _roles, ...person } }) => ({
      role,
      name,
      ...person,
      token: await cloud.tokenFor({ roles: [role], ...person }, TOKEN_DAYS),
    })),
  ),
  ...cloud.names,
});

export const writeEndpoints = (file: string, endpoints: Endpoints): Promise<void> =>
  writeFile(file, `${JSON.stringify(endpoints, null, 2)}\n`, { mode: 0o600 });
