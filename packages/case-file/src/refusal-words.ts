/**
 * What a refusal says of its reason: the sentence, the fact that decided with its value, and what would change it. One row a
 * reason, of the engine and of people; a test finds a reason without one.
 */
import type { PeopleRefusal } from '@erbao/api-contracts/refusal-codes';
import { chineseDay } from '@erbao/benefit-policy/chinese-words';
import type { Facts } from '@erbao/benefit-policy/facts';
import { reasonSentence } from '@erbao/benefit-policy/reasons';
import { benefitTraces, type TraceEntry } from '@erbao/benefit-policy/replay';
import { dayOf, paidBefore } from './deciding-facts.ts';
import { ENGINE_REFUSALS, type Words } from './engine-refusals.ts';

/** Nothing is due: which of the ways to nothing it was. */
type NothingReason = 'ceiling-used-up' | 'paid-in-full-before' | 'paid-once-before' | 'nothing-due';

export type RefusalWords = { readonly text: string; readonly fact: string; readonly change: string };

const NOTHING: Readonly<Record<NothingReason, Words>> = {
  'ceiling-used-up': {
    text: '本年度（本月）该项限额已经用完，本次没有可以支付的金额。',
    fact: paidBefore,
    change: '限额自下一年度（门诊慢性病自下一月）重新计算，届时发生的费用可以申请；本次费用不再补付。',
  },
  'paid-in-full-before': {
    text: '票据已由各方报销完毕，各方报销合计不得超过票据总额，本次没有可以支付的金额。',
    fact: paidBefore,
    change: '如此前报销的金额有误或被收回，请提供原报销部门的证明和更正后的结算单。',
  },
  'paid-once-before': {
    text: '此项一生只发放一次，此前已经发放，本次没有可以支付的金额。',
    fact: paidBefore,
    change: '如此前的发放并非本人领取，请向服务中心说明并核对发放记录。',
  },
  'nothing-due': {
    text: '按规定扣除起付标准和此前报销后，没有可以支付的金额。',
    fact: paidBefore,
    change: '如基本（合规）医疗费用、起付标准或此前报销的金额与医保结算单不符，请提供更正后的医保结算单。',
  },
};

const BY_WORDS = '审核人员认定的事实见“审核人员说明”';
const PEOPLE: Readonly<Record<PeopleRefusal | 'no-reply', Words>> = {
  'refused-by-reviewer': {
    text: '经审核人员认定，不符合救助条件。',
    fact: () => BY_WORDS,
    change: '针对审核人员说明中的事实补充证明材料，或在异议期内提出复议，由未参与审核的人员重新核定。',
  },
  'not-original': {
    text: '提交的票据不是原件，或不能确认为原件。',
    fact: () => '票据：未见原件',
    change: '补充发票原件（原件已用于其他报销的，提供写明已报销金额并加盖公章的复印件，按补充报销申请）。',
  },
  'facts-not-proven': {
    text: '提交的材料不能证明申请所依据的事实。',
    fact: () => BY_WORDS,
    change: '补充医院或主管部门出具的、能证明该事实的材料后可重新申请。',
  },
  'late-without-cause': {
    text: '超过出院（就诊）之日起30天的申请期限，逾期理由不成立。',
    fact: dayOf,
    change: '补充不能按期申请的证明（例如仍在住院、票据被其他部门占用）后可重新核定。',
  },
  'guardianship-not-proven': {
    text: '材料不能证明申请人是参保人的监护人。',
    fact: ({ member }) => `参保人出生日期：${chineseDay(member.birthDate)}`,
    change: '补充户口本、出生证或其他监护关系证明，并使用监护人本人账户。',
  },
  'claimed-twice': {
    text: '同一票据已另行申请或结算。',
    fact: () => BY_WORDS,
    change: '如两次申请并非同一次就医，请提供两次就医各自的发票和出院小结。',
  },
  'no-reply': {
    text: '未在期限内收到对审核问题的答复，待核实的部分结案。',
    fact: () => '答复：未收到',
    change: '对问题作出答复并补充材料后，可在异议期内提出复议。',
  },
};

const TABLES = [ENGINE_REFUSALS, NOTHING, PEOPLE];

const known = (code: string): Words | undefined =>
  TABLES.map((table) => Object.entries(table).find(([name]) => name === code)?.[1]).find(
    (words) => words !== undefined,
  );

/** Why a decision that refuses nothing gives nothing. */
export const nothingReason = (trace: readonly TraceEntry[]): NothingReason => {
  const limits = benefitTraces(trace).flatMap(({ limitedBy }) => limitedBy ?? []);
  if (limits.includes('once')) return 'paid-once-before';
  if (limits.some((limit) => limit !== 'room')) return 'ceiling-used-up';
  return limits.length > 0 ? 'paid-in-full-before' : 'nothing-due';
};

/** Every code that has words. */
export const refusalCodes = (): readonly string[] => TABLES.flatMap((table) => Object.keys(table));

/** Also reads the referral of a part, `cancer:pathology-missing`. */
export const refusalWords = (code: string, facts: Facts): RefusalWords => {
  const reason = code.slice(code.indexOf(':') + 1);
  const { text, fact, change } = known(reason) ?? PEOPLE['refused-by-reviewer'];
  return { text: text ?? reasonSentence(reason), fact: fact(facts), change };
};
