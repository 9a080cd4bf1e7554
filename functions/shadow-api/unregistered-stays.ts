/** Stays that were settled without a registration in force, of one hospital's month, page by page. */
import { ownHospitalId } from '@erbao/api-contracts/caller';
import type * as routes from '@erbao/api-contracts/shadow-routes';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import { type HospitalSettlement, pageOfMonth } from '@erbao/one-stop/hospital-settlement';
import { type LookedUp, REGISTRATIONS_ZH, withRegistration } from '@erbao/one-stop/stay-registration';

type Needs = { readonly tables: Tables };

/** Settlements looked at in one call. */
const PAGE = 500;

const stayView = (
  { setlId, sheet, grantedFen }: HospitalSettlement,
  registration: NonNullable<LookedUp['registration']>,
) => ({
  setlId,
  ...(sheet.texts.mdtrt_id === undefined ? {} : { visitId: sheet.texts.mdtrt_id }),
  beganOn: sheet.beganOn,
  endedOn: sheet.endedOn,
  grantedFen,
  registration,
  registrationName: REGISTRATIONS_ZH[registration],
});

const pageOf = async ({ tables }: Needs, hospitalId: string, month: string, after: string | undefined) => {
  const { settlements, next } = await pageOfMonth(tables, { hospitalId, month }, PAGE, after);
  const standing = settlements.filter(({ state }) => state === 'standing');
  const stays = [];
  for await (const { settlement, registration } of withRegistration(tables, standing))
    if (registration !== undefined && registration !== 'registered')
      stays.push(stayView(settlement, registration));
  return { stays, ...(next === undefined ? {} : { next }) };
};

export const listOwnUnregisteredStays =
  (needs: Needs): UseCaseOf<typeof routes.listOwnUnregisteredStays> =>
  ({ caller, params, query }) =>
    pageOf(needs, ownHospitalId(caller), params.month, query.after);

export const listUnregisteredStays =
  (needs: Needs): UseCaseOf<typeof routes.listUnregisteredStays> =>
  ({ params, query }) =>
    pageOf(needs, params.hospitalId, params.month, query.after);
