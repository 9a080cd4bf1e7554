/** 封存 and its release: one person proposes with a reason, another approves; carried out by the archive's function. */
import { changeArchive, findArchive } from '@erbao/archive/archive-record';
import { approveHold as approved, proposeHold as proposed } from '@erbao/archive/legal-hold';
import type * as routes from '@erbao/api-contracts/paper-routes';
import { recordDeed } from '@erbao/audit/audit-event';
import { claimById } from '@erbao/claims/claim';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import { announce } from '@erbao/outbox/outbox-event';

type Needs = { readonly tables: Tables; readonly clock: Clock };

export const proposeHold =
  ({ tables, clock }: Needs): UseCaseOf<typeof routes.proposeHold> =>
  async ({ caller, params: { claimId }, body: { action, reason } }) => {
    await claimById(tables, claimId);
    const record = await findArchive(tables, claimId);
    const change = proposed(record, { action, by: caller.subject, reason });
    const deed = { subjectId: claimId, at: clock(), who: caller.subject, details: { reason } };
    const outcome = await tables.commit([
      changeArchive(record, change),
      recordDeed({ ...deed, action: `${action}-proposed` }, record.revision),
    ]);
    if (!outcome.committed) throw new Conflict('hold-moved-on', { claimId });
    return { claimId, hold: change.hold };
  };

export const approveHold =
  ({ tables, clock }: Needs): UseCaseOf<typeof routes.approveHold> =>
  async ({ caller, params: { claimId } }) => {
    const record = await findArchive(tables, claimId);
    const { hold } = approved(record, caller.subject);
    const at = clock();
    const action = hold === 'held' ? 'hold-approved' : 'release-approved';
    const outcome = await tables.commit([
      changeArchive(record, { hold }),
      recordDeed({ subjectId: claimId, at, who: caller.subject, action, details: {} }, record.revision),
      announce({ kind: 'hold-changed', claimId }, at, claimId, record.revision),
    ]);
    if (!outcome.committed) throw new Conflict('hold-moved-on', { claimId });
    return { claimId, hold };
  };
