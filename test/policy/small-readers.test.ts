import { fen } from '@erbao/kernel/money';
import { describe, expect, it } from 'vitest';
import { percent } from '../../packages/benefit-policy/src/chinese-words.ts';
import { isAboveShare } from '../../packages/benefit-policy/src/formula/evaluate.ts';
import { categoryOf, inRange, readCodeRange } from '../../packages/benefit-policy/src/icd.ts';
import { permilleOf } from '../../packages/benefit-policy/src/fund-forecast.ts';
import { readStage } from '../../packages/benefit-policy/src/stages.ts';
import { higherRatio, splitByTiers, sumOfTiers } from '../../packages/benefit-policy/src/tiers.ts';
import { lowestTerms, readPercent, readYuan } from '../../packages/benefit-policy/src/units.ts';

describe('ICD-10 codes', () => {
  const isIn = (code: string, written: string): boolean => {
    const range = readCodeRange(written);
    return range !== undefined && inRange(categoryOf(code), [range]);
  };

  it.each([
    ['C34.900x001', 'C34', true],
    ['c34', 'C34', true],
    ['C349', 'C34', true],
    ['C33.9', 'C34', false],
    ['C35.0', 'C34', false],
    ['C00.0', 'C00-C97', true],
    ['B99.9', 'C00-C97', false],
    ['C97', 'C00-C97', true],
    ['C98.0', 'C00-C97', false],
    ['D00.0', 'C00-C97', false],
    ['C91.100', 'C91.1', true],
    ['C9110', 'C91.1', true],
    ['C91.0', 'C91.1', false],
    ['C91.2', 'C91.1', false],
    ['C91', 'C91.1', false],
    ['C91.x00', 'C91.1', false],
    ['A00', 'A00', true],
    ['Z99.9', 'Z99', true],
    ['z99', 'Z99', true],
  ])('%s in %s: %s', (code, written, expected) => {
    expect(isIn(code, written)).toBe(expected);
  });

  it.each([
    '',
    'C',
    'C3',
    'C3A.9',
    'CC4',
    '肺癌',
    '[34.9',
    '@34.9',
    '{34',
    '`34',
    '1C3',
    ' C34',
    'C/4',
    'C:4',
    'C4/',
    'C4:',
  ])('"%s" is no code', (code) => {
    expect(categoryOf(code)).toBe(-1);
  });

  it.each([
    'c34',
    'C3',
    'C34-',
    'C34-C3',
    'C97-C00',
    'C91.11',
    'C91.',
    'xC34',
    'C34x',
    'xC91.1',
    'C91.1x',
    '',
  ])('"%s" is no written range', (text) => {
    expect(readCodeRange(text)).toBeUndefined();
  });

  it('a range of one category is allowed', () => {
    expect(readCodeRange('C34-C34')).toEqual(readCodeRange('C34'));
  });
});

describe('stages', () => {
  it.each([
    ['binet', 'A', 'A'],
    ['binet', 'Binet B', 'B'],
    ['binet', 'BinetC', 'C'],
    ['binet', ' Binet A ', 'A'],
    ['binet', 'D', undefined],
    ['binet', 'AB', undefined],
    ['binet', 'xA', undefined],
    ['binet', undefined, undefined],
    ['ann-arbor', 'I', 'I'],
    ['ann-arbor', 'IIA', 'II'],
    ['ann-arbor', 'Ann Arbor IIIB', 'III'],
    ['ann-arbor', 'AnnArbor IV', 'IV'],
    ['ann-arbor', 'IIII', undefined],
    ['ann-arbor', 'IC', undefined],
    ['ann-arbor', 'xI', undefined],
    ['tnm', 'T1N0M0', 'T1N0M0'],
    ['tnm', 'TNM T1cN0M0', 'T1cN0M0'],
    ['tnm', 'TisN0M0', 'TisN0M0'],
    ['tnm', 'T4dN3cM1c', 'T4dN3cM1c'],
    ['tnm', 'T1dN0M0', undefined],
    ['tnm', 'T5N0M0', undefined],
    ['tnm', 'T1N4M0', undefined],
    ['tnm', 'T1N0M2', undefined],
    ['tnm', 'T1N0M0x', undefined],
    ['tnm', 'pT1N0M0', undefined],
    ['tnm', `T1N0M0${' '.repeat(40)}`, undefined],
    ['tnm', `T1N0M0${' '.repeat(34)}`, 'T1N0M0'],
  ] as const)('%s "%s" is %s', (system, text, expected) => {
    expect(readStage(system, text)).toBe(expected);
  });
});

