/** The letters of a claim as data, from its standing decision: computed again from the receipt, so they cannot drift. */
import { type AdjudicationRecord, findRecord, recordById } from '@erbao/adjudication/adjudication-record';
import type { ClaimLetter, ClaimLetterKind } from '@erbao/api-contracts/letters';
import { AMOUNT_LABELS, EARLIER_PAYERS } from '@erbao/benefit-policy/chinese-words';
import { explainInChinese } from '@erbao/benefit-policy/explain';
import type { Receipt } from '@erbao/benefit-policy/receipt';
import { receiptSchema } from '@erbao/benefit-policy/receipt-schema';
import { benefitTraces, clausesIn, replay } from '@erbao/benefit-policy/replay';
import type { SchemeBook } from '@erbao/benefit-policy/scheme-book';
import { type Claim, latestVersion } from '@erbao/claims/claim';
import { instantOfMs, localDateOf, msOf } from '@erbao/kernel/dates';
import { Defect, NotFound } from '@erbao/kernel/errors';
import { subtractFen } from '@erbao/kernel/money';
import { findPayment, type Payment, paymentIdOf } from '@erbao/payout/payment';
import { payeeOf } from '@erbao/payout/payee';
import { aboutClaim, type LetterNeeds } from './letter-heads.ts';
import { objectionResult } from './objection-result.ts';
import { nothingReason, refusalWords } from './refusal-words.ts';
import { returnNotice } from './return-notice.ts';

export type { LetterNeeds } from './letter-heads.ts';

const amountsOf = ({ facts }: Receipt) => {
  const { amounts } = facts.bill;
  const own = (['total', 'eligible', 'deductible'] as const).flatMap((name) => {
    const amountFen = amounts[name];
    return amountFen === undefined ? [] : [{ label: AMOUNT_LABELS[name], amountFen }];
  });
  const paid = EARLIER_PAYERS.flatMap((payer) => {
    const amountFen = amounts[payer] ?? 0;
    return amountFen > 0 ? [{ label: `此前已报销：${AMOUNT_LABELS[payer]}`, amountFen }] : [];
  });
  return [...own, ...paid];
};

/** Without what the letter's own tables say already: the bill and the payers before, the total, the objection, the reason. */
const calculationOf = (receipt: Receipt, book: SchemeBook): string[] =>
  receipt.decision.outcome === 'refused' ? [] : explainInChinese(receipt, book).slice(2, -2);

/** What a letter says of a decision that rests on no version of the scheme: there is none to quote. */
const WITHOUT_SCHEME = {
  title: '（就医日期没有适用的方案版本）',
  objection: '对审核结果有异议的，可在十五个工作日内向联合办公室提出复议申请。',
};

const decidedBy = (claim: Claim, record: AdjudicationRecord, book: SchemeBook) => {
  const receipt = receiptSchema.parse(JSON.parse(record.receipt));
  const replayed = replay(receipt, book);
  const { outcome } = receipt.decision;
  if (!replayed.ok && outcome === 'granted')
    throw new Defect('receipt-not-replayable', { subjectId: record.subjectId });
  const scheme = replayed.ok ? replayed.scheme : undefined;
  const { title, objection } = scheme?.scheme ?? WITHOUT_SCHEME;
  return {
    receipt,
    scheme,
    trace: replayed.ok ? replayed.explained.trace : [],
    fields: {
      schemeTitle: title,
      schemeId: receipt.schemeId,
      schemeVersion: receipt.schemeVersion,
      amounts: amountsOf(receipt),
      explanation: replayed.ok ? calculationOf(receipt, book) : [],
      objection,
      ...objectingTo(claim),
      receiptHash: record.receiptHash,
    },
  };
};
type Decided = ReturnType<typeof decidedBy>;

/** The last day of the objection; final when the joint office has heard one. */
const objectingTo = ({ objection, objectUntil }: Claim) => ({
  final: objection?.determination !== undefined,
  ...(objectUntil === undefined || objection !== undefined
    ? {}
    : { objectBy: localDateOf(instantOfMs(msOf(objectUntil) - 1)) }),
});

const notReady = (claim: Claim, kind: ClaimLetterKind): NotFound =>
  new NotFound('letter-not-ready', { claimId: claim.claimId, kind });

