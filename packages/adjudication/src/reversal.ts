/** Taking a standing decision back: the record is marked, the ceilings restored, the reservation released. */
import { type Actor, recordDeed } from '@erbao/audit/audit-event';
import { receiptSchema } from '@erbao/benefit-policy/receipt-schema';
import type { Write } from '@erbao/dynamo-kit/tables';
import { post } from '@erbao/fund-ledger/ledger-entry';
import type { Instant } from '@erbao/kernel/dates';
import { type Accumulators, restoreAccumulators } from './accumulators.ts';
import type { AdjudicationRecord } from './adjudication-record.ts';
import { adjudicationTable } from './adjudication-table.ts';

export type Reversal = {
  readonly at: Instant;
  readonly who: Actor;
  readonly because: string;
  /** Tells the ledger's entry from an earlier one: a version that stands again may be taken back again. */
  readonly attempt?: string;
};

export const planReversal = (
  record: AdjudicationRecord,
  accumulators: Accumulators,
  { at, who, because, attempt }: Reversal,
): readonly Write[] => {
  const { movements } = receiptSchema.parse(JSON.parse(record.receipt));
  const { subjectId, schemeId, totalFen } = record;
  const version = Number(record.version);
  return [
    {
      do: 'change',
      table: adjudicationTable,
      key: { subjectId, version: record.version },
      set: { state: 'reversed', reversedAt: at, reversedBy: who },
      expect: { state: 'standing' },
    },
    recordDeed({ subjectId, at, who, action: 'decision-reversed', details: { version, because } }, version),
    ...(movements.length === 0 ? [] : [restoreAccumulators(accumulators, movements)]),
    ...(totalFen > 0
      ? [
          post({
            kind: 'decision-reversed',
            schemeId,
            subjectId,
            version,
            amountFen: totalFen,
            at,
            ...(attempt === undefined ? {} : { attempt }),
          }),
        ]
      : []),
  ];
};
