/** A decision as a tree for an auditor: every step of the scheme file that ran, its values and its clauses. */
import { AMOUNT_LABELS, KIND_NAMES, percent, yuan } from './chinese-words.ts';
import { type CompiledScheme } from './engine.ts';
import { AMOUNT_NAMES, type Facts } from './facts.ts';
import { reasonSentence } from './reasons.ts';
import type { Receipt } from './receipt.ts';
import { type BenefitTrace, clausesIn, replay } from './replay.ts';
import type { TraceEntry } from './run.ts';
import type { Clause } from './scheme.ts';
import type { SchemeBook } from './scheme-book.ts';

export type AuditNode = {
  readonly label: string;
  readonly value: string;
  /** The place in the scheme file, e.g. `steps[4].cases[1].steps[0]`. */
  readonly path?: string;
  readonly clauses?: readonly Clause[];
  readonly children: readonly AuditNode[];
};

const leaf = (label: string, value: string): AuditNode => ({ label, value, children: [] });

const factNodes = ({ member, bill }: Facts): AuditNode => ({
  label: '事实',
  value:
    `${KIND_NAMES[bill.kind]} ${bill.admittedOn ?? ''} ${bill.dischargedOn ?? bill.servedOn ?? ''}`.trim(),
  children: [
    ...AMOUNT_NAMES.flatMap((name) => {
      const amount = bill.amounts[name];
      return amount === undefined ? [] : [leaf(AMOUNT_LABELS[name], yuan(amount))];
    }),
    leaf('出生日期', member.birthDate),
    leaf('身份', member.identities.map((one) => `${one.kind} ${one.from}—${one.to ?? ''}`).join('；')),
    leaf(
      '参保',
      member.enrolments.map((one) => `${one.from}—${one.to ?? ''} ${one.plan ?? ''}`.trim()).join('；'),
    ),
    leaf('诊断', (bill.diagnoses ?? []).map((one) => `${one.code}${one.main ? '（主）' : ''}`).join('；')),
  ],
});

const benefitNodes = (scheme: CompiledScheme, entry: BenefitTrace): readonly AuditNode[] => [
  leaf('计算基数', yuan(entry.baseFen)),
  ...(entry.ratio === undefined ? [] : [leaf('比例', percent(entry.ratio))]),
  ...(entry.tiers ?? []).map((tier) => leaf('分段', `${yuan(tier.partFen)} × ${percent(tier.ratio)}`)),
  leaf('乘比例后四舍五入到分', yuan(entry.roundedFen)),
  ...(entry.alreadyFen > 0 ? [leaf('减此前已付', yuan(entry.alreadyFen))] : []),
  ...(entry.roomFen === undefined ? [] : [leaf('票据余额', yuan(entry.roomFen))]),
  ...entry.ceilings.map((one) => {
    const title = scheme.scheme.ceilings.find((ceiling) => ceiling.id === one.ceiling)?.title ?? one.ceiling;
    return leaf(title, `${yuan(one.limitFen)}，已用 ${yuan(one.usedFen)}，剩余 ${yuan(one.leftFen)}`);
  }),
  ...(entry.limitedBy === undefined ? [] : [leaf('受限于', entry.limitedBy)]),
];

const stepLabel = (entry: TraceEntry): readonly [string, string] => {
  switch (entry.step) {
    case 'check':
      return ['检查', entry.passed ? '通过' : `未通过：${reasonSentence(entry.reason)}`];
    case 'classify':
      return [
        '诊断归类',
        entry.referral === undefined ? (entry.label ?? '') : reasonSentence(entry.referral),
      ];
    case 'amount':
      return [`金额 ${entry.name}`, yuan(entry.fen)];
    case 'accumulate':
      return [`累计 ${entry.counter}`, `${yuan(entry.beforeFen)} + ${yuan(entry.addedFen)}`];
    case 'alert':
      return ['提示', reasonSentence(entry.code)];
    case 'benefit':
      return [`待遇 ${entry.benefit}`, yuan(entry.grantedFen)];
  }
};

const stepNode = (scheme: CompiledScheme, entry: TraceEntry): AuditNode => {
  const [label, value] = stepLabel(entry);
  return {
    label,
    value,
    path: entry.path,
    clauses: clausesIn(scheme, entry.clauses),
    children: entry.step === 'benefit' ? benefitNodes(scheme, entry) : [],
  };
};

export const auditTree = (receipt: Receipt, book?: SchemeBook): AuditNode => {
  const replayed = replay(receipt, book);
  const head = `${receipt.schemeId} ${receipt.schemeVersion}`;
  if (!replayed.ok) return { label: head, value: reasonSentence(replayed.because), children: [] };
  const { scheme, explained } = replayed;
  const { decision } = explained;
  const value = decision.outcome === 'granted' ? `granted ${yuan(decision.totalFen)}` : decision.outcome;
  return {
    label: head,
    value,
    children: [
      leaf('方案文件 SHA-256', scheme.hash),
      factNodes(receipt.facts),
      {
        label: '此前累计',
        value: '',
        children: Object.entries(receipt.usedBefore).map(([key, used]) => leaf(key, yuan(used))),
      },
      { label: '步骤', value: '', children: explained.trace.map((entry) => stepNode(scheme, entry)) },
      {
        label: '累计变动',
        value: '',
        children: explained.movements.map(({ key, deltaFen }) => leaf(key, yuan(deltaFen))),
      },
    ],
  };
};
