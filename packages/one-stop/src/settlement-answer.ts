/**
 * What the window is told: who pays how much, what the patient still owes, which clause each sum follows from, and what
 * is left under the ceilings. Made from the receipt alone, so the same settlement gives the same answer for ever.
 */
import { clausesOf } from '@erbao/benefit-policy/explain';
import { reasonSentence } from '@erbao/benefit-policy/reasons';
import type { Receipt } from '@erbao/benefit-policy/receipt';
import { benefitTraces, replay } from '@erbao/benefit-policy/replay';
import type { SchemeBook } from '@erbao/benefit-policy/scheme-book';
import { type Fen, fen, maxFen, printYuan, subtractFen, sumFen, ZERO_FEN } from '@erbao/kernel/money';
import { checkAmounts, type FundSumRule } from '@erbao/national-record/amount-identities';
import type { SettlementAmounts } from '@erbao/national-record/settlement-row';
import { type OwnedQuestion, ownerOfQuestion } from './question-owners.ts';

export type SettlementState = 'quoted' | 'settled' | 'reversed';

export type PaidPart = {
  readonly payer: string;
  readonly nameZh: string;
  readonly amountFen: Fen;
  readonly amountYuan: string;
};
export type BenefitPart = PaidPart & {
  readonly clauses: readonly { readonly clause: string; readonly text: string }[];
};

export type SettlementAnswer = {
  readonly settlementId: string;
  readonly state: SettlementState;
  readonly outcome: 'granted' | 'nothing' | 'refused' | 'referred';
  readonly reason: string | undefined;
  readonly reasonZh: string | undefined;
  /** `YYYY-MM`: the month in which the hospital is paid. */
  readonly month: string;
  readonly totalFen: Fen;
  readonly earlierPayers: readonly PaidPart[];
  readonly benefits: readonly BenefitPart[];
  readonly grantedFen: Fen;
  readonly patientOwesFen: Fen;
  readonly patientOwesYuan: string;
  /** A lump sum beyond what is owed: the hospital hands it out. */
  readonly patientReceivesFen: Fen;
  readonly ceilings: readonly {
    readonly ceiling: string;
    readonly title: string;
    readonly limitFen: Fen;
    readonly leftFen: Fen;
  }[];
  /** Parts that wait for a person. */
  readonly referrals: readonly { readonly code: string; readonly text: string }[];
  readonly warnings: readonly {
    readonly identity: string;
    readonly differenceFen: Fen;
    readonly text: string;
  }[];
  /** Questions that another office answers, not the fund. */
  readonly questions: readonly OwnedQuestion[];
  readonly scheme: { readonly schemeId: string; readonly title: string; readonly version: string };
  readonly receiptHash: string;
};

export type Answered = {
  readonly settlementId: string;
  readonly state: SettlementState;
  readonly month: string;
  readonly amounts: SettlementAmounts;
  readonly fundSumRule: FundSumRule;
  readonly receipt: Receipt;
  readonly receiptHash: string;
};

const part = (payer: string, nameZh: string, amountFen: Fen): PaidPart => ({
  payer,
  nameZh,
  amountFen,
  amountYuan: printYuan(amountFen),
});

/** As the engine counts them: 职工大额 stands where residents have 大病保险; the smaller funds are 其他. */
const earlierPayersOf = (amounts: SettlementAmounts): readonly PaidPart[] => [
  part('basic', '基本医疗保险', amounts.basicFen),
  part(
    'critical-illness',
    '大病保险（含职工大额）',
    sumFen([amounts.criticalIllnessFen, amounts.largeSumFen]),
  ),
  part('assistance', '医疗救助', amounts.assistanceFen),
  part(
    'other',
    '其他报销',
    sumFen([amounts.otherFen, amounts.civilServantFen, amounts.enterpriseFen, amounts.disabledFen]),
  ),
  part('account', '个人账户', amounts.accountFen),
  part('hospital', '医院负担', amounts.hospitalFen),
];

type Explained = {
  readonly benefits: readonly (BenefitPart & { readonly withinRoom: boolean })[];
  readonly ceilings: SettlementAnswer['ceilings'];
  readonly title: string;
};

