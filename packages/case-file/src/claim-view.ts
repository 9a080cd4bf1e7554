/** A claim as people see it: masked, with its decision explained, its deadline and its timeline. */
import { type AdjudicationRecord, findRecord } from '@erbao/adjudication/adjudication-record';
import type { ClaimView } from '@erbao/api-contracts/claim-views';
import { isPaperKind, PAPER_NAMES_ZH } from '@erbao/api-contracts/paper-kinds';
import { type AuditEvent, timelineOf } from '@erbao/audit/audit-event';
import { ATTEMPT_REFUSED } from '@erbao/audit/refused-attempt';
import { clausesOf, explainInChinese } from '@erbao/benefit-policy/explain';
import { reasonSentence } from '@erbao/benefit-policy/reasons';
import type { Receipt } from '@erbao/benefit-policy/receipt';
import { receiptSchema } from '@erbao/benefit-policy/receipt-schema';
import type { SchemeBook } from '@erbao/benefit-policy/scheme-book';
import { type Claim, latestVersion } from '@erbao/claims/claim';
import { CLAIM_STATE_NAMES_ZH } from '@erbao/claims/lifecycle';
import { citizenLimitId } from '@erbao/deadlines/citizen-limits';
import { CLAIM_PROMISE } from '@erbao/deadlines/commitments';
import { type Deadline, deadlinesOf } from '@erbao/deadlines/deadline';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { printYuan } from '@erbao/kernel/money';
import { paymentsOfClaim } from '@erbao/payout/payment';
import { besideZh, paymentViews } from './claim-payments.ts';
import { papersOfClaim, paperView } from './paper-views.ts';
import { timelineText } from './timeline-words.ts';

const benefitLines = (receipt: Receipt, book: SchemeBook) => {
  if (receipt.decision.outcome !== 'granted') return [];
  const clauses = clausesOf(receipt, book);
  return Object.entries(receipt.decision.benefits).map(([benefit, amountFen]) => {
    const clause = clauses.find((one) => one.benefit === benefit);
    return {
      benefit,
      amountFen,
      amountYuan: printYuan(amountFen),
      clause: clause?.clause ?? '',
      clauseText: clause?.text ?? '',
    };
  });
};

const reasonOf = (code: string) => ({ code, text: reasonSentence(code) });

const decisionView = (record: AdjudicationRecord, book: SchemeBook): NonNullable<ClaimView['decision']> => {
  const receipt = receiptSchema.parse(JSON.parse(record.receipt));
  const { decision } = receipt;
  const referrals =
    decision.outcome === 'granted' || decision.outcome === 'nothing'
      ? decision.referrals
      : decision.outcome === 'referred'
        ? [decision.reason]
        : [];
  return {
    version: Number(record.version),
    outcome: record.outcome,
    totalFen: record.totalFen,
    totalYuan: printYuan(record.totalFen),
    benefits: benefitLines(receipt, book),
    ...('reason' in decision ? { reason: reasonOf(decision.reason) } : {}),
    referrals: referrals.map(reasonOf),
    explanation: [...explainInChinese(receipt, book)],
    schemeId: receipt.schemeId,
    schemeVersion: receipt.schemeVersion,
    receiptHash: record.receiptHash,
  };
};

const deadlineView = ({
  raised,
  marks,
  deadlineId,
  clause,
  startedAt,
  dueAt,
  provisional,
  state,
}: Deadline) => ({
  deadlineId,
  clause,
  startedAt,
  dueAt,
  provisional,
  state,
  marks: marks.map((mark, place) => ({ ...mark, raised: place < raised })),
});

/** State, sums and moments of a claim, as in a list. */
export const claimSummary = (claim: Claim) => ({
  claimId: claim.claimId,
  state: claim.state,
  stateName: CLAIM_STATE_NAMES_ZH[claim.state],
  filedAt: claim.filedAt,
  ...(claim.totalFen === undefined ? {} : { totalFen: claim.totalFen, totalYuan: printYuan(claim.totalFen) }),
});

/** Without words of a person, who only agreed, the sentence of the engine's reason. */
const refusalView = ({ refusal }: Claim) =>
  refusal === undefined
    ? {}
    : {
        refusal: {
          code: refusal.code,
          text: refusal.text === '' ? reasonSentence(refusal.code) : refusal.text,
        },
      };

