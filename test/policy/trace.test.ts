import { applyMovements, decideBills } from '@erbao/benefit-policy/decide-bills';
import { decideWithTrace, yearKey } from '@erbao/benefit-policy/engine';
import type { BillFacts, MemberFacts } from '@erbao/benefit-policy/facts';
import { openSchemeBook } from '@erbao/benefit-policy/scheme-book';
import { type LocalDate, localDate } from '@erbao/kernel/dates';
import { fen } from '@erbao/kernel/money';
import { describe, expect, it } from 'vitest';
import {
  amountsArePossible,
  hasDiagnosisIn,
  hasFlag,
  hasHivMark,
  isConfirmedWhileEnrolled,
  isRegistered,
  monthNumber,
  staysAcrossYears,
  yearOf,
} from '../../packages/benefit-policy/src/questions.ts';

const day = (text: string): LocalDate => localDate(text);
const member: MemberFacts = {
  birthDate: day('1965-03-02'),
  sex: 'male',
  insurance: 'resident',
  identities: [{ kind: 'poor', from: day('2020-01-01') }],
  enrolments: [{ from: day('2020-01-01'), to: day('2020-12-31') }],
};
const bill: BillFacts = {
  kind: 'inpatient',
  facility: { level: 1, area: 'inside', designated: true },
  admittedOn: day('2020-05-01'),
  dischargedOn: day('2020-05-10'),
  amounts: { total: fen(1000), basic: fen(400) },
};

/** A small scheme with one of everything that a trace tells. */
const scheme = {
  format: 1,
  scheme: 'test-2020',
  title: '试验方案',
  version: '2020-01-01',
  source: { document: 'test.txt', title: '试验' },
  objection: '可提出异议。',
  clauses: { c: { place: '一', text: '条款' }, d: { place: '二', text: '条款' } },
  settings: [],
  words: { identities: { poor: '困难' } },
  parameters: { tiers: { unit: 'tiers', title: '分段' } },
  benefits: [
    { id: 'gift', title: '慰问', payer: '基金', counted: 'life', lumpSum: true },
    { id: 'care', title: '救助', payer: '基金', counted: 'year' },
    { id: 'extra', title: '补助', payer: '基金' },
    { id: 'tiered', title: '分段', payer: '基金', counted: 'year' },
  ],
  ceilings: [{ id: 'care-year', title: '限额', limit: '3 yuan', benefits: ['care'], clauses: ['c'] }],
  steps: [
    { step: 'lump-sum', benefit: 'gift', sum: '5 yuan', clauses: ['c'] },
    {
      step: 'benefit',
      benefit: 'care',
      base: 'total - paid',
      highest: [
        { when: 'always', ratio: '10%', clauses: ['c'] },
        { when: 'identity(poor)', ratio: '50%', clauses: ['d'] },
        { when: 'identity(poor)', ratio: '30%' },
      ],
      clauses: ['c'],
    },
    { step: 'benefit', benefit: 'extra', base: 'total', ratio: '100%', clauses: ['c'] },
    {
      step: 'benefit',
      benefit: 'tiered',
      base: 'total',
      tiers: { parameter: 'tiers' },
      already: 'granted.extra',
      clauses: ['c'],
    },
  ],
};
const book = openSchemeBook([scheme]);
const PARAMETERS = {
  tiers: [
    { upTo: '4.00', ratio: '0.50' },
    { upTo: null, ratio: '1' },
  ],
};
const found = book.schemeFor('test-2020', day('2020-05-10'), PARAMETERS);
if (!found.found) throw new Error('the test scheme is open');
const compiled = found.scheme;

const entriesOf = (bills: BillFacts, used: Readonly<Record<string, number>> = {}): readonly unknown[] => {
  const sums = Object.fromEntries(Object.entries(used).map(([key, sum]) => [key, fen(sum)]));
  return decideWithTrace(compiled, { member, bill: bills }, sums).trace;
};
const HALF = { num: 1, den: 2 };
const ONE = { num: 1, den: 1 };

