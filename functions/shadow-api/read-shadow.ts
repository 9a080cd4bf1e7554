/** The last night whole, the nights before it by their counts. */
import { ownHospitalId } from '@erbao/api-contracts/caller';
import type * as routes from '@erbao/api-contracts/shadow-routes';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import { FINDINGS_ZH, nightsOf, type Shadow } from '@erbao/settlement-files/shadow-settlement';

type Needs = { readonly tables: Tables };

const nightView = ({ night, at, settlements, billedFen, grantedFen, findings }: Shadow) => ({
  night,
  at,
  settlements,
  billedFen,
  grantedFen,
  findings: findings.map((one) => ({ ...one, kindName: FINDINGS_ZH[one.kind] })),
});

const monthView = async ({ tables }: Needs, hospitalId: string, month: string) => {
  const nights = await nightsOf(tables, hospitalId, month);
  const [last] = nights;
  return {
    hospitalId,
    month,
    ...(last === undefined ? {} : { last: nightView(last) }),
    history: nights.map(({ night, settlements, grantedFen, findings }) => ({
      night,
      settlements,
      grantedFen,
      findings: findings.reduce((sum, { count }) => sum + count, 0),
    })),
  };
};

export const readShadowMonth =
  (needs: Needs): UseCaseOf<typeof routes.readShadowMonth> =>
  ({ caller, params }) =>
    monthView(needs, ownHospitalId(caller), params.month);

export const readHospitalShadow =
  (needs: Needs): UseCaseOf<typeof routes.readHospitalShadow> =>
  ({ params }) =>
    monthView(needs, params.hospitalId, params.month);