/** The reason may be a suspicion: it is for the next reviewer. */
const stopView = ({ approvalStop }: Claim, viewer: string | undefined) =>
  approvalStop === undefined || viewer !== undefined
    ? {}
    : { approvalStop: { reason: approvalStop.reason, at: approvalStop.at } };

const petitionViews = ({ insistence, objection }: Claim): ClaimView['petitions'] =>
  [
    { kind: 'insistence', petition: insistence },
    { kind: 'objection', petition: objection },
  ].flatMap(({ kind, petition }) => {
    if (petition === undefined) return [];
    const { reason, determination } = petition;
    const said =
      determination === undefined ? {} : { outcome: determination.outcome, answer: determination.reason };
    return [{ kind, reason, ...said }];
  });

const openQuestion = ({ state, exchanges = [] }: Claim) => {
  const last = exchanges.at(-1);
  if (state !== 'asked' || last === undefined) return {};
  return { question: { text: last.question, askedAt: last.askedAt } };
};

const awaitedUntil = ({ state, citizenLimit }: Claim, deadlines: readonly Deadline[]) => {
  if (state !== 'incomplete' && state !== 'asked') return {};
  const limit = deadlines.find(({ deadlineId }) => deadlineId === citizenLimitId(citizenLimit ?? 0));
  return limit === undefined ? {} : { awaitedUntil: limit.dueAt };
};

/** How the engine reads the visit of a registration is for the office: to the family it would look like a refusal. */
const isRegistration = ({ claimKind }: Claim): boolean => claimKind === 'chronic';

const isForFamily = (claim: Claim, { action, who }: AuditEvent, viewer: string): boolean =>
  action === ATTEMPT_REFUSED ? who === viewer : !(action === 'adjudicated' && isRegistration(claim));

/** With `viewer`, a citizen, others' refused attempts are left out: they are for the office to look into. */
export const claimView = async (
  tables: Tables,
  book: SchemeBook,
  claim: Claim,
  viewer?: string,
): Promise<ClaimView> => {
  const { claimId, adjudicationVersion, account } = claim;
  const [record, deadlines, timeline, papers, payments] = await Promise.all([
    adjudicationVersion === 0 ? undefined : findRecord(tables, claimId, adjudicationVersion),
    deadlinesOf(tables, claimId),
    timelineOf(tables, claimId),
    papersOfClaim(tables, claim),
    paymentsOfClaim(tables, claimId, latestVersion(claim)),
  ]);
  const promiseId = claim.promiseId ?? CLAIM_PROMISE.deadlineId;
  const deadline = deadlines.find((one) => one.deadlineId === promiseId);
  return {
    ...claimSummary(claim),
    stateName: `${CLAIM_STATE_NAMES_ZH[claim.state]}${besideZh(payments)}`,
    version: claim.version,
    hospitalId: claim.bill.hospitalId,
    ...(claim.invoice === undefined ? {} : { invoiceNumber: claim.invoice.number }),
    missing: claim.missing.map((kind) => ({ kind, name: isPaperKind(kind) ? PAPER_NAMES_ZH[kind] : kind })),
    papers: papers.map(paperView),
    ...(account === undefined
      ? {}
      : {
          account: { holder: account.maskedHolder, number: account.maskedNumber, bankName: account.bankName },
        }),
    ...(record === undefined || (viewer !== undefined && isRegistration(claim))
      ? {}
      : { decision: decisionView(record, book) }),
    ...refusalView(claim),
    ...stopView(claim, viewer),
    ...(claim.paymentId === undefined ? {} : { paymentId: claim.paymentId }),
    payments: paymentViews(payments),
    ...(claim.paidAt === undefined ? {} : { paidAt: claim.paidAt }),
    ...(deadline === undefined ? {} : { deadline: deadlineView(deadline) }),
    deadlines: deadlines.map(deadlineView),
    claimKind: claim.claimKind ?? 'single',
    late: claim.late === true,
    ...openQuestion(claim),
    ...awaitedUntil(claim, deadlines),
    ...(claim.registeredOn === undefined ? {} : { registeredOn: claim.registeredOn }),
    ...(claim.objectUntil === undefined || claim.objection !== undefined
      ? {}
      : { objectUntil: claim.objectUntil }),
    petitions: petitionViews(claim),
    ...(claim.restClaimId === undefined ? {} : { restClaimId: claim.restClaimId }),
    timeline: timeline
      .filter((event) => viewer === undefined || isForFamily(claim, event, viewer))
      .map((event) => ({ at: event.at, action: event.action, text: timelineText(event) })),
  };
};
