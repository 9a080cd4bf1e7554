import { hisSettlementSchema } from '@erbao/api-contracts/his-settlement';
import { describe, expect, it } from 'vitest';
import { inputProblems } from './input-problems.ts';

const GOOD = {
  settlementId: 'S1',
  settledAt: '2026-10-09 10:30:00',
  insured: { identityNumber: '440115196503029032', name: '样例甲' },
  insurance: '390',
  medicalType: '21',
  beganOn: '2026-10-01',
  endedOn: '2026-10-09',
  amounts: {
    total: '12000.00',
    selfFunded: '0.00',
    firstSelfPaid: '0.00',
    eligible: '12000.00',
    deductible: '400.00',
    basic: '7000.00',
    civilServant: '0.00',
    enterprise: '0.00',
    criticalIllness: '0.00',
    largeSum: '0.00',
    assistance: '0.00',
    other: '0.00',
    cash: '5000.00',
    fundPaid: '7000.00',
  },
};

const found = (changes: object): readonly string[] => {
  const raw = { ...GOOD, ...changes };
  const read = hisSettlementSchema.safeParse(raw);
  return read.success ? [] : inputProblems(hisSettlementSchema, read.error.issues, raw);
};
const amounts = (changes: object) => ({
  amounts: { ...GOOD.amounts, ...changes },
});

describe('a request that is refused', () => {
  it('is told the field, what it is, and what is expected', () => {
    expect(found({})).toEqual([]);
    expect(found({ amounts: undefined })).toEqual(['amounts：缺少此字段']);
    expect(found(amounts({ total: 12_000 }))).toEqual([
      'amounts.total（医疗费总额 medfee_sumamt，元，最多两位小数）：类型不对，应为文本（加引号）',
    ]);
    expect(found(amounts({ account: '12,000' }))).toEqual([
      'amounts.account（个人账户 acct_pay，元，最多两位小数）：格式不符',
    ]);
    expect(found({ extra: 1 })).toEqual(['请求：没有约定的字段：extra']);
    expect(found({ causes: ['storm'] })[0]).toContain('causes.0：应为其中之一：drug-abuse、');
    expect(found({ mainDiagnosis: 'J'.repeat(17) })).toEqual([
      'mainDiagnosis（出院主诊断 ICD-10）：过长或过大，至多 16',
    ]);
  });

  it('never repeats a value, nor a name that is none', () => {
    const said = JSON.stringify(found({ 张三: 1, settledAt: '440115196503029032' }));
    expect(said).not.toMatch(/张三|440115196503029032/);
  });
});
