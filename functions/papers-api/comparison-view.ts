/** A claim's comparison as a clerk sees it: every field with how sure the machine was and where it stands. */
import { PAPER_NAMES_ZH } from '@erbao/api-contracts/paper-kinds';
import { RECEIPT_RESULTS_ZH } from '@erbao/api-contracts/receipt-results';
import type { Claim } from '@erbao/claims/claim';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { printYuan } from '@erbao/kernel/money';
import { findComparison } from '@erbao/paper-checks/comparison';
import { isReadByMachine } from '@erbao/paper-checks/compare-papers';
import type { Finding } from '@erbao/paper-checks/finding';
import { lastReceiptCheck } from '@erbao/paper-checks/receipt-check';
import { type KeptField, type KeptReading, latestReading } from '@erbao/paper-reading/kept-reading';
import { correctionsOf, type KeptCorrection } from '@erbao/paper-reading/paper-correction';
import { type FieldValue, HIGH_CONFIDENCE } from '@erbao/paper-reading/paper-reading';
import { type FieldName, factsOf, PAPER_FORM_NAMES_ZH } from '@erbao/paper-reading/reading-fields';
import { signalText } from '@erbao/review/risk-signal';

const printed = (value: FieldValue): string => {
  switch (value.as) {
    case 'fen':
      return printYuan(value.fen);
    case 'date':
      return value.date;
    case 'text':
      return value.text;
  }
};

const correctionView = ({ value, masked, by, at, reason }: KeptCorrection) => ({
  value: value === undefined ? (masked ?? '') : printed(value),
  by,
  at,
  reason,
});

const fieldView = (field: FieldName, kept: KeptField | undefined, typed: readonly KeptCorrection[]) => ({
  field,
  name: factsOf(field).zh,
  corrections: typed.map(correctionView),
  sure: typed.length > 0 || (kept !== undefined && kept.confidence >= HIGH_CONFIDENCE),
  ...(kept === undefined
    ? {}
    : {
        read: 'sealed' in kept ? kept.masked : printed(kept.value),
        confidence: kept.confidence,
        source: kept.source,
        place: kept.place,
      }),
});

const stateOf = (kind: Claim['papers'][number]['kind'], reading: KeptReading | undefined): string => {
  if (!isReadByMachine(kind)) return 'by-hand';
  return reading === undefined || reading.state === 'begun' ? 'reading' : reading.state;
};

const paperView = async (tables: Tables, { paperId, kind }: Claim['papers'][number]) => {
  const reading = await latestReading(tables, paperId);
  const typed = await correctionsOf(tables, paperId);
  const read = new Map((reading?.fields ?? []).map((kept) => [kept.name, kept]));
  const fields = [...new Set([...read.keys(), ...typed.map(({ field }) => field)])];
  return {
    paperId,
    kind,
    name: PAPER_NAMES_ZH[kind],
    state: stateOf(kind, reading),
    ...(reading?.form === undefined
      ? {}
      : { form: reading.form, formName: PAPER_FORM_NAMES_ZH[reading.form] }),
    fields: fields.map((field) =>
      fieldView(
        field,
        read.get(field),
        typed.filter((one) => one.field === field),
      ),
    ),
  };
};

export const findingView = ({ code, field, papers, others = [] }: Finding) => ({
  code,
  text: signalText(code),
  ...(field === undefined ? {} : { field, fieldName: factsOf(field).zh }),
  papers: [...papers],
  others: others.map(({ claimId, paperId }) => ({ claimId, ...(paperId === undefined ? {} : { paperId }) })),
});

export const comparisonView = async (tables: Tables, claim: Claim) => {
  const { claimId } = claim;
  const comparison = await findComparison(tables, claimId);
  const check = await lastReceiptCheck(tables, claimId);
  return {
    claimId,
    ...(comparison === undefined ? {} : { comparedAt: comparison.comparedAt }),
    findings: (comparison?.findings ?? []).map(findingView),
    papers: await Promise.all(claim.papers.map((paper) => paperView(tables, paper))),
    ...(check === undefined
      ? {}
      : {
          receiptCheck: {
            result: check.result,
            text: RECEIPT_RESULTS_ZH[check.result],
            by: check.by,
            at: check.checkedAt,
            reference: check.reference,
          },
        }),
  };
};
