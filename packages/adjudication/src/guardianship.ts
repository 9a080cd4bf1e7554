/** Who was found to be a child's guardian by the household register: known from then on, so that it is asked once. */
import type { Write } from '@erbao/dynamo-kit/tables';
import { localDateOf } from '@erbao/kernel/dates';
import { confirmGuardian, isGuardianOf } from '@erbao/members/member-store';
import type { Bench } from './bench.ts';

/** With the last agreement to a claim that a guardian filed: the question of the register was part of it. */
export const confirmingGuardian = ({ claim, member, at }: Bench): readonly Write[] => {
  const { guardianMemberId: memberId, claimId } = claim;
  if (member === undefined || memberId === undefined || isGuardianOf(member, memberId)) return [];
  return [confirmGuardian(member, { memberId, confirmedOn: localDateOf(at), claimId })];
};
