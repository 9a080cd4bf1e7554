/** Own claims and those filed as a guardian: the list, and one of them in full. */
import { ownMemberId } from '@erbao/api-contracts/caller';
import type { listClaims as listRoute, readClaim as readRoute } from '@erbao/api-contracts/citizen-routes';
import type { SchemeBook } from '@erbao/benefit-policy/scheme-book';
import { claimSummary, claimView } from '@erbao/case-file/claim-view';
import { claimSchema } from '@erbao/claims/claim';
import { claimTable } from '@erbao/claims/claim-table';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import { ownClaim } from '@erbao/case-file/own-claim';

const NEWEST = 100;

export const listClaims =
  ({ tables }: { tables: Tables }): UseCaseOf<typeof listRoute> =>
  async ({ caller }) => {
    const partition = ownMemberId(caller);
    const newest = (index: 'by-member' | 'by-guardian') =>
      tables.query({ table: claimTable, index, partition, descending: true, limit: NEWEST });
    const pages = await Promise.all([newest('by-member'), newest('by-guardian')]);
    const claims = pages
      .flatMap(({ items }) => items.map((item) => claimSchema.parse(item)))
      .sort((a, b) => (a.filedAt < b.filedAt ? 1 : -1))
      .slice(0, NEWEST);
    return {
      claims: claims.map((claim) => ({
        ...claimSummary(claim),
        ...(claim.memberId === partition ? {} : { forWard: true }),
      })),
    };
  };

export const readClaim =
  ({ tables, schemes }: { tables: Tables; schemes: SchemeBook }): UseCaseOf<typeof readRoute> =>
  async ({ caller, params }) =>
    claimView(tables, schemes, await ownClaim(tables, caller, params.claimId), caller.subject);
