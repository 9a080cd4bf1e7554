/** The deployed cloud with a small sample district in it, told silently. */
import { instantOfMs, localDateOf } from '@erbao/kernel/dates';
import { memberIdOf } from '@erbao/members/member';
import { openSampleDistrict } from '@erbao/sample-district/sample-district';
import { keepNothing } from '../../infra/local/kept.ts';
import { loadDistrict, openStores } from '../../infra/local/load-district.ts';
import type { Stage, Telling } from '../../infra/local/stories/telling.ts';
import { deployedCloud, tokenFor } from './deployed-cloud.ts';

const SEED = 11;

export const TODAY = localDateOf(instantOfMs(Date.now()));

export const openDistrict = async (members = 2_000): Promise<Telling> => {
  const cloud: Stage = {
    ...(await deployedCloud()),
    tokenFor: ({ memberId, hospitalId, ...caller }) =>
      tokenFor({
        ...caller,
        ...(memberId === undefined ? {} : { memberId }),
        ...(hospitalId === undefined ? {} : { hospitalId }),
      }),
  };
  const year = Number(TODAY.slice(0, 4));
  const say = (): void => undefined;
  await loadDistrict(cloud, { members, seed: SEED, year }, { kept: keepNothing(), say });
  const { index } = openStores(cloud);
  return {
    cloud,
    say,
    district: openSampleDistrict({ members, seed: SEED, year }),
    memberIdOf: (identityNumber) => memberIdOf(index, identityNumber),
  };
};
