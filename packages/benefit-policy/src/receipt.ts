/**
 * The receipt of a decision: everything needed to compute it again years later, and nothing about who the member is
 * (birth date and sex are facts of the rules; names and identity numbers never enter).
 */
import type { LocalDate } from '@erbao/kernel/dates';
import type { Decision } from '@erbao/kernel/decision';
import { canonicalJson } from '@erbao/kernel/ids';
import type { Adjudged, CompiledScheme, Movement, UsedCeilings } from './engine.ts';
import { ENGINE_VERSION } from './engine.ts';
import type { Facts } from './facts.ts';
import type { SchemeBook, SchemeMissing } from './scheme-book.ts';

export type Receipt = {
  readonly engineVersion: string;
  readonly schemeId: string;
  readonly schemeVersion: LocalDate;
  readonly schemeHash: string;
  /** The municipality's numbers of a framework scheme, as they were given. */
  readonly parameters?: unknown;
  readonly facts: Facts;
  readonly usedBefore: UsedCeilings;
  readonly decision: Decision;
  readonly movements: readonly Movement[];
};

export type ReceiptInput = {
  /** What names the version; a scheme that was not found is named as well, with its refusal. */
  readonly scheme: Pick<CompiledScheme, 'schemeId' | 'version' | 'hash' | 'counterKeys'>;
  readonly facts: Facts;
  readonly usedBefore: UsedCeilings;
  readonly adjudged: Adjudged;
  readonly parameters?: unknown;
};

/** Only the running sums that this bill reads: a receipt need not tell the member's other months and years. */
const usedByBill = (used: UsedCeilings, scheme: ReceiptInput['scheme'], facts: Facts): UsedCeilings => {
  const keys = scheme.counterKeys(facts.bill);
  return Object.fromEntries(Object.entries(used).filter(([key]) => keys.includes(key)));
};

export const makeReceipt = ({ scheme, facts, usedBefore, adjudged, parameters }: ReceiptInput): Receipt => ({
  engineVersion: ENGINE_VERSION,
  schemeId: scheme.schemeId,
  schemeVersion: scheme.version,
  schemeHash: scheme.hash,
  ...(parameters === undefined ? {} : { parameters }),
  facts,
  usedBefore: usedByBill(usedBefore, scheme, facts),
  decision: adjudged.decision,
  movements: adjudged.movements,
});

export type ReceiptCheck =
  | { readonly agrees: true }
  | {
      readonly agrees: false;
      readonly because: SchemeMissing | 'version-differs' | 'hash-differs' | 'engine-differs' | 'fen-differ';
      readonly recomputed?: Adjudged;
    };

/** Finds the scheme version that the receipt names; a changed file is noticed by its hash. */
export const schemeOfReceipt = (
  receipt: Receipt,
  book: SchemeBook,
): { readonly scheme: CompiledScheme } | { readonly because: SchemeMissing } => {
  const found = book.schemeFor(receipt.schemeId, receipt.schemeVersion, receipt.parameters);
  return found.found ? { scheme: found.scheme } : { because: found.reason };
};

/** Computes the decision again from the receipt alone and compares to the fen. */
export const checkReceipt = (receipt: Receipt, book: SchemeBook): ReceiptCheck => {
  const found = schemeOfReceipt(receipt, book);
  if ('because' in found) return { agrees: false, because: found.because };
  const { scheme } = found;
  if (scheme.version !== receipt.schemeVersion) return { agrees: false, because: 'version-differs' };
  const recomputed = scheme.decide(receipt.facts, receipt.usedBefore);
  const { decision, movements } = receipt;
  if (canonicalJson(recomputed) !== canonicalJson({ decision, movements }))
    return { agrees: false, because: 'fen-differ', recomputed };
  if (scheme.hash !== receipt.schemeHash) return { agrees: false, because: 'hash-differs', recomputed };
  return receipt.engineVersion === ENGINE_VERSION
    ? { agrees: true }
    : { agrees: false, because: 'engine-differs', recomputed };
};
