import { inTenThousands, judgePremium, permilleOf, projectFund } from '@erbao/benefit-policy/fund-forecast';
import { fen } from '@erbao/kernel/money';
import { describe, expect, it } from 'vitest';
import { readJingjiangPlan, readNanshaPlan } from '../../packages/benefit-policy/cli/forecast-plans.ts';

describe('the fund table of the Nansha plan [第一部分 五(二)]', () => {
  const plan = readNanshaPlan();
  const forecast = projectFund(plan.lines, plan.people, plan.premiumYuan);

  it('prints 208, 2,669, 1,029, 1,762, 982, 128 and 6,778 of 7,109, which is 95.3%', () => {
    expect(plan.lines.map((line) => line.printed)).toEqual([208, 2669, 1029, 1762, 982, 128]);
    expect(plan.lines.reduce((sum, line) => sum + line.printed, 0)).toBe(plan.printedSum);
    expect(inTenThousands(forecast.raisedFen)).toBe(plan.printedRaised);
    expect(permilleOf(plan.printedSum, plan.printedRaised)).toBe(953);
  });

  it('its own factors give 208, 2,664, 1,033, 1,781, 992, 128', () => {
    expect(forecast.lines.map((line) => line.ownFactors)).toEqual([208, 2664, 1033, 1781, 992, 128]);
    expect(forecast.lines.map((line) => line.difference)).toEqual([0, -5, 4, 19, 10, 0]);
  });
});

describe('the premium of Jingjiang [第十条, 第十一条]', () => {
  const plan = readJingjiangPlan();
  const premium = fen(100_000);
  const judge = (paid: number): readonly boolean[] => {
    const verdict = judgePremium(premium, fen(paid), plan);
    return [verdict.reachesLeast, verdict.adjustsNextYear];
  };

  it('below 80% or above 110% adjusts the next year; exactly 80% and 110% do not; 90% is the least', () => {
    expect([79_999, 80_000, 89_999, 90_000, 110_000, 110_001].map(judge)).toEqual([
      ...[
        [false, true],
        [false, false],
        [false, false],
        [true, false],
        [true, false],
        [true, true],
      ],
    ]);
  });

  it('a fund without money is used by 0', () => {
    expect(permilleOf(1, 0)).toBe(0);
  });
});
