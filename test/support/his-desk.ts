/** The door for hospitals' systems in memory. */
import type { Caller } from '@erbao/api-contracts/caller';
import { hisSettlementSchema } from '@erbao/api-contracts/his-settlement';
import { memoryTables } from '@erbao/dynamo-kit/memory-tables';
import { fen } from '@erbao/kernel/money';
import { countingTables, deskNeeds, furnishDesk, HOSPITAL, NOW, sentSettlement } from './one-stop-desk.ts';
import { nationalTransaction } from '../../functions/his-api/national.ts';
import * as doors from '../../functions/his-api/settlements.ts';

export const his = (hospitalId: string): Caller => ({
  subject: `his-${hospitalId}`,
  roles: ['hospital-his'],
  hospitalId,
});
export const request = { caller: his(HOSPITAL), params: {}, query: {} };
export const BILL = sentSettlement({
  settlementId: 'S1',
  serial: 1,
  totalFen: fen(1_200_000),
  basicFen: fen(700_000),
});

export const openDesk = async (clock = () => NOW) => {
  const memory = memoryTables();
  await furnishDesk(memory, [
    { serial: 1, difficult: false },
    { serial: 2, difficult: true },
  ]);
  const tables = countingTables(memory);
  const needs = deskNeeds(tables, clock);
  return {
    memory,
    tables,
    needs,
    quote: (body: unknown, caller = request.caller) => {
      const { settlementId: _id, settledAt: _at, ...said } = hisSettlementSchema.parse(body);
      return doors.quoteSettlement(needs)({ ...request, caller, body: said });
    },
    settle: (body: unknown, caller = request.caller) =>
      doors.settleAtDischarge(needs)({ ...request, caller, body: hisSettlementSchema.parse(body) }),
    reverse: (settlementId: string, caller = request.caller) =>
      doors.reverseAtDischarge(needs)({
        ...request,
        caller,
        params: { settlementId },
        body: { reason: '录入有误' },
      }),
    read: (settlementId: string, caller = request.caller) =>
      doors.readSettlement(needs)({ ...request, caller, params: { settlementId }, body: {} }),
    national: (infno: string, input: Readonly<Record<string, unknown>>, more = {}) =>
      nationalTransaction(needs)({ ...request, body: { infno, input, ...more } }),
  };
};
