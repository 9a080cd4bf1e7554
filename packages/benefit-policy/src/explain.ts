/** A decision in Chinese sentences for the citizen. Computed again from the receipt, so it cannot drift from the law. */
import { canonicalJson } from '@erbao/kernel/ids';
import {
  AMOUNT_LABELS,
  chineseDay,
  EARLIER_PAYERS,
  KIND_NAMES,
  percent,
  sumOf,
  yuan,
} from './chinese-words.ts';
import type { CompiledScheme } from './engine.ts';
import { billDate, type Facts } from './facts.ts';
import { reasonSentence } from './reasons.ts';
import type { Receipt } from './receipt.ts';
import { type BenefitTrace, benefitTraces, clausesIn, replay } from './replay.ts';
import type { TraceEntry } from './run.ts';
import type { SchemeBook } from './scheme-book.ts';

export { type AuditNode, auditTree } from './audit-tree.ts';

export type BenefitClause = { readonly benefit: string; readonly clause: string; readonly text: string };

/** The clauses from which each granted benefit follows; every sum above 0 has at least one. */
export const clausesOf = (receipt: Receipt, book?: SchemeBook): readonly BenefitClause[] => {
  const replayed = replay(receipt, book);
  if (!replayed.ok) return [];
  return benefitTraces(replayed.explained.trace)
    .filter((entry) => entry.grantedFen > 0)
    .flatMap((entry) =>
      clausesIn(replayed.scheme, entry.clauses).map(({ id, text }) => ({
        benefit: entry.benefit,
        clause: id,
        text,
      })),
    );
};

const quote = (scheme: CompiledScheme, ids: readonly string[]): string => {
  const clauses = clausesIn(scheme, ids).map(({ place, text }) => `${place}“${text.replace(/\s+/g, ' ')}”`);
  return clauses.length === 0 ? '' : `依据：${clauses.join('；')}`;
};

const askedFor = (scheme: CompiledScheme, { bill }: Facts): string => {
  const on = billDate(bill);
  const day = on === undefined ? '' : `${chineseDay(on)}${bill.kind === 'inpatient' ? '出院' : '就诊'}的`;
  const { total, eligible, deductible } = bill.amounts;
  const parts = [
    `医疗总费用 ${yuan(total ?? 0)}`,
    ...(eligible === undefined ? [] : [`其中基本（合规）医疗费用 ${yuan(eligible)}`]),
    ...(deductible === undefined ? [] : [`起付标准 ${yuan(deductible)}`]),
  ];
  const { title, version } = scheme.scheme;
  return `本次申请：${day}${KIND_NAMES[bill.kind]}费用，${parts.join('，')}。适用“${title}”${version} 版。`;
};

const paidBefore = ({ bill }: Facts): string => {
  const paid = EARLIER_PAYERS.filter((payer) => (bill.amounts[payer] ?? 0) > 0);
  if (paid.length === 0) return '此前没有其他报销。';
  const sum = sumOf(paid.map((payer) => bill.amounts[payer]));
  const list = paid.map((payer) => `${AMOUNT_LABELS[payer]} ${yuan(bill.amounts[payer] ?? 0)}`);
  return `此前已报销：${list.join('，')}，合计 ${yuan(sum)}。`;
};

const calculation = (entry: BenefitTrace): string => {
  const already = entry.alreadyFen > 0 ? `，扣除本年度此项已付 ${yuan(entry.alreadyFen)}` : '';
  if (entry.tiers !== undefined) {
    const tiers = entry.tiers.map((tier) => `${yuan(tier.partFen)} × ${percent(tier.ratio)}`);
    return `分段计算 ${tiers.join(' + ')} = ${yuan(entry.roundedFen)}${already}`;
  }
  if (entry.roomFen === undefined) return `定额 ${yuan(entry.baseFen)}`;
  const ratio = entry.ratio === undefined ? '' : ` × ${percent(entry.ratio)} = ${yuan(entry.roundedFen)}`;
  return `计算基数 ${yuan(entry.baseFen)}${ratio}${already}`;
};

