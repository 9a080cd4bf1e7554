import { decideBills } from '@erbao/benefit-policy/decide-bills';
import type { CompiledScheme } from '@erbao/benefit-policy/engine';
import { publishedSchemeBook } from '@erbao/benefit-policy/published-schemes';
import { openSchemeBook } from '@erbao/benefit-policy/scheme-book';
import { WhatIf } from '@erbao/benefit-policy/what-if';
import { comparisonCsv, comparisonPicture, membersCsv } from '@erbao/benefit-policy/what-if-picture';
import { localDate } from '@erbao/kernel/dates';
import { describe, expect, it } from 'vitest';
import { drawMember } from '../../packages/benefit-policy/cli/draw-year.ts';
import { readPackageFile } from './published-files.ts';

const DAY = localDate('2018-05-01');
const compiled = (text: string): CompiledScheme => {
  const document: unknown = JSON.parse(text);
  const found = openSchemeBook([document]).schemeFor('nansha-2018', DAY);
  if (!found.found) throw new Error('the scheme holds on that day');
  return found.scheme;
};
const published = readPackageFile('schemes/nansha-2018/2018-01-01.json');
const base = compiled(published);
const change = compiled(published.replace('"25%"', '"35%"').replace('"30000 yuan"', '"1000 yuan"'));
const drawn = Array.from({ length: 400 }, (_unused, index) => drawMember(3, index, 'district'));

const compare = (): WhatIf => {
  const whatIf = new WhatIf(base, change, 5);
  drawn.forEach(({ member, bills }, index) => whatIf.add(`样例${index}`, member, bills));
  return whatIf;
};
const result = compare().result();

const totalUnder = (text: string): number => {
  const book = openSchemeBook([JSON.parse(text)]);
  const decided = drawn.flatMap(({ member, bills }) => decideBills(book, 'nansha-2018', member, bills));
  return decided.reduce(
    (sum, { adjudged }) => sum + (adjudged.decision.outcome === 'granted' ? adjudged.decision.totalFen : 0),
    0,
  );
};

describe('a what-if', () => {
  it('adds up to what the interpreter decides bill by bill', () => {
    expect(result.baseFen).toBe(totalUnder(published));
    expect(result.bills).toBe(drawn.reduce((sum, one) => sum + one.bills.length, 0));
  });

  it.each(['benefit', 'hospital', 'identity', 'outcome'] as const)(
    'by %s adds up to the total',
    (dimension) => {
      const rows = result.rows.filter((row) => row.dimension === dimension);
      expect(rows.reduce((sum, row) => sum + row.baseFen, 0)).toBe(result.baseFen);
      expect(rows.reduce((sum, row) => sum + row.changeFen, 0)).toBe(result.changeFen);
    },
  );

  it('counts every bill once by outcome', () => {
    const rows = result.rows.filter((row) => row.dimension === 'outcome');
    expect(rows.reduce((sum, row) => sum + row.baseBills, 0)).toBe(result.bills);
    expect(rows.reduce((sum, row) => sum + row.changeBills, 0)).toBe(result.bills);
  });

  it('names those who gain and lose most, the greatest first', () => {
    const gains = result.gainMost.map((one) => one.changeFen - one.baseFen);
    const losses = result.loseMost.map((one) => one.baseFen - one.changeFen);
    expect(gains).toHaveLength(5);
    expect(losses.length).toBeGreaterThan(0);
    for (const sizes of [gains, losses]) {
      expect([...sizes].sort((a, b) => b - a)).toEqual(sizes);
      expect(sizes.every((size) => size > 0)).toBe(true);
    }
  });

  it('is the same each time', () => {
    expect(compare().result()).toEqual(result);
  });

  it('is written as CSV with a byte order mark and as a picture with Chinese names', () => {
    const schemes = [base.scheme, change.scheme];
    const csv = comparisonCsv(result, schemes);
    expect(csv.startsWith('\uFEFF维度,项目,代码')).toBe(true);
    expect(csv).toMatch(/待遇,住院、门特二次报销,inpatient/);
    expect(csv.trimEnd().split('\r\n')).toHaveLength(result.rows.length + 2);
    expect(membersCsv(result).split('\r\n')).toHaveLength(
      result.gainMost.length + result.loseMost.length + 2,
    );
    const picture = comparisonPicture(result, schemes, '现行 & 变更 <试>');
    expect(picture).toMatch(/^<svg [^]*<\/svg>$/);
    expect(picture).toMatch(/现行 &amp; 变更 &lt;试&gt;/);
    expect(picture).toMatch(/区内三级/);
  });

  it('finds no difference between a scheme and itself', () => {
    const same = new WhatIf(base, base);
    for (const { member, bills } of drawn.slice(0, 50)) same.add('x', member, bills);
    const { gaining, losing, baseFen, changeFen } = same.result();
    expect([gaining, losing, changeFen - baseFen]).toEqual([0, 0, 0]);
  });
});

describe('the published book', () => {
  it('is opened once', () => {
    expect(publishedSchemeBook()).toBe(publishedSchemeBook());
  });
});