const explained = (receipt: Receipt, book: SchemeBook): Explained => {
  const replayed = replay(receipt, book);
  if (!replayed.ok) return { benefits: [], ceilings: [], title: receipt.schemeId };
  const { scheme } = replayed.scheme;
  const granted = receipt.decision.outcome === 'granted' ? receipt.decision.benefits : {};
  const clauses = clausesOf(receipt, book);
  const benefits = scheme.benefits.flatMap(({ id, title, withinRoom }) => {
    const amountFen = granted[id];
    if (amountFen === undefined) return [];
    const own = clauses.filter(({ benefit }) => benefit === id).map(({ clause, text }) => ({ clause, text }));
    return [{ ...part(id, title, amountFen), withinRoom, clauses: own }];
  });
  const left = new Map<string, { readonly limitFen: Fen; readonly leftFen: Fen }>();
  for (const entry of benefitTraces(replayed.explained.trace))
    for (const { ceiling, limitFen, leftFen } of entry.ceilings)
      left.set(ceiling, { limitFen: fen(limitFen), leftFen: fen(Math.max(0, leftFen - entry.grantedFen)) });
  const ceilings = scheme.ceilings.flatMap(({ id, title }) => {
    const sums = left.get(id);
    return sums === undefined ? [] : [{ ceiling: id, title, ...sums }];
  });
  return { benefits, ceilings, title: scheme.title };
};

/** Never below 0: what exceeds the bill is a lump sum, or sums that do not add up and are warned of. */
const owedOf = (amounts: SettlementAmounts, benefits: Explained['benefits']) => {
  const paid = sumFen(earlierPayersOf(amounts).map(({ amountFen }) => amountFen));
  const inRoom = sumFen(benefits.filter(({ withinRoom }) => withinRoom).map(({ amountFen }) => amountFen));
  const lump = sumFen(benefits.filter(({ withinRoom }) => !withinRoom).map(({ amountFen }) => amountFen));
  const owed = maxFen(ZERO_FEN, fen(amounts.totalFen - paid - inRoom));
  return {
    patientOwesFen: maxFen(ZERO_FEN, subtractFen(owed, lump)),
    patientReceivesFen: maxFen(ZERO_FEN, subtractFen(lump, owed)),
  };
};

const reasonOf = ({ decision }: Receipt): { readonly reason?: string } =>
  decision.outcome === 'refused' || decision.outcome === 'referred' ? { reason: decision.reason } : {};

export const answerOf = (answered: Answered, book: SchemeBook): SettlementAnswer => {
  const { receipt, amounts } = answered;
  const { decision, schemeId, schemeVersion } = receipt;
  const { benefits, ceilings, title } = explained(receipt, book);
  const { reason } = reasonOf(receipt);
  const referrals = 'referrals' in decision ? decision.referrals : [];
  const question = reason === undefined ? undefined : ownerOfQuestion(schemeId, reason);
  const owed = owedOf(amounts, benefits);
  return {
    settlementId: answered.settlementId,
    state: answered.state,
    outcome: decision.outcome,
    reason,
    reasonZh: reason === undefined ? undefined : reasonSentence(reason),
    month: answered.month,
    totalFen: amounts.totalFen,
    earlierPayers: earlierPayersOf(amounts),
    benefits: benefits.map(({ withinRoom: _withinRoom, ...benefit }) => benefit),
    grantedFen: decision.outcome === 'granted' ? decision.totalFen : ZERO_FEN,
    ...owed,
    patientOwesYuan: printYuan(owed.patientOwesFen),
    ceilings,
    referrals: referrals.map((code) => ({ code, text: reasonSentence(code) })),
    warnings: checkAmounts(amounts, answered.fundSumRule).map(({ identity, differenceFen, messageZh }) => ({
      identity,
      differenceFen,
      text: messageZh,
    })),
    questions: question === undefined ? [] : [question],
    scheme: { schemeId, title, version: schemeVersion },
    receiptHash: answered.receiptHash,
  };
};