const quoted = ({ scheme }: Decided, ids: readonly string[]) =>
  scheme === undefined ? [] : clausesIn(scheme, ids).map(({ place, text }) => ({ place, text }));

/** The last version whose money was ordered and not stopped: one that is being decided again is not told yet. */
const lastOrdered = async (
  { tables }: LetterNeeds,
  { claimId, adjudicationVersion, paidVersion }: Claim,
): Promise<{ readonly payment: Payment; readonly version: number } | undefined> => {
  for (const version of [adjudicationVersion, ...(paidVersion === undefined ? [] : [paidVersion])]) {
    const payment = await findPayment(tables, paymentIdOf(claimId, version));
    if (payment !== undefined && payment.withdrawn !== true) return { payment, version };
  }
  return undefined;
};

/** Ready when the decision was approved: until then nothing is promised to anybody. */
const decisionLetter = async (needs: LetterNeeds, claim: Claim): Promise<ClaimLetter> => {
  const ordered = await lastOrdered(needs, claim);
  if (ordered === undefined) throw notReady(claim, 'decision');
  const { payment, version } = ordered;
  const record = await recordById(needs.tables, claim.claimId, version);
  const decided = decidedBy(claim, record, needs.schemes);
  const benefits = benefitTraces(decided.trace)
    .filter(({ grantedFen }) => grantedFen > 0)
    .map((entry) => ({
      title: decided.scheme?.scheme.benefits.find(({ id }) => id === entry.benefit)?.title ?? entry.benefit,
      amountFen: entry.grantedFen,
      clauses: quoted(decided, entry.clauses),
    }));
  const { maskedHolder: holder, maskedNumber: number, bankName } = payeeOf(payment, claim);
  const paidBeforeFen = subtractFen(record.totalFen, payment.amountFen);
  return {
    kind: 'decision',
    ...(await aboutClaim(needs, claim, payment.payableOn)),
    ...decided.fields,
    benefits,
    totalFen: record.totalFen,
    ...(paidBeforeFen > 0 ? { paidBeforeFen } : {}),
    account: { holder, number, bankName },
  };
};

/** Where a person refused in own words what waited for him: the question that was open says what would change it. */
const openQuestion = ({ decision }: Receipt): string | undefined =>
  decision.outcome === 'referred'
    ? decision.reason
    : decision.outcome === 'refused'
      ? undefined
      : decision.referrals[0];

const wordsOf = (code: string, text: string, { receipt, trace }: Decided) => {
  if (code === 'nothing-due') return refusalWords(nothingReason(trace), receipt.facts);
  if (code !== 'refused-by-reviewer') return refusalWords(code, receipt.facts);
  return { ...refusalWords(openQuestion(receipt) ?? code, receipt.facts), text };
};

const refusalLetter = async (needs: LetterNeeds, claim: Claim): Promise<ClaimLetter> => {
  const { refusal, claimId, refusedAt } = claim;
  const record = await findRecord(needs.tables, claimId, latestVersion(claim));
  if (refusal === undefined || record === undefined) throw notReady(claim, 'refusal');
  const decided = decidedBy(claim, record, needs.schemes);
  const stops = decided.trace.flatMap((entry) =>
    entry.step === 'check' && !entry.passed ? entry.clauses : [],
  );
  const { text, fact, change } = wordsOf(refusal.code, refusal.text, decided);
  return {
    kind: 'refusal',
    ...(await aboutClaim(needs, claim, localDateOf(refusedAt ?? record.decidedAt))),
    ...decided.fields,
    part: claim.paymentId !== undefined,
    reason: { code: refusal.code, text },
    fact,
    change,
    words: refusal.text,
    clauses: quoted(decided, stops),
  };
};

/** Throws NotFound `letter-not-ready` when the claim has not come to this letter. */
export const claimLetter = async (
  needs: LetterNeeds,
  claim: Claim,
  kind: ClaimLetterKind,
): Promise<ClaimLetter> => {
  switch (kind) {
    case 'decision':
      return decisionLetter(needs, claim);
    case 'refusal':
      return refusalLetter(needs, claim);
    case 'return':
      return returnNotice(needs, claim);
    case 'objection':
      return objectionResult(needs, claim);
  }
};
