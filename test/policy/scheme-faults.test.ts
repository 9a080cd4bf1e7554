import { publishedDocuments, publishedSchemeBook } from '@erbao/benefit-policy/published-schemes';
import { findSchemeFaults, openSchemeBook } from '@erbao/benefit-policy/scheme-book';
import { localDate } from '@erbao/kernel/dates';
import { describe, expect, it } from 'vitest';

const clause = { c: { place: '一', text: '条款' } };
const benefit = { id: 'inpatient', title: '住院', payer: '基金', counted: 'year' };
const pay = { step: 'benefit', benefit: 'inpatient', base: 'total - paid', ratio: '50%', clauses: ['c'] };
const enrolledOnly = { step: 'check', that: 'enrolled', otherwise: 'refuse not-enrolled', clauses: ['c'] };

const scheme = (changes: Readonly<Record<string, unknown>> = {}): unknown => ({
  format: 1,
  scheme: 'test-2020',
  title: '试验方案',
  version: '2020-01-01',
  source: { document: 'test.txt', title: '试验' },
  objection: '可提出异议。',
  clauses: clause,
  settings: [],
  words: {},
  benefits: [benefit],
  steps: [enrolledOnly, pay],
  ...changes,
});

const faultsOf = (changes: Readonly<Record<string, unknown>>): readonly string[] =>
  findSchemeFaults([scheme(changes)]);

const check = (that: string): Readonly<Record<string, unknown>> => ({
  steps: [{ ...enrolledOnly, that }, pay],
});
const paying = (changes: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  steps: [{ ...pay, ...changes }],
});
const ceiling = (changes: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  ceilings: [
    { id: 'a', title: '限额', limit: '100 yuan', benefits: ['inpatient'], clauses: ['c'], ...changes },
  ],
});

describe('a scheme file without faults', () => {
  it('is opened', () => {
    expect(faultsOf({})).toEqual([]);
    const book = openSchemeBook([scheme()]);
    expect(book.schemeFor('test-2020', localDate('2020-01-01')).found).toBe(true);
  });
});

const FILE = 'test-2020/2020-01-01.json: ';
const faults: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[] = [
  ['an unknown field', { colour: 'red' }, 'colour: unknown word "colour"'],
  ['another format', { format: 2 }, 'format: 1 is expected'],
  ['no title', { title: undefined }, 'title: is missing'],
  ['a day that is none', { validTo: '2020-02-30' }, 'validTo: is not a day, as in 2018-01-01'],
  ['an end before the beginning', { validTo: '2019-12-31' }, 'validTo: lies before the version'],
  [
    'a year start that is none',
    { yearStartsOn: '13-01' },
    'yearStartsOn: is not a day of every year, as in 03-18',
  ],
  ['an unknown kind of step', { steps: [{ step: 'jump' }] }, 'steps[0].step: unknown word "jump"'],
  ['an unknown amount', paying({ base: 'totl - paid' }), 'steps[0].base: unknown word "totl"'],
  ['an unknown benefit', paying({ benefit: 'dental' }), 'steps[0].benefit: unknown benefit "dental"'],
  ['a number without its unit', paying({ base: 'total - 500' }), 'steps[0].base: "500" has no unit'],
  [
    'a ratio without its unit',
    paying({ ratio: '0.5' }),
    'steps[0].ratio: "0.5" is not a ratio with its unit',
  ],
  ['a ratio above 1', paying({ ratio: '100.01%' }), 'steps[0].ratio: "100.01%" is not a ratio'],
  ['a ratio as a number', paying({ ratio: 0.5 }), 'steps[0].ratio: a text of at most'],
  ['an unknown field of a step', paying({ ceilings: [] }), 'steps[0].ceilings: unknown word "ceilings"'],
  ['a clause that is not quoted', paying({ clauses: ['d'] }), 'steps[0].clauses[0]: clause "d" is not among'],
  ['no clause', paying({ clauses: [] }), 'steps[0].clauses: at least one clause is expected'],
  ['a formula left open', paying({ base: 'max(0, total' }), 'steps[0].base: ")" expected before'],
  ['a formula with an ending', paying({ base: 'total paid' }), 'steps[0].base: unexpected "paid"'],
  ['a character of no word', paying({ base: 'total * 2' }), 'steps[0].base: cannot be read from character'],
  ['a formula nested without end', paying({ base: '('.repeat(30) }), 'steps[0].base: nested too deeply'],
  ['an unknown kind of bill', check('kind is dental'), 'steps[0].that: unknown value of kind "dental"'],
  ['an undeclared identity', check('identity(poor)'), 'steps[0].that: unknown identity "poor"'],
  ['an undeclared flag', check('flag(red)'), 'steps[0].that: unknown flag "red"'],
  ['an undeclared disease', check('disease is gout'), 'steps[0].that: unknown value of disease "gout"'],
  ['a code that is no ICD-10 code', check('main-diagnosis(C9)'), 'steps[0].that: unknown ICD-10 code "C9"'],
  ['an ICD-10 range backwards', check('any-diagnosis(C97-C00)'), 'steps[0].that: unknown ICD-10 code'],
  ['an unknown staging system', check('stage(rai) is A'), 'steps[0].that: unknown staging system "rai"'],
  ['a test without its sign', check('total paid'), 'steps[0].that: <, <=, > or >= expected before "paid"'],
  ['an age without a number', check('age-at-treatment >= old'), 'steps[0].that: a whole number up to 150'],
  [
    'an unknown reason',
    { steps: [{ ...enrolledOnly, otherwise: 'refuse bad-luck' }] },
    'steps[0].otherwise: unknown reason',
  ],
  [
    'an unknown verb',
    { steps: [{ ...enrolledOnly, otherwise: 'deny not-enrolled' }] },
    'steps[0].otherwise: "refuse',
  ],
  [
    'an unknown alert',
    { steps: [{ step: 'alert', code: 'x', when: 'always', clauses: ['c'] }] },
    'steps[0].code: unknown alert',
  ],
  [
    'an unknown total',
    { steps: [{ step: 'accumulate', total: 'x', add: 'total', clauses: ['c'] }] },
    'steps[0].total: unknown total',
  ],
  [
    'a name given twice',
    { steps: [1, 2].map(() => ({ step: 'amount', name: 'n', is: 'total', clauses: ['c'] })) },
    'steps[1].name: the name "n" is given twice',
  ],
  [
    'a lump sum without its unit',
    { steps: [{ step: 'lump-sum', benefit: 'inpatient', sum: '2000', clauses: ['c'] }] },
    'steps[0].sum: "2000" is not a sum with its unit',
  ],
  [
    'a limit without its unit',
    ceiling({ limit: '100' }),
    'ceilings[0].limit: "100" is not a sum with its unit',
  ],
  [
    'a ceiling over an unknown benefit',
    ceiling({ benefits: ['dental'] }),
    'ceilings[0].benefits[0]: unknown benefit',
  ],
  [
    'a limit by an undeclared parameter',
    ceiling({ limit: 'parameter a.b' }),
    'ceilings[0].limit: "a.b" is not a declared parameter',
  ],
  [
    'a ceiling over a benefit that nobody counts',
    { ...ceiling({}), benefits: [{ ...benefit, counted: undefined }] },
    'ceilings[0].benefits[0]: benefit "inpatient" is not counted',
  ],
  ['an id given twice', { benefits: [benefit, benefit] }, 'benefits: an id is given twice'],
  [
    'an unknown window',
    { benefits: [{ ...benefit, counted: 'week' }] },
    'benefits[0].counted: unknown word "week"',
  ],
  [
    'a setting that no step follows',
    { settings: [{ id: 's', value: 'v', decidedOn: '2020-01-01', reason: 'r' }] },
    'settings[0].id: no step is decided by "s"',
  ],
  [
    'a setting that is not declared',
    paying({ decided: ['s'] }),
    'steps[0].decided[0]: setting "s" is not among',
  ],
  [
    'an undeclared parameter',
    paying({ ratio: 'parameter.a' }),
    'steps[0].ratio: unknown parameter "parameter.a"',
  ],
];

