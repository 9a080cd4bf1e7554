/** Which areas count the personal account into fund_pay_sumamt: data of the deployment, never guessed from the sums. */
import type { FundSumRule } from './amount-identities.ts';

export type FundSumRules = {
  /** By the beginning of the insured area's code (参保地区划), the longest first. */
  readonly byArea: readonly (readonly [prefix: string, rule: FundSumRule])[];
  readonly otherwise: FundSumRule;
};

const isRule = (text: string): text is FundSumRule =>
  text === 'account-included' || text === 'account-excluded';

/** Reads `44=account-included,43=account-excluded,*=account-included`; undefined when it is not that. */
export const readFundSumRules = (text: string): FundSumRules | undefined => {
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

export const fundSumRuleOf = ({ byArea, otherwise }: FundSumRules, area: string | undefined): FundSumRule =>
  byArea.find(([prefix]) => area?.startsWith(prefix) === true)?.[1] ?? otherwise;
