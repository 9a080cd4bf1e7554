/**
 * Sums that a settlement should satisfy. They are inferred from practice, not from the specification, so a breach is a
 * warning that says which and by how much; it refuses nothing.
 */
import { type Fen, fen, printYuan } from '@erbao/kernel/money';
import type { SettlementAmounts } from './settlement-row.ts';

/** Guangdong counts the personal account into fund_pay_sumamt, Hunan does not. */
export type FundSumRule = 'account-included' | 'account-excluded';

export type IdentityName = 'total-by-coverage' | 'total-by-payer' | 'personal-part' | 'fund-sum';
export type IdentityWarning = {
  readonly identity: IdentityName;
  /** What the row says minus what its parts give. */
  readonly differenceFen: Fen;
  readonly messageZh: string;
};

const SENTENCES: Readonly<Record<IdentityName, string>> = {
  'total-by-coverage': '医疗费总额 ≠ 全自费 + 超限价自费 + 先行自付 + 符合政策范围金额',
  'total-by-payer': '医疗费总额 ≠ 各项基金支出 + 个人账户支出 + 个人现金支出 + 医院负担',
  'personal-part': '个人负担总金额 ≠ 个人账户支出 + 个人现金支出',
  'fund-sum': '基金支付总额 ≠ 各项基金支出之和',
};

/** 已报销, rebuilt from its components and never taken from fund_pay_sumamt. */
export const fundComponentsFen = (amounts: SettlementAmounts): Fen =>
  fen(
    amounts.basicFen +
      amounts.civilServantFen +
      amounts.enterpriseFen +
      amounts.criticalIllnessFen +
      amounts.largeSumFen +
      amounts.disabledFen +
      amounts.assistanceFen +
      amounts.otherFen,
  );

export const checkAmounts = (amounts: SettlementAmounts, rule: FundSumRule): readonly IdentityWarning[] => {
  const warnings: IdentityWarning[] = [];
  const expect = (identity: IdentityName, said: number, parts: number): void => {
    if (said === parts) return;
    const differenceFen = fen(said - parts);
    warnings.push({
      identity,
      differenceFen,
      messageZh: `${SENTENCES[identity]}，相差 ${printYuan(differenceFen)} 元`,
    });
  };
  const { totalFen, accountFen, cashFen, personalFen } = amounts;
  const funds = fundComponentsFen(amounts);
  const coverage =
    amounts.selfFundedFen + amounts.aboveLimitFen + amounts.firstSelfPaidFen + amounts.eligibleFen;
  expect('total-by-coverage', totalFen, coverage);
  expect('total-by-payer', totalFen, funds + accountFen + cashFen + amounts.hospitalFen);
  if (personalFen !== undefined) expect('personal-part', personalFen, accountFen + cashFen);
  expect('fund-sum', amounts.fundPaidFen, rule === 'account-included' ? funds + accountFen : funds);
  return warnings;
};