const limitation = (scheme: CompiledScheme, entry: BenefitTrace): string => {
  if (entry.limitedBy === undefined) return '';
  if (entry.limitedBy === 'once') return '，此项一生只发放一次，此前已经发放';
  if (entry.limitedBy === 'room')
    return `，但各方报销合计不得超过票据总额，票据只剩 ${yuan(entry.roomFen ?? 0)}`;
  const used = entry.ceilings.find((ceiling) => ceiling.ceiling === entry.limitedBy);
  const title = scheme.scheme.ceilings.find((ceiling) => ceiling.id === entry.limitedBy)?.title ?? '限额';
  return used === undefined
    ? ''
    : `，受${title} ${yuan(used.limitFen)}限制（此前已用 ${yuan(used.usedFen)}，剩余 ${yuan(used.leftFen)}）`;
};

const benefitSentence = (scheme: CompiledScheme, entry: BenefitTrace): string => {
  const benefit = scheme.scheme.benefits.find((candidate) => candidate.id === entry.benefit);
  const limit = scheme.scheme.ceilings.find((ceiling) => ceiling.id === entry.limitedBy);
  const held = entry.limitedBy === 'room' ? scheme.scheme.roomClauses : (limit?.clauses ?? []);
  const clauses = quote(scheme, [...entry.clauses, ...held]);
  const paid =
    entry.grantedFen > 0 ? `支付 ${yuan(entry.grantedFen)}（${benefit?.payer ?? ''}）` : '本次支付 0.00 元';
  return `${benefit?.title ?? entry.benefit}：${calculation(entry)}${limitation(scheme, entry)}，${paid}。${clauses}`;
};

/** A step that gave nothing and was held by nothing would only fill the page. */
const isWorthTelling = (entry: BenefitTrace): boolean => entry.grantedFen > 0 || entry.roundedFen > 0;

const isStop = (entry: TraceEntry): boolean => entry.step === 'check' && !entry.passed;

const outcomeSentences = (
  receipt: Receipt,
  scheme: CompiledScheme,
  trace: readonly TraceEntry[],
): string[] => {
  const { decision } = receipt;
  if (decision.outcome === 'refused' || decision.outcome === 'referred') {
    const verdict = decision.outcome === 'refused' ? '本次不予报销' : '本次转人工办理';
    const stop = trace.find(isStop);
    return [`${verdict}：${reasonSentence(decision.reason)}${quote(scheme, stop?.clauses ?? [])}`];
  }
  const benefits = benefitTraces(trace).filter(isWorthTelling);
  const referrals = decision.referrals.map((code) => `另有部分待人工核定：${reasonSentence(code)}`);
  const total = decision.outcome === 'granted' ? decision.totalFen : 0;
  return [
    ...benefits.map((entry) => benefitSentence(scheme, entry)),
    ...(benefits.length === 0 ? ['按规定计算，本次没有可以支付的金额。'] : []),
    ...referrals,
    ...decision.alerts.map(reasonSentence),
    `本次合计支付 ${yuan(total)}。`,
  ];
};

/** What was asked, what was paid before by whom, which clause gives what, what limited it, how to object. */
export const explainInChinese = (receipt: Receipt, book?: SchemeBook): readonly string[] => {
  const replayed = replay(receipt, book);
  if (!replayed.ok) return [`无法重新计算：${reasonSentence(replayed.because)}`];
  const { scheme, explained } = replayed;
  const agrees = canonicalJson(explained.decision) === canonicalJson(receipt.decision);
  return [
    ...(agrees ? [] : ['注意：重新计算的结果与凭证记录不一致，请联系服务中心核查。']),
    askedFor(scheme, receipt.facts),
    paidBefore(receipt.facts),
    ...outcomeSentences(receipt, scheme, explained.trace),
    `如何提出异议：${scheme.scheme.objection}`,
  ];
};