describe('units', () => {
  it.each([
    ['100000 yuan', 10_000_000],
    ['0 yuan', 0],
    ['0.01 yuan', 1],
    ['100', undefined],
    ['100yuan', undefined],
    ['-1 yuan', undefined],
    ['1,000 yuan', undefined],
    [' yuan', undefined],
  ])('%s is %s fen', (text, expected) => {
    expect(readYuan(text)).toBe(expected);
  });

  it.each([
    ['25%', { num: 1, den: 4 }],
    ['12.5%', { num: 1, den: 8 }],
    ['100%', { num: 1, den: 1 }],
    ['0%', { num: 0, den: 1 }],
    ['33%', { num: 33, den: 100 }],
    ['100.01%', undefined],
    ['25', undefined],
    ['%', undefined],
    ['-5%', undefined],
  ])('%s is a ratio', (text, expected) => {
    expect(readPercent(text)).toEqual(expected);
  });

  it('a ratio of exactly 1 is allowed, above 1 is none', () => {
    expect(lowestTerms({ num: 3, den: 3 })).toEqual({ num: 1, den: 1 });
    expect(lowestTerms({ num: 4, den: 3 })).toBeUndefined();
  });

  it.each([
    [{ num: 1, den: 4 }, '25%'],
    [{ num: 1, den: 8 }, '12.5%'],
    [{ num: 1, den: 1 }, '100%'],
    [{ num: 0, den: 1 }, '0%'],
  ])('%j is printed as %s', (ratio, expected) => {
    expect(percent(ratio)).toBe(expected);
  });
});

describe('tiers', () => {
  const tiers = [
    { upToFen: 100, ratio: { num: 1, den: 2 } },
    { upToFen: 300, ratio: { num: 3, den: 5 } },
    { upToFen: undefined, ratio: { num: 7, den: 10 } },
  ];
  const shareOf = (base: number, atLeast?: { num: number; den: number }): number =>
    sumOfTiers(splitByTiers(base, tiers, atLeast));

  it.each([
    [0, 0],
    [1, 1],
    [2, 1],
    [99, 50],
    [100, 50],
    [101, 51],
    [300, 170],
    [301, 171],
    [1000, 660],
  ])('%i gives %i', (base, expected) => {
    expect(shareOf(base)).toBe(expected);
  });

  it('a tier that the base does not reach is not listed', () => {
    expect(splitByTiers(100, tiers, undefined)).toEqual([{ partFen: 100, ratio: { num: 1, den: 2 } }]);
    expect(splitByTiers(0, tiers, undefined)).toEqual([]);
  });

  it('a least ratio raises the tiers below it only', () => {
    expect(shareOf(400, { num: 13, den: 20 })).toBe(65 + 130 + 70);
    expect(higherRatio({ num: 1, den: 2 }, { num: 2, den: 4 })).toEqual({ num: 1, den: 2 });
    expect(higherRatio({ num: 1, den: 2 }, undefined)).toEqual({ num: 1, den: 2 });
  });

  it('is exact where doubles are not', () => {
    const huge = [{ upToFen: undefined, ratio: { num: 333_333, den: 1_000_000 } }];
    expect(sumOfTiers(splitByTiers(900_000_000_000_001, huge, undefined))).toBe(299_999_700_000_000);
  });
});

describe('shares without division', () => {
  it('exactly at the share is not above it', () => {
    expect(isAboveShare(15, 15, 100, 100)).toBe(false);
    expect(isAboveShare(16, 15, 100, 100)).toBe(true);
    expect(isAboveShare(0, 15, 100, 0)).toBe(false);
    expect(isAboveShare(-1, 15, 100, 0)).toBe(false);
  });

  it('permille is rounded half up', () => {
    expect([permilleOf(1, 2000), permilleOf(9, 20_000), permilleOf(6778, 7109)]).toEqual([1, 0, 953]);
    expect(permilleOf(fen(0), fen(5))).toBe(0);
  });
});
