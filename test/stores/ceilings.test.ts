/** However many bills of one member are settled at the same time, no ceiling is ever passed and no sum is lost. */
import { openJsonCalls } from '@erbao/cloud-kit/aws/json-calls';
import { findAccumulators } from '@erbao/adjudication/accumulators';
import { recordById } from '@erbao/adjudication/adjudication-record';
import { accumulatorTable, adjudicationTable } from '@erbao/adjudication/adjudication-table';
import { deciderOn } from '@erbao/adjudication/decider';
import { adjudicate } from '@erbao/adjudication/plan';
import { planReversal } from '@erbao/adjudication/reversal';
import { auditTable } from '@erbao/audit/audit-table';
import type { BillFacts } from '@erbao/benefit-policy/facts';
import { publishedSchemeBook } from '@erbao/benefit-policy/published-schemes';
import { dynamoTables } from '@erbao/dynamo-kit/dynamo/dynamo-tables';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { ledgerTable } from '@erbao/fund-ledger/ledger-table';
import { instant, localDate } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import { fen, sumFen } from '@erbao/kernel/money';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTables, freshAccount } from '../support/emulator.ts';
import { DIFFICULT } from '../support/sample-facts.ts';

const AT = instant('2026-10-12T02:00:00.000Z');
const CEILING = 10_000_000;
const scheme = deciderOn(publishedSchemeBook(), { schemeId: 'nansha-2018' }, localDate('2026-10-01'));

const bill = (id: string, totalFen: number): BillFacts => ({
  id,
  kind: 'inpatient',
  facility: { level: 2, area: 'inside', designated: true },
  admittedOn: localDate('2026-09-20'),
  dischargedOn: localDate('2026-10-01'),
  amounts: { total: fen(totalFen), eligible: fen(totalFen) },
});

const open = async (): Promise<Tables> => {
  const account = freshAccount();
  await createTables(account, [accumulatorTable, adjudicationTable, auditTable, ledgerTable]);
  return dynamoTables({ dynamo: openJsonCalls('dynamodb', account), nameOf: ({ name }) => name });
};

/** As a function does: a Conflict is what the trigger brings again. */
const settle = async (tables: Tables, memberId: string, id: string, totalFen: number): Promise<number> => {
  for (;;) {
    try {
      const subject = {
        subjectId: id,
        version: 1,
        memberId,
        facts: { member: DIFFICULT, bill: bill(id, totalFen) },
      };
      const outcome = await adjudicate(tables, { ...subject, scheme, at: AT, who: 'engine' }, () => []);
      return outcome.done ? outcome.planned.record.totalFen : (await recordById(tables, id, 1)).totalFen;
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
    }
  }
};

describe('ceilings on DynamoDB', () => {
  let tables: Tables;
  let runs = 0;
  beforeAll(async () => {
    tables = await open();
  });

  it('hold for bills of one member that are settled at the same time', async () => {
    const bills = fc.array(fc.integer({ min: 1, max: 6_000_000 }), { minLength: 2, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(bills, async (sums) => {
        runs += 1;
        const memberId = `member-${String(runs)}`;
        // each bill comes twice, as a queue may bring it
        const ids = sums.flatMap((sum, place) =>
          [0, 1].map(() => [`${memberId}-${String(place)}`, sum] as const),
        );
        await Promise.all(ids.map(([id, sum]) => settle(tables, memberId, id, sum)));
        const granted = await Promise.all(
          sums.map(
            async (_sum, place) => (await recordById(tables, `${memberId}-${String(place)}`, 1)).totalFen,
          ),
        );
        const { used } = await findAccumulators(tables, memberId, 'nansha-2018');
        const total = sumFen(granted);
        expect(used['inpatient/2026']).toBe(total);
        expect(total).toBe(Math.min(CEILING, sumFen(sums.map(fen))));
      }),
      { numRuns: 12 },
    );
  });

  it('are as before when a decision is taken back, once', async () => {
    await settle(tables, 'member-r', 'r-1', 4_000_000);
    const before = await findAccumulators(tables, 'member-r', 'nansha-2018');
    await settle(tables, 'member-r', 'r-2', 7_000_000);
    const record = await recordById(tables, 'r-2', 1);
    const reverse = async () =>
      tables.commit(
        planReversal(record, await findAccumulators(tables, 'member-r', 'nansha-2018'), {
          at: AT,
          who: 'test',
          because: 'test',
        }),
      );
    expect(record.totalFen).toBe(6_000_000);
    expect(await reverse()).toEqual({ committed: true });
    expect((await findAccumulators(tables, 'member-r', 'nansha-2018')).used).toEqual(before.used);
    await expect(reverse()).rejects.toBeInstanceOf(Conflict);
  });
});
