import { applyMovements, decideBills, type DecidedBill } from '@erbao/benefit-policy/decide-bills';
import type { UsedCeilings } from '@erbao/benefit-policy/engine';
import type { BillFacts, MemberFacts } from '@erbao/benefit-policy/facts';
import { publishedSchemeBook } from '@erbao/benefit-policy/published-schemes';
import type { Decision } from '@erbao/kernel/decision';
import { canonicalJson } from '@erbao/kernel/ids';
import { type Fen, fen, negateFen } from '@erbao/kernel/money';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PARAMETERS, someBill, someMember } from './arbitrary-facts.ts';

const book = publishedSchemeBook();
const SCHEMES = book.schemes.map((scheme) => scheme.schemeId);
const LUMP_SUM = 'condolence';
const RUNS = 300;

const decide = (scheme: string, member: MemberFacts, bills: readonly BillFacts[]): readonly DecidedBill[] =>
  decideBills(book, scheme, member, bills, PARAMETERS);

const benefitsOf = (decision: Decision | undefined): Readonly<Record<string, Fen>> =>
  decision?.outcome === 'granted' ? decision.benefits : {};
const indemnityOf = (decision: Decision | undefined): number => {
  const benefits = Object.entries(benefitsOf(decision)).filter(([id]) => id !== LUMP_SUM);
  return benefits.reduce((sum, [, amount]) => sum + amount, 0);
};
const paidOf = ({ amounts }: BillFacts): number =>
  (amounts.basic ?? 0) + (amounts.criticalIllness ?? 0) + (amounts.assistance ?? 0) + (amounts.other ?? 0);

const someBills = fc.array(someBill, { minLength: 1, maxLength: 8 });
const usedAfter = (decided: readonly DecidedBill[]): UsedCeilings =>
  decided.reduce<UsedCeilings>((used, one) => applyMovements(used, one.adjudged.movements), {});

/** The limits of the documents in fen, written here again so that a slip in a scheme file is noticed. */
const LIMITS: readonly (readonly [string, readonly string[], number])[] = [
  ['nansha-2018', ['inpatient'], 10_000_000],
  ['nansha-2018', ['cancer'], 3_000_000],
  ['nansha-2018', ['inpatient', 'cancer'], 13_000_000],
  ['nansha-2018', ['chronic'], 10_000],
  ['nansha-2018', ['condolence'], 200_000],
  ['wanqingsha-2013', ['inpatient'], 3_000_000],
  ['wanqingsha-2013', ['condolence'], 200_000],
  ['huangge-2009', ['inpatient'], 8_000_000],
  ['anshun-2019', ['medicalAssistance'], 5_000_000],
  ['zhanjiang-2018', ['medicalAssistance', 'secondaryAssistance'], 8_000_000],
  ['guangdong-2017', ['medicalAssistance', 'secondaryAssistance'], 8_000_000],
];

const highestIn = (used: UsedCeilings, benefits: readonly string[]): number => {
  const byWindow = new Map<string, number>();
  for (const [key, amount] of Object.entries(used)) {
    const [benefit = '', ...window] = key.split('/');
    if (benefits.includes(benefit))
      byWindow.set(window.join('/'), (byWindow.get(window.join('/')) ?? 0) + amount);
  }
  return Math.max(0, ...byWindow.values());
};

