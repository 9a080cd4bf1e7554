/** Details after totals that differ (3202): of the lines that a hospital sends exactly those that are not as on record. */
import type { Tables } from '@erbao/dynamo-kit/tables';
import { type LocalDate, localDateOf } from '@erbao/kernel/dates';
import { type Fen, printYuan } from '@erbao/kernel/money';
import { type HospitalSettlement, hospitalSettlementSchema } from '@erbao/one-stop/hospital-settlement';
import { hospitalSettlementTable } from '@erbao/one-stop/hospital-settlement-table';
import { settlementIdOf } from '@erbao/one-stop/settlement-id';
import {
  type Period,
  settlementsIn,
  SUM_NAMES_ZH,
  type SumName,
  SUMS,
  sumsOf,
  type TotalDifference,
} from './totals-first.ts';

export type StatedLine = {
  readonly setlId: string;
  readonly reversed: boolean;
  readonly sums: Readonly<Partial<Record<SumName, Fen>>>;
};

export const LINE_KINDS_ZH = {
  'amount-differs': '金额不一致',
  reversed: '一方已冲正、一方有效',
  duplicate: '同一结算号报送多次',
  'other-period': '本系统记录的结算时间不在所报期间内',
  'hospital-only': '仅医院有，本系统没有这笔结算',
  'record-only': '仅本系统有，医院未报送',
} as const;
export type LineKind = keyof typeof LINE_KINDS_ZH;

export type LineDifference = {
  readonly setlId: string;
  readonly kind: LineKind;
  readonly kindZh: string;
  readonly sums: readonly Omit<TotalDifference, 'name'>[];
  readonly settledOn?: LocalDate;
};

const difference = (setlId: string, kind: LineKind, more: Partial<LineDifference> = {}): LineDifference => ({
  setlId,
  kind,
  kindZh: LINE_KINDS_ZH[kind],
  sums: [],
  ...more,
});

const lineDifference = (line: StatedLine, onRecord: HospitalSettlement): LineDifference | undefined => {
  if (line.reversed !== (onRecord.state === 'reversed')) return difference(line.setlId, 'reversed');
  const ours = sumsOf(onRecord);
  const sums = SUMS.flatMap((name) => {
    const said = line.sums[name];
    if (said === undefined || said === ours[name]) return [];
    return [{ nameZh: SUM_NAMES_ZH[name], said: printYuan(said), ours: printYuan(ours[name]) }];
  });
  return sums.length === 0 ? undefined : difference(line.setlId, 'amount-differs', { sums });
};

const MOST_READS = 100;

/** Lines that the period does not have may stand on record at another day. */
const elsewhere = async (
  tables: Tables,
  hospitalId: string,
  setlIds: readonly string[],
): Promise<readonly LineDifference[]> => {
  const differences: LineDifference[] = [];
  for (let from = 0; from < setlIds.length; from += MOST_READS) {
    const asked = setlIds.slice(from, from + MOST_READS);
    const items = await tables.getMany(
      asked.map((setlId) => ({
        table: hospitalSettlementTable,
        key: { settlementId: settlementIdOf(hospitalId, setlId) },
      })),
    );
    for (const [place, setlId] of asked.entries()) {
      const item = items[place];
      differences.push(
        item === undefined
          ? difference(setlId, 'hospital-only')
          : difference(setlId, 'other-period', {
              settledOn: localDateOf(hospitalSettlementSchema.parse(item).settledAt),
            }),
      );
    }
  }
  return differences;
};

/** Exactly the lines that differ, by settlement id; a line said to be reversed that we never had is no difference. */
export const lineDifferences = async (
  tables: Tables,
  period: Period,
  lines: readonly StatedLine[],
): Promise<readonly LineDifference[]> => {
  const said = new Map<string, StatedLine>();
  const differences: LineDifference[] = [];
  for (const line of lines) {
    if (said.has(line.setlId)) differences.push(difference(line.setlId, 'duplicate'));
    else said.set(line.setlId, line);
  }
  for await (const settlement of settlementsIn(tables, period)) {
    const line = said.get(settlement.setlId);
    said.delete(settlement.setlId);
    if (line !== undefined) differences.push(...[lineDifference(line, settlement) ?? []].flat());
    else if (settlement.state === 'standing')
      differences.push(
        difference(settlement.setlId, 'record-only', { settledOn: localDateOf(settlement.settledAt) }),
      );
  }
  const left = [...said.values()].filter(({ reversed }) => !reversed).map(({ setlId }) => setlId);
  differences.push(...(await elsewhere(tables, period.hospitalId, left)));
  return differences.sort((a, b) => (a.setlId < b.setlId ? -1 : 1));
};
