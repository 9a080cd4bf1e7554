/** Decides the bills of one member in the order in which they are settled; the running sums go through the list. */
import { addFen, type Fen, ZERO_FEN } from '@erbao/kernel/money';
import type { Adjudged, CompiledScheme, Movement, UsedCeilings } from './engine.ts';
import { type BillFacts, billDate, type MemberFacts } from './facts.ts';
import type { SchemeBook, SchemeMissing } from './scheme-book.ts';

/** The running sums after some movements. */
export const applyMovements = (used: UsedCeilings, movements: readonly Movement[]): UsedCeilings => {
  if (movements.length === 0) return used;
  const after: Record<string, Fen> = { ...used };
  for (const { key, deltaFen } of movements) after[key] = addFen(after[key] ?? ZERO_FEN, deltaFen);
  return after;
};

/** A bill without a scheme version is refused with the reason; nothing is guessed. */
export const refusedWithout = (reason: SchemeMissing | 'date-missing'): Adjudged => ({
  decision: { outcome: 'refused', reason },
  movements: [],
});

export type DecidedBill = {
  readonly bill: BillFacts;
  readonly usedBefore: UsedCeilings;
  readonly adjudged: Adjudged;
  readonly scheme: CompiledScheme | undefined;
  /** Why the municipality's numbers cannot be read. */
  readonly problems: readonly string[];
};

export const decideBills = (
  book: SchemeBook,
  schemeId: string,
  member: MemberFacts,
  bills: readonly BillFacts[],
  parameters?: unknown,
): readonly DecidedBill[] => {
  let used: UsedCeilings = {};
  return bills.map((bill) => {
    const usedBefore = used;
    const on = billDate(bill);
    const found = on === undefined ? undefined : book.schemeFor(schemeId, on, parameters);
    if (found?.found !== true) {
      const adjudged = refusedWithout(found?.reason ?? 'date-missing');
      return { bill, usedBefore, adjudged, scheme: undefined, problems: found?.problems ?? [] };
    }
    const adjudged = found.scheme.decide({ member, bill }, usedBefore);
    used = applyMovements(usedBefore, adjudged.movements);
    return { bill, usedBefore, adjudged, scheme: found.scheme, problems: [] };
  });
};
