/** The scheme version that decides a bill, or, when none holds on its date, a decider that says so. */
import type { CompiledScheme } from '@erbao/benefit-policy/engine';
import type { SchemeBook } from '@erbao/benefit-policy/scheme-book';
import type { LocalDate } from '@erbao/kernel/dates';

export type Decider = Pick<CompiledScheme, 'schemeId' | 'version' | 'hash' | 'counterKeys' | 'decide'>;

export type District = {
  readonly schemeId: string;
  /** The municipality's numbers of a framework scheme. */
  readonly parameters?: unknown;
};

const NO_HASH = '0'.repeat(64);

/** A bill outside every version is refused with the reason; one whose numbers are missing is a person's matter. */
export const deciderOn = (book: SchemeBook, { schemeId, parameters }: District, on: LocalDate): Decider => {
  const found = book.schemeFor(schemeId, on, parameters);
  if (found.found) return found.scheme;
  const { reason } = found;
  const outcome =
    reason === 'scheme-not-yet-valid' || reason === 'scheme-no-longer-valid' ? 'refused' : 'referred';
  return {
    schemeId,
    version: on,
    hash: NO_HASH,
    counterKeys: () => [],
    decide: () => ({ decision: { outcome, reason }, movements: [] }),
  };
};
