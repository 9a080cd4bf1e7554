/** Registers the sample hospitals and enrols the sample members, in the tables of the local cloud. */
import { awsAccountOf } from '@erbao/cloud-kit/aws-account';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import { registerHospital } from '@erbao/hospitals/hospital-store';
import { memberIdOf, normalIdentityNumber } from '@erbao/members/member';
import { enrolMember } from '@erbao/members/member-store';
import type { BlindIndex, FieldCipher } from '@erbao/personal-data/field-cipher';
import { openBlindIndex, openFieldCipher } from '@erbao/personal-data/kms/open-keys';
import { openSampleDistrict, type SampleDistrict } from '@erbao/sample-district/sample-district';
import * as z from 'zod';
import type { DeployedCloud } from './cloud.ts';
import type { Kept } from './kept.ts';

export type DistrictWish = { readonly members: number; readonly seed: number; readonly year: number };

const loadedSchema = z.object({
  members: z.number(),
  seed: z.number(),
  year: z.number(),
  /** Stands for the citizen of the sign-ins. */
  memberId: z.string(),
  /** Stands for the hospital of the sign-ins. */
  hospitalId: z.string(),
});
export type LoadedDistrict = z.infer<typeof loadedSchema>;

/** DynamoDB takes at most a hundred writes in one transaction. */
const MOST_WRITES = 100;
const TRANSACTIONS_AT_ONCE = 4;

type Stores = { readonly tables: Tables; readonly cipher: FieldCipher; readonly index: BlindIndex };

export const openStores = (cloud: DeployedCloud): Stores => {
  const keys = { 'personal-data': cloud.keys.personalData, 'identity-index': cloud.keys.identityIndex };
  const environment = {
    aws: () => awsAccountOf(cloud.variables),
    table: ({ name }: { readonly name: string }) => cloud.names.tables[name] ?? name,
    keyId: (name: keyof typeof keys) => keys[name],
  };
  return {
    tables: openTables(environment),
    cipher: openFieldCipher(environment),
    index: openBlindIndex(environment),
  };
};

/** Enrolling writes one member a transaction; a whole district goes a hundred at a time. */
const gathering = (tables: Tables): { readonly tables: Tables; readonly flush: () => Promise<void> } => {
  let gathered: Write[] = [];
  return {
    tables: {
      ...tables,
      // a sample district has nothing to keep: nobody is read before being written
      get: () => Promise.resolve(undefined),
      commit: (writes) => {
        gathered.push(...writes);
        return Promise.resolve({ committed: true });
      },
    },
    flush: async () => {
      const writes = gathered;
      gathered = [];
      if (writes.length > 0) await tables.commit(writes);
    },
  };
};

/** Eleven digits in a range of no network. */
const samplePhone = (index: number): string => `100${String(index).padStart(8, '0')}`;

const enrolBatch = async (
  stores: Stores,
  district: SampleDistrict,
  from: number,
  to: number,
): Promise<void> => {
  const { tables, flush } = gathering(stores.tables);
  for (let index = from; index < to; index += 1) {
    await enrolMember({ ...stores, tables }, { ...district.memberAt(index), phone: samplePhone(index) });
  }
  await flush();
};

const enrolAll = async (
  stores: Stores,
  district: SampleDistrict,
  say: (line: string) => void,
): Promise<void> => {
  let next = 0;
  let told = Date.now();
  const worker = async (): Promise<void> => {
    while (next < district.memberCount) {
      const from = next;
      next = Math.min(from + MOST_WRITES, district.memberCount);
      await enrolBatch(stores, district, from, next);
      if (Date.now() - told < 5_000) continue;
      told = Date.now();
      say(`  ${String(next)} of ${String(district.memberCount)} members`);
    }
  };
  await Promise.all(Array.from({ length: TRANSACTIONS_AT_ONCE }, worker));
};

/** The first member of little means: the engine grants her something. */
const citizenOf = (district: SampleDistrict): string => {
  for (const member of district.members()) if (member.difficult) return member.identityNumber;
  return district.memberAt(0).identityNumber;
};

const loadedBefore = (kept: Kept, wish: DistrictWish): LoadedDistrict | undefined => {
  const loaded = loadedSchema.safeParse(kept.recall('district')).data;
  return (['members', 'seed', 'year'] as const).every((name) => loaded?.[name] === wish[name])
    ? loaded
    : undefined;
};

export const loadDistrict = async (
  cloud: DeployedCloud,
  wish: DistrictWish,
  options: { readonly kept: Kept; readonly say: (line: string) => void },
): Promise<LoadedDistrict> => {
  const before = loadedBefore(options.kept, wish);
  if (before !== undefined) return before;
  options.say(`Loading the sample district: ${String(wish.members)} members, seed ${String(wish.seed)} …`);
  const stores = openStores(cloud);
  const district = openSampleDistrict(wish);
  for (const { address: _address, fileEncoding: _encoding, ...hospital } of district.hospitals) {
    await registerHospital(stores.tables, {
      ...hospital,
      levels: hospital.levels.map((level) => ({ ...level })),
      designations: hospital.designations.map((range) => ({ ...range })),
      accounts: hospital.accounts.map((account) => ({ ...account })),
    });
  }
  await enrolAll(stores, district, options.say);
  const loaded = {
    ...wish,
    memberId: await memberIdOf(stores.index, normalIdentityNumber(citizenOf(district))),
    hospitalId: district.hospitals[0]?.hospitalId ?? '',
  };
  options.kept.remember('district', loaded);
  return loaded;
};