describe('the trace of a benefit', () => {
  it('tells base, ratio, rounding, room, ceilings and nothing that did not limit', () => {
    expect(entriesOf(bill)).toEqual([
      {
        step: 'benefit',
        path: 'steps[0]',
        clauses: ['c'],
        benefit: 'gift',
        baseFen: 500,
        ratio: ONE,
        roundedFen: 500,
        alreadyFen: 0,
        ceilings: [],
        grantedFen: 500,
      },
      {
        step: 'benefit',
        path: 'steps[1]',
        clauses: ['d', 'c'],
        benefit: 'care',
        baseFen: 600,
        ratio: HALF,
        roundedFen: 300,
        alreadyFen: 0,
        roomFen: 600,
        ceilings: [{ ceiling: 'care-year', limitFen: 300, usedFen: 0, leftFen: 300 }],
        grantedFen: 300,
      },
      {
        step: 'benefit',
        path: 'steps[2]',
        clauses: ['c'],
        benefit: 'extra',
        baseFen: 1000,
        ratio: ONE,
        roundedFen: 1000,
        alreadyFen: 0,
        roomFen: 300,
        ceilings: [],
        grantedFen: 300,
        limitedBy: 'room',
      },
      {
        step: 'benefit',
        path: 'steps[3]',
        clauses: ['c'],
        benefit: 'tiered',
        baseFen: 1000,
        tiers: [
          { partFen: 400, ratio: HALF },
          { partFen: 600, ratio: ONE },
        ],
        roundedFen: 800,
        alreadyFen: 300,
        roomFen: 0,
        ceilings: [],
        grantedFen: 0,
        limitedBy: 'room',
      },
    ]);
  });

  it('names the lump sum already paid and the ceiling that is used up', () => {
    const trace = entriesOf(bill, { 'gift/life': 1, 'care/2020': 299 });
    expect(trace[0]).toMatchObject({ grantedFen: 0, limitedBy: 'once' });
    expect(trace[1]).toMatchObject({
      grantedFen: 1,
      limitedBy: 'care-year',
      ceilings: [{ ceiling: 'care-year', limitFen: 300, usedFen: 299, leftFen: 1 }],
    });
    expect(entriesOf(bill, { 'care/2020': 400 })[1]).toMatchObject({ grantedFen: 0 });
  });

  it('what is due exactly as the room leaves is not limited by it', () => {
    const exact = { ...bill, amounts: { total: fen(300), basic: fen(0) } };
    expect(entriesOf(exact)[2]).toMatchObject({ roomFen: 150, grantedFen: 150, limitedBy: 'room' });
    const free = { ...bill, amounts: { total: fen(0) } };
    expect(entriesOf(free)[2]).toEqual(expect.objectContaining({ roomFen: 0, grantedFen: 0 }));
    expect(entriesOf(free)[2]).not.toHaveProperty('limitedBy');
  });

  it('a benefit that nobody counts moves no running sum', () => {
    const { movements } = compiled.decide({ member, bill }, {});
    expect(movements).toEqual([
      { key: 'gift/life', deltaFen: 500 },
      { key: 'care/2020', deltaFen: 300 },
    ]);
    expect(compiled.counterKeys(bill)).toEqual(['gift/life', 'care/2020', 'tiered/2020']);
  });
});

describe('a bill without its date', () => {
  const dateless: BillFacts = { ...bill, dischargedOn: undefined };
  it('is refused, moves nothing and reads no running sum', () => {
    const refused = { decision: { outcome: 'refused', reason: 'date-missing' }, movements: [] };
    expect(compiled.decide({ member, bill: dateless }, {})).toEqual(refused);
    expect(compiled.counterKeys(dateless)).toEqual([]);
    const [decided] = decideBills(book, 'test-2020', member, [dateless], PARAMETERS);
    expect(decided).toMatchObject({ adjudged: refused, problems: [] });
  });

  it('a bill of an unknown scheme is refused the same way, and the next one is decided', () => {
    const [first, second] = decideBills(book, 'test-2020', member, [dateless, bill], PARAMETERS);
    expect(first?.scheme).toBeUndefined();
    expect(second).toMatchObject({ usedBefore: {}, problems: [] });
    expect(applyMovements({}, [])).toEqual({});
    const [unknown] = decideBills(book, 'nowhere', member, [bill]);
    expect(unknown?.adjudged).toEqual({
      decision: { outcome: 'refused', reason: 'scheme-unknown' },
      movements: [],
    });
  });
});

