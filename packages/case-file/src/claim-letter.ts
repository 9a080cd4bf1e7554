/** The letters of a claim as data, from its standing decision: computed again from the receipt, so they cannot drift. */
import { type AdjudicationRecord, findRecord } from '@erbao/adjudication/adjudication-record';
import type { ClaimLetter, ClaimLetterKind } from '@erbao/api-contracts/letters';
import { isPaperKind, PAPER_NAMES_ZH } from '@erbao/api-contracts/paper-kinds';
import { timelineOf } from '@erbao/audit/audit-event';
import { AMOUNT_LABELS, EARLIER_PAYERS } from '@erbao/benefit-policy/chinese-words';
import { explainInChinese } from '@erbao/benefit-policy/explain';
import { reasonSentence } from '@erbao/benefit-policy/reasons';
import type { Receipt } from '@erbao/benefit-policy/receipt';
import { receiptSchema } from '@erbao/benefit-policy/receipt-schema';
import { benefitTraces, clausesIn, replay } from '@erbao/benefit-policy/replay';
import type { SchemeBook } from '@erbao/benefit-policy/scheme-book';
import type { Claim } from '@erbao/claims/claim';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { findHospital } from '@erbao/hospitals/hospital-store';
import { type LocalDate, localDateOf } from '@erbao/kernel/dates';
import { Defect, NotFound } from '@erbao/kernel/errors';
import { findMember } from '@erbao/members/member-store';
import { findPayment, paymentIdOf } from '@erbao/payout/payment';
import { payeeOf } from '@erbao/payout/payee';
import type { FieldCipher } from '@erbao/personal-data/field-cipher';

export type LetterNeeds = {
  readonly tables: Tables;
  readonly cipher: FieldCipher;
  readonly schemes: SchemeBook;
};

const paperName = (kind: string): string => (isPaperKind(kind) ? PAPER_NAMES_ZH[kind] : kind);

const aboutClaim = async ({ tables, cipher }: LetterNeeds, claim: Claim, issuedOn: LocalDate) => {
  const { claimId, memberId, bill, invoice, adjudicationVersion } = claim;
  const member = await findMember(tables, memberId);
  if (member === undefined) throw new Defect('claim-without-register', { claimId });
  const hospital = await findHospital(tables, bill.hospitalId);
  return {
    letterNumber: `${claimId}-${String(adjudicationVersion).padStart(2, '0')}`,
    issuedOn,
    claimId,
    insured: {
      name: await cipher.open(member.sealedName, `member/${memberId}/name`),
      maskedIdentityNumber: member.maskedIdentityNumber,
    },
    hospitalName: hospital?.name ?? bill.hospitalId,
    // 门慢登记 has none
    invoiceNumber: invoice?.number ?? '—',
  };
};

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

/** Without what the letter's own tables say already: the bill and the payers before, the total, the objection. */
const calculationOf = (receipt: Receipt, book: SchemeBook): string[] =>
  explainInChinese(receipt, book).slice(2, receipt.decision.outcome === 'refused' ? -1 : -2);

const decidedBy = (record: AdjudicationRecord, book: SchemeBook) => {
  const receipt = receiptSchema.parse(JSON.parse(record.receipt));
  const replayed = replay(receipt, book);
  if (!replayed.ok) throw new Defect('receipt-not-replayable', { subjectId: record.subjectId });
  const { scheme, explained } = replayed;
  return {
    scheme,
    trace: explained.trace,
    fields: {
      schemeTitle: scheme.scheme.title,
      schemeId: receipt.schemeId,
      schemeVersion: receipt.schemeVersion,
      amounts: amountsOf(receipt),
      explanation: calculationOf(receipt, book),
      objection: scheme.scheme.objection,
      receiptHash: record.receiptHash,
    },
  };
};
type Decided = ReturnType<typeof decidedBy>;