describe.each(SCHEMES)('guard rails of %s', (scheme) => {
  it('no benefit is negative or 0, and a total is the sum of its benefits', () => {
    fc.assert(
      fc.property(someMember, someBills, (member, bills) => {
        for (const { adjudged } of decide(scheme, member, bills)) {
          const benefits = Object.values(benefitsOf(adjudged.decision));
          expect(benefits.every((amount) => Number.isSafeInteger(amount) && amount > 0)).toBe(true);
          if (adjudged.decision.outcome === 'granted')
            expect(adjudged.decision.totalFen).toBe(benefits.reduce((sum, amount) => sum + amount, 0));
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('never above the invoice, lump sums excepted', () => {
    fc.assert(
      fc.property(someMember, someBills, (member, bills) => {
        for (const { bill, adjudged } of decide(scheme, member, bills)) {
          const granted = indemnityOf(adjudged.decision);
          if (granted > 0) expect(granted + paidOf(bill)).toBeLessThanOrEqual(bill.amounts.total ?? 0);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('ceilings hold in any order of settlement', () => {
    const shuffled = someBills.chain((bills) => fc.shuffledSubarray(bills, { minLength: bills.length }));
    fc.assert(
      fc.property(someMember, shuffled, (member, bills) => {
        const used = usedAfter(decide(scheme, member, bills));
        for (const [id, benefits, limit] of LIMITS)
          if (id === scheme) expect(highestIn(used, benefits)).toBeLessThanOrEqual(limit);
      }),
      { numRuns: RUNS },
    );
  });

  it('the same inputs give the same fen', () => {
    fc.assert(
      fc.property(someMember, someBills, (member, bills) => {
        const again = structuredClone({ member, bills });
        const first = decide(scheme, member, bills).map((one) => one.adjudged);
        const second = decide(scheme, again.member, again.bills).map((one) => one.adjudged);
        expect(canonicalJson(second)).toBe(canonicalJson(first));
      }),
      { numRuns: 100 },
    );
  });

  it('a refused or referred bill moves nothing, and reversing all movements restores every running sum', () => {
    fc.assert(
      fc.property(someMember, someBills, (member, bills) => {
        const decided = decide(scheme, member, bills);
        for (const { adjudged } of decided)
          if (adjudged.decision.outcome === 'refused' || adjudged.decision.outcome === 'referred')
            expect(adjudged.movements).toEqual([]);
        const reversals = decided.flatMap(({ adjudged }) =>
          adjudged.movements.map(({ key, deltaFen }) => ({ key, deltaFen: negateFen(deltaFen) })),
        );
        const restored = applyMovements(usedAfter(decided), reversals);
        expect(Object.values(restored).every((amount) => amount === 0)).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });
});

const raise = (
  bill: BillFacts,
  name: 'basic' | 'criticalIllness' | 'assistance' | 'other',
  by: number,
): BillFacts => ({
  ...bill,
  amounts: { ...bill.amounts, [name]: fen((bill.amounts[name] ?? 0) + by) },
});

describe.each(SCHEMES)('a higher earlier reimbursement under %s', (scheme) => {
  const earlier = fc.constantFrom(
    'basic' as const,
    'criticalIllness' as const,
    'assistance' as const,
    'other' as const,
  );
  it('never raises what the scheme indemnifies on that bill', () => {
    fc.assert(
      fc.property(
        someMember,
        someBill,
        earlier,
        fc.integer({ min: 1, max: 500_000 }),
        (member, bill, name, by) => {
          const before = decide(scheme, member, [bill])[0]?.adjudged.decision;
          const after = decide(scheme, member, [raise(bill, name, by)])[0]?.adjudged.decision;
          // a bill that was refused may become possible, e.g. nothing else: only decided bills are compared
          if (before?.outcome === 'refused' || before?.outcome === 'referred') return;
          expect(indemnityOf(after)).toBeLessThanOrEqual(indemnityOf(before));
        },
      ),
      { numRuns: RUNS },
    );
  });
});

const half = (bill: BillFacts, first: boolean, cut: number): BillFacts => {
  const part = (amount: Fen | undefined): Fen => {
    const head = fen(Math.floor(((amount ?? 0) * cut) / 1000));
    return first ? head : fen((amount ?? 0) - head);
  };
  const { amounts } = bill;
  return {
    ...bill,
    amounts: {
      total: part(amounts.total),
      eligible: part(amounts.eligible),
      deductible: part(amounts.deductible),
      basic: part(amounts.basic),
      criticalIllness: part(amounts.criticalIllness),
      assistance: part(amounts.assistance),
      other: part(amounts.other),
      excluded: part(amounts.excluded),
      drug: part(amounts.drug),
      veterans: part(amounts.veterans),
    },
  };
};

/** Below every ceiling of the five schemes without tiers. */
const isSmall = (bill: BillFacts): boolean =>
  (bill.amounts.total ?? 0) <= 20_000 && bill.kind !== 'chronic-outpatient';

describe.each(['nansha-2018', 'wanqingsha-2013', 'huangge-2009', 'jingjiang-2019', 'anshun-2019'])(
  'splitting a bill in two under %s',
  (scheme) => {
    it('pays at most a fen for each rounding more than the whole', () => {
      fc.assert(
        fc.property(someMember, someBill, fc.integer({ min: 0, max: 1000 }), (member, bill, cut) => {
          fc.pre(isSmall(bill));
          const parts = [half(bill, true, cut), half(bill, false, cut)];
          const whole = decide(scheme, member, [bill])[0]?.adjudged.decision;
          if (whole?.outcome === 'refused' || whole?.outcome === 'referred') return;
          // a part whose own amounts contradict each other after cutting is refused and pays nothing
          const split = decide(scheme, member, parts).map((one) => indemnityOf(one.adjudged.decision));
          const more = split.reduce((sum, amount) => sum + amount, 0) - indemnityOf(whole);
          expect(more).toBeLessThanOrEqual(MOST_ROUNDINGS);
        }),
        { numRuns: 500 },
      );
    });
  },
);

/** Two bills, and at most two rounded benefits on each. */
const MOST_ROUNDINGS = 4;

describe('the random facts', () => {
  it('reach every benefit and outcome of every scheme, so that no property holds of nothing', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(someMember, someBills, (member, bills) => {
        for (const scheme of SCHEMES)
          for (const { adjudged } of decide(scheme, member, bills)) {
            seen.add(`${scheme}:${adjudged.decision.outcome}`);
            for (const benefit of Object.keys(benefitsOf(adjudged.decision)))
              seen.add(`${scheme}:${benefit}`);
          }
      }),
      { numRuns: 500, seed: 7 },
    );
    const wanted = book.schemes.flatMap((scheme) => [
      ...['granted', 'nothing', 'refused'].map((outcome) => `${scheme.schemeId}:${outcome}`),
      ...scheme.benefits.map((benefit) => `${scheme.schemeId}:${benefit.id}`),
    ]);
    expect(wanted.filter((word) => !seen.has(word))).toEqual([]);
  });
});