describe('the published files', () => {
  it('have no fault, each alone and all together', () => {
    expect(findSchemeFaults(publishedDocuments)).toEqual([]);
    expect(publishedSchemeBook().schemes.map((one) => one.schemeId)).toEqual(
      openSchemeBook(publishedDocuments).schemes.map((one) => one.schemeId),
    );
  });
});

describe('a faulty scheme file is refused with its file and path', () => {
  it.each(faults)('%s', (_name, changes, expected) => {
    const found = faultsOf(changes);
    expect(found.some((sentence) => sentence.startsWith(FILE + expected))).toBe(true);
    expect(() => openSchemeBook([scheme(changes)])).toThrow('InvalidInput: scheme-invalid');
  });

  it.each([[null], [[]], ['text'], [{}]])('%j is no scheme file', (document) => {
    expect(findSchemeFaults([document])[0]).toMatch(/^document 1: /);
  });
});

describe('versions', () => {
  const second = (changes: Readonly<Record<string, unknown>>): unknown =>
    scheme({ version: '2021-01-01', ...changes });

  it('two versions may not hold on the same day', () => {
    expect(findSchemeFaults([scheme({ validTo: '2021-01-01' }), second({})])).toEqual([
      'test-2020/2021-01-01.json: version: overlaps the version 2020-01-01, valid to 2021-01-01',
    ]);
    expect(findSchemeFaults([scheme(), scheme()])).toEqual([`${FILE}version: this version is given twice`]);
    expect(findSchemeFaults([second({}), scheme({ validTo: '2020-12-31' })])).toEqual([]);
  });

  it('the version that holds on the day is found; before, between and after there is none', () => {
    const book = openSchemeBook([second({ validTo: '2021-12-31' }), scheme({ validTo: '2020-06-30' })]);
    const on = (day: string): string => {
      const found = book.schemeFor('test-2020', localDate(day));
      return found.found ? found.scheme.version : found.reason;
    };
    expect(['2019-12-31', '2020-01-01', '2020-06-30', '2020-07-01'].map(on)).toEqual([
      ...['scheme-not-yet-valid', '2020-01-01', '2020-01-01', 'scheme-no-longer-valid'],
    ]);
    expect(['2020-12-31', '2021-01-01', '2021-12-31', '2022-01-01'].map(on)).toEqual([
      ...['scheme-no-longer-valid', '2021-01-01', '2021-01-01', 'scheme-no-longer-valid'],
    ]);
  });

  it('an open version ends where the next begins', () => {
    const book = openSchemeBook([scheme(), second({})]);
    const found = book.schemeFor('test-2020', localDate('2020-12-31'));
    expect(found.found && found.scheme.version).toBe('2020-01-01');
  });
});
