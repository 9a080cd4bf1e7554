/** A desk of one hospital for tests of the one-stop door: its needs on any Tables, a member, and a settlement as sent. */
import { publishedSchemeBook } from '@erbao/benefit-policy/published-schemes';
import type { Item, Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Hospital } from '@erbao/hospitals/hospital';
import { registerHospital } from '@erbao/hospitals/hospital-store';
import { type Instant, instant, localDate } from '@erbao/kernel/dates';
import { type Fen, printYuan } from '@erbao/kernel/money';
import { enrolMember } from '@erbao/members/member-store';
import { memoryBlindIndex, memoryFieldCipher } from '@erbao/personal-data/memory-field-cipher';
import { identityCheckCharacter } from '@erbao/national-record/identity-number';

export const HOSPITAL = 'H44011500001';
export const OTHER_HOSPITAL = 'H44011500002';
export const NOW: Instant = instant('2026-10-20T02:00:00.000Z');

export type Counted = Tables & {
  readonly counts: { getMany: number; commit: number; other: number; written: number };
};

/** Counts what a use case asks of the tables. */
export const countingTables = (tables: Tables): Counted => {
  const counts = { getMany: 0, commit: 0, other: 0, written: 0 };
  return {
    counts,
    get: (table, key) => {
      counts.other += 1;
      return tables.get(table, key);
    },
    query: (asked) => {
      counts.other += 1;
      return tables.query(asked);
    },
    getMany: (reads): Promise<readonly (Item | undefined)[]> => {
      counts.getMany += 1;
      return tables.getMany(reads);
    },
    commit: (writes: readonly Write[]) => {
      counts.commit += 1;
      counts.written += writes.length;
      return tables.commit(writes);
    },
  };
};

const hospitalNamed = (hospitalId: string, level: 1 | 2 | 3): Hospital => ({
  hospitalId,
  name: '样例医院',
  area: 'inside',
  levels: [{ level, from: localDate('2018-01-01'), source: '样例' }],
  designations: [{ from: localDate('2018-01-01') }],
  sample: true,
});

/** Made-up numbers, valid in form. */
export const identityNumberOf = (serial: number): string => {
  const first17 = `44011519600101${String(serial).padStart(3, '0')}`;
  return `${first17}${identityCheckCharacter(first17)}`;
};

export const deskNeeds = (tables: Tables, clock: () => Instant = () => NOW) => ({
  tables,
  schemes: publishedSchemeBook(),
  district: { schemeId: 'nansha-2018' },
  index: memoryBlindIndex,
  clock,
  fundSumRules: { byArea: [], otherwise: 'account-included' as const },
});

export const furnishDesk = async (
  tables: Tables,
  members: readonly {
    readonly serial: number;
    readonly difficult: boolean;
    readonly identities?: readonly string[];
  }[],
): Promise<void> => {
  await registerHospital(tables, hospitalNamed(HOSPITAL, 1));
  await registerHospital(tables, hospitalNamed(OTHER_HOSPITAL, 3));
  for (const { serial, difficult, identities = difficult ? ['difficult'] : [] } of members)
    await enrolMember(
      { tables, cipher: memoryFieldCipher(), index: memoryBlindIndex },
      {
        identityNumber: identityNumberOf(serial),
        name: '样例甲',
        facts: {
          birthDate: localDate('1960-01-01'),
          sex: 'male',
          insurance: 'resident',
          identities: identities.map((kind) => ({ kind, from: localDate('2020-01-01') })),
          enrolments: [{ from: localDate('2025-01-01'), to: localDate('2026-12-31') }],
        },
        sample: true,
      },
    );
};

/** 1 − 0.1 − 0.05 of the total is eligible; basic insurance pays `basicFen`; the rest is cash. */
export const sentSettlement = (wish: {
  readonly settlementId: string;
  readonly serial: number;
  readonly totalFen: Fen;
  readonly basicFen: Fen;
  readonly endedOn?: string;
  readonly mainDiagnosis?: string;
}) => {
  const { totalFen, basicFen, endedOn = '2026-10-19' } = wish;
  const yuan = (value: number): string => {
    const digits = String(value).padStart(3, '0');
    return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
  };
  return {
    settlementId: wish.settlementId,
    settledAt: `${endedOn} 10:30:00`,
    insured: { identityNumber: identityNumberOf(wish.serial), name: '样例甲' },
    insurance: '390',
    medicalType: '21',
    beganOn: '2026-10-01',
    endedOn,
    mainDiagnosis: wish.mainDiagnosis ?? 'J18.900',
    amounts: {
      total: printYuan(totalFen),
      selfFunded: '0.00',
      firstSelfPaid: '0.00',
      eligible: printYuan(totalFen),
      deductible: '400.00',
      basic: printYuan(basicFen),
      civilServant: '0.00',
      enterprise: '0.00',
      criticalIllness: '0.00',
      largeSum: '0.00',
      assistance: '0.00',
      other: '0.00',
      cash: yuan(totalFen - basicFen),
      fundPaid: printYuan(basicFen),
    },
  };
};
