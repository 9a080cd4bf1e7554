/**
 * Totals first, details only on mismatch (3201): a hospital's sums of a period against what stands on record. Reads and
 * answers; nothing is written or decided.
 */
import { queryAll, type Tables } from '@erbao/dynamo-kit/tables';
import { addDays, atShanghai, instantOfMs, type LocalDate, msOf } from '@erbao/kernel/dates';
import { addFen, type Fen, printYuan, ZERO_FEN } from '@erbao/kernel/money';
import { type HospitalSettlement, hospitalSettlementSchema } from '@erbao/one-stop/hospital-settlement';
import { hospitalSettlementTable } from '@erbao/one-stop/hospital-settlement-table';

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
export const SUMS = Object.keys(SUM_NAMES_ZH).filter(isSum);

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

export const sumsOf = ({
  sheet: { amounts },
  grantedFen,
}: HospitalSettlement): Readonly<Record<SumName, Fen>> => ({
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
