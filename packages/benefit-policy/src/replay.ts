/** Runs a receipt again with the trace, which is never stored. */
import { type CompiledScheme, decideWithTrace, type Explained } from './engine.ts';
import { publishedSchemeBook } from './published-schemes.ts';
import { type Receipt, schemeOfReceipt } from './receipt.ts';
import type { TraceEntry } from './run.ts';

export type { TraceEntry } from './run.ts';
import type { Clause } from './scheme.ts';
import type { SchemeBook, SchemeMissing } from './scheme-book.ts';

export type Replayed =
  | { readonly ok: true; readonly scheme: CompiledScheme; readonly explained: Explained }
  | { readonly ok: false; readonly because: SchemeMissing };

export const replay = (receipt: Receipt, book: SchemeBook = publishedSchemeBook()): Replayed => {
  const found = schemeOfReceipt(receipt, book);
  if ('because' in found) return { ok: false, because: found.because };
  const explained = decideWithTrace(found.scheme, receipt.facts, receipt.usedBefore);
  return { ok: true, scheme: found.scheme, explained };
};

export type BenefitTrace = Extract<TraceEntry, { step: 'benefit' }>;

export const benefitTraces = (trace: readonly TraceEntry[]): readonly BenefitTrace[] =>
  trace.filter((entry) => entry.step === 'benefit');

export const clausesIn = ({ scheme }: CompiledScheme, ids: readonly string[]): readonly Clause[] =>
  [...new Set(ids)].flatMap((id) => scheme.clauses.get(id) ?? []);
