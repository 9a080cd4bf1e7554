/** A citizen files for himself or herself, or as the guardian of a minor. */
import { ownMemberId } from '@erbao/api-contracts/caller';
import type { fileClaim as route } from '@erbao/api-contracts/citizen-routes';
import { checkWard, type FilingNeeds, memberOfIdentity, sendFiling } from '@erbao/case-file/filing';
import type { Clock } from '@erbao/kernel/dates';
import { NotFound } from '@erbao/kernel/errors';
import { contentId } from '@erbao/kernel/ids';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import { findMember } from '@erbao/members/member-store';
import type { BlindIndex } from '@erbao/personal-data/field-cipher';

const CHANNEL = 'citizen-api';

export const fileClaim =
  (needs: FilingNeeds & { readonly index: BlindIndex; readonly clock: Clock }): UseCaseOf<typeof route> =>
  async ({ caller, body: { ward, ...body } }) => {
    const own = ownMemberId(caller);
    const filedAt = needs.clock();
    const member =
      ward === undefined
        ? await findMember(needs.tables, own)
        : await memberOfIdentity(needs, ward.identityNumber);
    if (member === undefined) throw new NotFound('member-unknown');
    if (ward !== undefined) checkWard(member, filedAt);
    const { memberId } = member;
    return sendFiling(needs, memberId, {
      ...body,
      contract: 'erbao.claim/1',
      channel: CHANNEL,
      // two people may choose the same filing id; they must not meet in one claim
      filingId: contentId('filing', own, body.filingId),
      filedAt,
      filedBy: caller.subject,
      insured: { memberId },
      ...(ward === undefined ? {} : { byGuardian: true, guardian: { memberId: own } }),
    });
  };