describe('years and months', () => {
  it.each([
    ['2018-03-17', '03-18', '2017-03-18'],
    ['2018-03-18', '03-18', '2018-03-18'],
    ['2018-12-31', '03-18', '2018-03-18'],
    ['0001-01-01', '03-18', '0000-03-18'],
    ['2018-01-01', '01-01', '2018'],
  ])('%s in a year from %s is %s', (on, start, expected) => {
    expect(yearKey(day(on), start)).toBe(expected);
  });

  it('are read from the digits', () => {
    expect([yearOf('2018-12-31'), yearOf('1965-03-02'), yearOf('0001-01-01')]).toEqual([2018, 1965, 1]);
    expect(monthNumber('2018-01-31')).toBe(2018 * 12 + 1);
    expect(monthNumber('2018-12-01') - monthNumber('2017-11-30')).toBe(13);
  });
});

describe('questions about the facts', () => {
  it('a stay crosses years only as a stay with both days', () => {
    const crossing: BillFacts = { ...bill, admittedOn: day('2019-12-31') };
    expect(staysAcrossYears(crossing)).toBe(true);
    expect(staysAcrossYears(bill)).toBe(false);
    expect(staysAcrossYears({ ...crossing, kind: 'outpatient' })).toBe(false);
    expect(staysAcrossYears({ ...crossing, admittedOn: undefined })).toBe(false);
    expect(staysAcrossYears({ ...crossing, dischargedOn: undefined })).toBe(false);
  });

  it('amounts at the bound are possible, one fen beyond or below 0 are not', () => {
    const possible = (total: number): boolean =>
      amountsArePossible({ ...bill, amounts: { total: fen(total) } });
    expect([0, 1_000_000_000_000_000, 1_000_000_000_000_001, -1].map(possible)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(amountsArePossible({ ...bill, amounts: {} })).toBe(true);
  });

  it('one flag among several is enough', () => {
    const flagged = { ...bill, flags: ['accident', 'nuclear'] };
    expect(hasFlag(flagged, ['nuclear'])).toBe(true);
    expect(hasFlag(flagged, ['maternity'])).toBe(false);
    expect(hasFlag(bill, ['nuclear'])).toBe(false);
  });

  it('without diagnoses there is no mark, no code and no confirmation', () => {
    expect([hasHivMark(bill), hasDiagnosisIn(bill, [{ from: 0, to: 99_999 }])]).toEqual([false, false]);
    expect(isConfirmedWhileEnrolled(member, bill)).toBe(false);
    const undated = { ...bill, diagnoses: [{ code: 'C16', main: true }] };
    expect(isConfirmedWhileEnrolled(member, undated)).toBe(false);
  });

  it('registrations of one day count in the order of the list', () => {
    const on = day('2020-05-10');
    const registered = (diseases: readonly string[], asked: string, first = 3): boolean => {
      const chronic = diseases.map((disease) => ({ disease, registeredOn: day('2020-04-30') }));
      return isRegistered({ ...member, chronic }, { ...bill, disease: asked }, first, on);
    };
    expect(registered(['a', 'b', 'c', 'd'], 'c')).toBe(true);
    expect(registered(['a', 'b', 'c', 'd'], 'd')).toBe(false);
    expect(registered(['a', 'b', 'c'], 'c')).toBe(true);
    expect(registered([], 'a')).toBe(false);
    expect(isRegistered(member, { ...bill, disease: 'a' }, 3, on)).toBe(false);
    const unordered = [
      { disease: 'late', registeredOn: day('2020-04-03') },
      { disease: 'early', registeredOn: day('2020-04-01') },
      { disease: 'middle', registeredOn: day('2020-04-02') },
    ];
    const among = (asked: string): boolean =>
      isRegistered({ ...member, chronic: unordered }, { ...bill, disease: asked }, 2, on);
    expect(['early', 'middle', 'late'].map(among)).toEqual([true, true, false]);
  });
});
