/**
 * Totals first, details only on mismatch (3201 / 3202): a hospital's sums of a period against what stands on record, and
 * of the lines it then sends exactly those that differ. Reads and answers; nothing is written or decided.
 */
import { queryAll, type Tables } from '@erbao/dynamo-kit/tables';
import { addDays, atShanghai, instantOfMs, type LocalDate, localDateOf, msOf } from '@erbao/kernel/dates';
import { addFen, type Fen, printYuan, ZERO_FEN } from '@erbao/kernel/money';
import { type HospitalSettlement, hospitalSettlementSchema } from '@erbao/one-stop/hospital-settlement';
import { hospitalSettlementTable } from '@erbao/one-stop/hospital-settlement-table';
import { settlementIdOf } from '@erbao/one-stop/settlement-id';

/** What may be compared; a hospital states the first two and what else it adds up. */
export const SUM_NAMES_ZH = {
  billed: '医疗费总额',
  granted: '本方案支付',
  fundPaid: '基金支付总额',
  account: '个人账户支付',
  cash: '个人现金支付',
  basic: '基本医疗统筹',
  civilServant: '公务员补助',
  enterprise: '企业补充',
  criticalIllness: '居民大病',
  largeSum: '职工大额',
  assistance: '医疗救助',
  other: '其他支出',
} as const;
export type SumName = keyof typeof SUM_NAMES_ZH;
const isSum = (name: string): name is SumName => Object.hasOwn(SUM_NAMES_ZH, name);
const SUMS = Object.keys(SUM_NAMES_ZH).filter(isSum);

export type StatedTotals = {
  readonly settlements: number;
  readonly sums: Readonly<Partial<Record<SumName, Fen>>>;
};
export type OurTotals = { readonly settlements: number; readonly sums: Readonly<Record<SumName, Fen>> };

/** Both days included, by the moment at which the hospital says it settled. */
export type Period = {
  readonly hospitalId: string;
  readonly beganOn: LocalDate;
  readonly endedOn: LocalDate;
  readonly insurance?: string | undefined;
  /** By the first digit of med_type: 1 outpatient, 2 inpatient. */
  readonly kind?: 'outpatient' | 'inpatient' | undefined;
};

const sumsOf = ({ sheet: { amounts }, grantedFen }: HospitalSettlement): Readonly<Record<SumName, Fen>> => ({
  billed: amounts.totalFen,
  granted: grantedFen,
  fundPaid: amounts.fundPaidFen,
  account: amounts.accountFen,
  cash: amounts.cashFen,
  basic: amounts.basicFen,
  civilServant: amounts.civilServantFen,
  enterprise: amounts.enterpriseFen,
  criticalIllness: amounts.criticalIllnessFen,
  largeSum: amounts.largeSumFen,
  assistance: amounts.assistanceFen,
  other: amounts.otherFen,
});

const isMeant = ({ insurance, kind }: Period, { sheet: { texts } }: HospitalSettlement): boolean =>
  (insurance === undefined || texts.insutype === insurance) &&
  (kind === undefined || texts.med_type?.startsWith(kind === 'outpatient' ? '1' : '2') === true);

/** The settlements of a period, standing and reversed. Read through an index: the last second may be missing. */
export async function* settlementsIn(tables: Tables, period: Period): AsyncGenerator<HospitalSettlement> {
  const end = msOf(atShanghai(addDays(period.endedOn, 1), 0)) - 1;
  const asked = {
    table: hospitalSettlementTable,
    index: 'by-hospital',
    partition: period.hospitalId,
    sortBetween: [atShanghai(period.beganOn, 0), instantOfMs(end)] as const,
  };
  for await (const item of queryAll(tables, asked)) {
    const settlement = hospitalSettlementSchema.parse(item);
    if (isMeant(period, settlement)) yield settlement;
  }
}

const NOTHING: Readonly<Record<SumName, Fen>> = {
  billed: ZERO_FEN,
  granted: ZERO_FEN,
  fundPaid: ZERO_FEN,
  account: ZERO_FEN,
  cash: ZERO_FEN,
  basic: ZERO_FEN,
  civilServant: ZERO_FEN,
  enterprise: ZERO_FEN,
  criticalIllness: ZERO_FEN,
  largeSum: ZERO_FEN,
  assistance: ZERO_FEN,
  other: ZERO_FEN,
};

/** Of the standing ones. */
export const addUp = async (settlements: AsyncIterable<HospitalSettlement>): Promise<OurTotals> => {
  let count = 0;
  const sums = { ...NOTHING };
  for await (const settlement of settlements) {
    if (settlement.state !== 'standing') continue;
    count += 1;
    const parts = sumsOf(settlement);
    for (const name of SUMS) sums[name] = addFen(sums[name], parts[name]);
  }
  return { settlements: count, sums };
};

export type TotalDifference = {
  readonly name: 'settlements' | SumName;
  readonly nameZh: string;
  readonly said: string;
  readonly ours: string;
};

/** Of what the hospital stated; empty when all of it agrees. */
export const totalDifferences = (said: StatedTotals, ours: OurTotals): readonly TotalDifference[] => {
  const counted: readonly TotalDifference[] =
    said.settlements === ours.settlements
      ? []
      : [
          {
            name: 'settlements',
            nameZh: '结算人次',
            said: String(said.settlements),
            ours: String(ours.settlements),
          },
        ];
  const summed = SUMS.flatMap((name) => {
    const stated = said.sums[name];
    if (stated === undefined || stated === ours.sums[name]) return [];
    return [{ name, nameZh: SUM_NAMES_ZH[name], said: printYuan(stated), ours: printYuan(ours.sums[name]) }];
  });
  return [...counted, ...summed];
};

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
