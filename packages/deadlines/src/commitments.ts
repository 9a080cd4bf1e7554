/** The promises of a single claim (processes A): each with its clause and whom it escalates to. Data, not code. */
import type { Commitment, OuterBound } from './deadline.ts';

/** 服务网点人员在一个工作日内告知参保人，详细说明原因 [nansha 第二部分 六]. */
export const TELL_MISSING: Commitment = {
  deadlineId: 'tell-missing-1wd',
  workingDays: 1,
  clause: 'nansha 第二部分 六',
  escalation: { at60: 'site-clerk', at80: 'supervisor', breach: 'joint-office' },
};

/** 自参保人递交完整的报销申请材料开始…在5个工作日内完成医疗救助审核和医疗救助金的划付 [nansha 第二部分 六]. */
export const CLAIM_PROMISE: Commitment = {
  deadlineId: 'claim-5wd',
  workingDays: 5,
  clause: 'nansha 第二部分 六',
  escalation: { at60: 'adjudicator', at80: 'supervisor', breach: 'joint-office' },
};

/** 于30天内完成医疗救助金审核并通过批次支付 [nansha 第四部分 二(二)3]: the outer bound of the same claim. */
export const CLAIM_OUTER_BOUND: OuterBound = {
  deadlineId: 'claim-30d',
  calendarDays: 30,
  clause: 'nansha 第四部分 二(二)3',
  breach: 'joint-office',
};

/** The document names no limit for the determination itself: as for an objection, until the office confirms. */
export const DETERMINE_INSISTED: Commitment = {
  deadlineId: 'insisted-15wd',
  workingDays: 15,
  clause: '时限待确认（参照 nansha 第二部分 六 复议）',
  escalation: { at60: 'joint-office', at80: 'joint-office', breach: 'bureau' },
};

/** 核定完成后在五个工作日内向救助人员说明情况并退还申请资料 [nansha 第二部分 六]. */
export const RETURN_PAPERS: Commitment = {
  deadlineId: 'return-papers-5wd',
  workingDays: 5,
  clause: 'nansha 第二部分 六',
  escalation: { at60: 'site-clerk', at80: 'supervisor', breach: 'joint-office' },
};

/** 如救助对象对审核结果有异议的，可在十五个工作日内提出复议申请: how long the citizen may object. */
export const OBJECTION_WINDOW_DAYS = 15;

/** How long the joint office may take: not in the document, 15 working days until confirmed. */
export const DETERMINE_OBJECTION: Commitment = {
  deadlineId: 'objection-15wd',
  workingDays: 15,
  clause: '时限待确认（参照 nansha 第二部分 六 复议）',
  escalation: { at60: 'joint-office', at80: 'joint-office', breach: 'bureau' },
};

/** A claim that is opened again keeps the same promise anew, under a name of its own. */
export const promiseAgain = (version: number): Commitment => ({
  ...CLAIM_PROMISE,
  deadlineId: `${CLAIM_PROMISE.deadlineId}-${version}`,
});
