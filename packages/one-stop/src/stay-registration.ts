/**
 * Whether the stay behind a settlement was registered at admission (processes B). Looked up and not kept: a hospital may
 * register late, or cancel, after it has settled.
 */
import type { Tables } from '@erbao/dynamo-kit/tables';
import { admissionKey, readAdmission } from './admission.ts';
import type { HospitalSettlement } from './hospital-settlement.ts';
import { admissionIdOf } from './settlement-id.ts';

export const REGISTRATIONS_ZH = {
  registered: '已登记入院',
  'no-visit-id': '结算没有就诊ID，无法与入院登记对应',
  'not-registered': '没有入院登记',
  cancelled: '入院登记已撤销',
  'other-person': '该就诊ID登记的是另一参保人',
} as const;
export type Registration = keyof typeof REGISTRATIONS_ZH;

export const isStay = ({ sheet }: HospitalSettlement): boolean =>
  sheet.texts.med_type?.startsWith('2') === true;

/** As many as one call of the table reads. */
const BATCH = 100;

/** Of at most a hundred settlements, in their order; undefined for what is no stay. */
const registrationsOf = async (
  tables: Tables,
  settlements: readonly HospitalSettlement[],
): Promise<readonly (Registration | undefined)[]> => {
  const idOf = ({ hospitalId, sheet }: HospitalSettlement): string =>
    admissionIdOf(hospitalId, sheet.texts.mdtrt_id ?? '');
  const ids = new Set(settlements.filter(isStay).map(idOf));
  const items = ids.size === 0 ? [] : await tables.getMany([...ids].map(admissionKey));
  const found = new Map(items.map(readAdmission).map((one) => [one?.admissionId, one]));
  return settlements.map((settlement) => {
    if (!isStay(settlement)) return undefined;
    if (settlement.sheet.texts.mdtrt_id === undefined) return 'no-visit-id';
    const admission = found.get(idOf(settlement));
    if (admission === undefined) return 'not-registered';
    if (admission.state === 'cancelled') return 'cancelled';
    return admission.memberId === settlement.memberId ? 'registered' : 'other-person';
  });
};

export type LookedUp = {
  readonly settlement: HospitalSettlement;
  readonly registration: Registration | undefined;
};

export async function* withRegistration(
  tables: Tables,
  settlements: AsyncIterable<HospitalSettlement> | Iterable<HospitalSettlement>,
): AsyncGenerator<LookedUp> {
  let batch: HospitalSettlement[] = [];
  async function* lookedUp(): AsyncGenerator<LookedUp> {
    const registrations = await registrationsOf(tables, batch);
    for (const [place, settlement] of batch.entries())
      yield { settlement, registration: registrations[place] };
    batch = [];
  }
  for await (const settlement of settlements) {
    batch.push(settlement);
    if (batch.length === BATCH) yield* lookedUp();
  }
  yield* lookedUp();
}