const notReady = (claim: Claim, kind: ClaimLetterKind): NotFound =>
  new NotFound('letter-not-ready', { claimId: claim.claimId, kind });

const quoted = ({ scheme }: Decided, ids: readonly string[]) =>
  clausesIn(scheme, ids).map(({ place, text }) => ({ place, text }));

/** Ready when the decision was approved: until then nothing is promised to anybody. */
const decisionLetter = async (
  needs: LetterNeeds,
  claim: Claim,
  record: AdjudicationRecord | undefined,
): Promise<ClaimLetter> => {
  const payment = await findPayment(needs.tables, paymentIdOf(claim.claimId, claim.adjudicationVersion));
  if (record?.outcome !== 'granted' || payment === undefined) throw notReady(claim, 'decision');
  const decided = decidedBy(record, needs.schemes);
  const { scheme } = decided;
  const benefits = benefitTraces(decided.trace)
    .filter(({ grantedFen }) => grantedFen > 0)
    .map((entry) => ({
      title: scheme.scheme.benefits.find(({ id }) => id === entry.benefit)?.title ?? entry.benefit,
      amountFen: entry.grantedFen,
      clauses: quoted(decided, entry.clauses),
    }));
  const { maskedHolder: holder, maskedNumber: number, bankName } = payeeOf(payment, claim);
  return {
    kind: 'decision',
    ...(await aboutClaim(needs, claim, payment.payableOn)),
    ...decided.fields,
    benefits,
    totalFen: record.totalFen,
    account: { holder, number, bankName },
  };
};

const refusedOn = async ({ tables }: LetterNeeds, claim: Claim, record: AdjudicationRecord) => {
  const timeline = await timelineOf(tables, claim.claimId);
  const refusal = timeline.findLast(({ who }) => who === claim.refusal?.by);
  return localDateOf(refusal?.at ?? record.decidedAt);
};

const refusalLetter = async (
  needs: LetterNeeds,
  claim: Claim,
  record: AdjudicationRecord | undefined,
): Promise<ClaimLetter> => {
  const { refusal } = claim;
  if (refusal === undefined || record === undefined) throw notReady(claim, 'refusal');
  const decided = decidedBy(record, needs.schemes);
  const stops = decided.trace.flatMap((entry) =>
    entry.step === 'check' && !entry.passed ? entry.clauses : [],
  );
  const isOwnWords = refusal.code === 'refused-by-reviewer';
  return {
    kind: 'refusal',
    ...(await aboutClaim(needs, claim, await refusedOn(needs, claim, record))),
    ...decided.fields,
    reason: { code: refusal.code, text: isOwnWords ? refusal.text : reasonSentence(refusal.code) },
    words: refusal.text,
    clauses: quoted(decided, stops),
  };
};

const returnNotice = async (needs: LetterNeeds, claim: Claim): Promise<ClaimLetter> => {
  if (claim.missing.length === 0) throw notReady(claim, 'return');
  const timeline = await timelineOf(needs.tables, claim.claimId);
  const told = timeline.findLast(({ action }) => action === 'papers-missing');
  return {
    kind: 'return',
    ...(await aboutClaim(needs, claim, localDateOf(told?.at ?? claim.filedAt))),
    missing: claim.missing.map(paperName),
    returned: [...new Set(claim.papers.map(({ kind }) => PAPER_NAMES_ZH[kind]))],
  };
};

/** Throws NotFound `letter-not-ready` when the claim has not come to this letter. */
export const claimLetter = async (
  needs: LetterNeeds,
  claim: Claim,
  kind: ClaimLetterKind,
): Promise<ClaimLetter> => {
  if (kind === 'return') return returnNotice(needs, claim);
  const { claimId, adjudicationVersion } = claim;
  const record =
    adjudicationVersion === 0 ? undefined : await findRecord(needs.tables, claimId, adjudicationVersion);
  return kind === 'decision' ? decisionLetter(needs, claim, record) : refusalLetter(needs, claim, record);
};
