import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addFen,
  type Fen,
  fen,
  maxFen,
  minFen,
  negateFen,
  printYuan,
  readFen,
  readRatio,
  shareOf,
  subtractFen,
  sumFen,
} from './money.ts';

describe('readFen', () => {
  it.each([
    ['0', 0],
    ['0.00', 0],
    ['12', 1200],
    ['12.5', 1250],
    ['12.50', 1250],
    ['-3.07', -307],
    ['-0.00', 0],
    ['000.10', 10],
    ['90071992547409.91', Number.MAX_SAFE_INTEGER],
  ])('reads %s', (text, expected) => {
    expect(readFen(text)).toEqual({ ok: true, fen: expected });
  });

  it.each([
    ['', 'empty'],
    ['1,234,567.00', 'not-an-amount'],
    ['１２.５０', 'not-an-amount'],
    ['1e3', 'not-an-amount'],
    [' 12.00', 'not-an-amount'],
    ['12.00\n', 'not-an-amount'],
    ['+5', 'not-an-amount'],
    ['.5', 'not-an-amount'],
    ['5.', 'not-an-amount'],
    ['¥5', 'not-an-amount'],
    ['NaN', 'not-an-amount'],
    ['0x10', 'not-an-amount'],
    ['1.005', 'too-many-decimals'],
    ['90071992547409.92', 'too-long'],
    ['9'.repeat(40), 'too-long'],
    ['x'.repeat(40), 'too-long'],
  ])('rejects %j', (text, reason) => {
    expect(readFen(text)).toEqual({ ok: false, reason });
  });

  it('reads back whatever printYuan prints', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (amount) => {
        expect(readFen(printYuan(fen(amount)))).toEqual({ ok: true, fen: amount });
      }),
    );
  });

  it('never throws, and reads only what prints back to the same sum', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        const read = readFen(text);
        if (read.ok) expect(readFen(printYuan(read.fen))).toEqual(read);
      }),
    );
  });
});

describe('shareOf', () => {
  it.each([
    [1_350_003, { num: 25, den: 100 }, 337_501],
    [1, { num: 1, den: 2 }, 1],
    [-1, { num: 1, den: 2 }, 0],
    [3, { num: 1, den: 3 }, 1],
    [Number.MAX_SAFE_INTEGER, { num: 1, den: 1 }, Number.MAX_SAFE_INTEGER],
  ])('takes a part of %i, half up', (amount, ratio, expected) => {
    expect(shareOf(fen(amount), ratio)).toBe(expected);
  });

  it('agrees with exact arithmetic for every amount', () => {
    const exact = (amount: Fen, num: number, den: number): bigint => {
      const doubled = BigInt(amount) * BigInt(num) * 2n + BigInt(den);
      const divisor = BigInt(den) * 2n;
      const quotient = doubled / divisor;
      return doubled % divisor < 0n ? quotient - 1n : quotient;
    };
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.integer({ min: 0, max: 1_000 }),
        fc.integer({ min: 1, max: 1_000 }),
        (amount, part, den) => {
          const num = Math.min(part, den);
          expect(BigInt(shareOf(fen(amount), { num, den }))).toBe(exact(fen(amount), num, den));
        },
      ),
    );
  });
});

describe('readRatio', () => {
  it.each([
    ['0.60', { num: 60, den: 100 }],
    ['1', { num: 1, den: 1 }],
    ['0.333333', { num: 333_333, den: 1_000_000 }],
  ])('reads %s', (text, expected) => {
    expect(readRatio(text)).toEqual(expected);
  });
  it.each(['', '60%', '-0.1', '1e-1', '0,6'])('rejects %j', (text) => {
    expect(readRatio(text)).toBeUndefined();
  });
});

describe('sums', () => {
  const [three, minusFive] = [fen(3), fen(-5)];
  it('add, take off, turn, compare', () => {
    expect(addFen(three, minusFive)).toBe(-2);
    expect(subtractFen(three, minusFive)).toBe(8);
    expect([negateFen(three), negateFen(fen(0))]).toEqual([-3, 0]);
    expect([minFen(three, minusFive), minFen(minusFive, three)]).toEqual([-5, -5]);
    expect([maxFen(three, minusFive), maxFen(minusFive, three)]).toEqual([3, 3]);
    expect(sumFen([three, minusFive, three])).toBe(1);
    expect(sumFen([])).toBe(0);
  });

  it.each([0.5, Number.NaN, Infinity, Number.MAX_SAFE_INTEGER + 1])('are integers, not %d', (value) => {
    expect(() => fen(value)).toThrow(expect.objectContaining({ kind: 'Defect', code: 'fen-not-integer' }));
  });

  it('know one zero', () => {
    expect(Object.is(fen(-0), 0)).toBe(true);
    expect(printYuan(fen(0))).toBe('0.00');
    expect(printYuan(fen(-7))).toBe('-0.07');
  });

  it.each([
    [Number.MIN_SAFE_INTEGER, { num: 1, den: 1 }, Number.MIN_SAFE_INTEGER],
    [Number.MIN_SAFE_INTEGER, { num: 1, den: 2 }, -4_503_599_627_370_495],
    [Number.MIN_SAFE_INTEGER, { num: 1, den: 3 }, -3_002_399_751_580_330],
    [Number.MAX_SAFE_INTEGER, { num: 1, den: 2 }, 4_503_599_627_370_496],
  ])('beyond the doubles: %i × %o', (amount, ratio, expected) => {
    expect(shareOf(fen(amount), ratio)).toBe(expected);
  });
});
