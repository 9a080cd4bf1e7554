/** One sign-in per role, so that every door of the sample district can be opened. */
import type { Caller } from '@erbao/api-contracts/caller';
import { ROLE_NAMES_ZH, ROLES, type Role } from '@erbao/api-contracts/roles';

/** Whom of the sample district the citizen and the hospital's people stand for. */
export type SamplePersons = { readonly memberId?: string; readonly hospitalId?: string };

export type NamedSignIn = { readonly role: Role; readonly name: string; readonly caller: Caller };

const OF_A_HOSPITAL: readonly Role[] = ['hospital-finance', 'hospital-his'];

const callerFor = (role: Role, { memberId, hospitalId }: SamplePersons): Caller => ({
  subject: `sample-${role}`,
  roles: [role],
  ...(role === 'citizen' && memberId !== undefined ? { memberId } : {}),
  ...(OF_A_HOSPITAL.includes(role) && hospitalId !== undefined ? { hospitalId } : {}),
});

export const namedSignIns = (persons: SamplePersons): readonly NamedSignIn[] =>
  ROLES.map((role) => ({ role, name: `${ROLE_NAMES_ZH[role]}（样例）`, caller: callerFor(role, persons) }));
