/** Which areas count the personal account into fund_pay_sumamt: data of the deployment, never guessed from the sums. */
import { Defect } from '@erbao/kernel/errors';
import type { FundSumRule } from './amount-identities.ts';

export type FundSumRules = {
  /** By the beginning of the insured area's code (参保地区划), the longest first. */
  readonly byArea: readonly (readonly [prefix: string, rule: FundSumRule])[];
  readonly otherwise: FundSumRule;
};

const isRule = (text: string): text is FundSumRule =>
  text === 'account-included' || text === 'account-excluded';

/** Reads `44=account-included,43=account-excluded,*=account-included`; undefined when it is not that. */
const readFundSumRules = (text: string): FundSumRules | undefined => {
  const byArea: (readonly [string, FundSumRule])[] = [];
  let otherwise: FundSumRule | undefined;
  for (const entry of text.split(',')) {
    const [area = '', rule = '', ...rest] = entry.trim().split('=');
    if (!isRule(rule) || rest.length > 0 || !/^(?:\*|\d{2,6})$/.test(area)) return undefined;
    if (area === '*') otherwise = rule;
    else byArea.push([area, rule]);
  }
  if (otherwise === undefined) return undefined;
  return { byArea: byArea.sort(([a], [b]) => b.length - a.length), otherwise };
};

/** A setting that must be readable; a Defect stops the function at its first start. */
export const fundSumRulesOf = (setting: string): FundSumRules => {
  const rules = readFundSumRules(setting);
  if (rules === undefined) throw new Defect('fund-sum-rules-unreadable');
  return rules;
};

export const fundSumRuleOf = ({ byArea, otherwise }: FundSumRules, area: string | undefined): FundSumRule =>
  byArea.find(([prefix]) => area?.startsWith(prefix) === true)?.[1] ?? otherwise;
