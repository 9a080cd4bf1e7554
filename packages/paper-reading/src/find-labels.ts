/** Where the labels of a form stand in a row. A label with one character read wrongly still counts, but less. */
import type { FieldName } from './reading-fields.ts';
import type { FORM_LABELS, LabelledForm } from './labels.ts';
import type { Row } from './rows.ts';

type Labels = (typeof FORM_LABELS)[LabelledForm];
export type LabelPlace = {
  readonly field: FieldName | 'stop';
  readonly from: number;
  readonly to: number;
  /** Every character as spelt, and none doubtful. */
  readonly exact: boolean;
};

/** Shorter labels with a wrong character could be another label. */
const SHORTEST_INEXACT = 4;
const SURE = 0.75;
const BRACKET = /[():]/;
/** A wrong character weighs as much as two right ones. */
const weightOf = ({ from, to, wrong }: Candidate): number => to - from - 2 * wrong;

const differences = (text: string, from: number, spelling: string): number => {
  let count = 0;
  for (let place = 0; place < spelling.length && count < 2; place += 1)
    // a colon in a spelling is there to tell it from a longer label
    if (text[from + place] !== spelling[place]) count += spelling[place] === ':' ? 2 : 1;
  return count;
};

type Candidate = LabelPlace & { readonly wrong: number };

const candidatesIn = (row: Row, labels: Labels): readonly Candidate[] => {
  const found: Candidate[] = [];
  for (const [field, ...spellings] of labels)
    for (const spelling of spellings)
      for (let from = 0; from + spelling.length <= row.text.length; from += 1) {
        const wrong = differences(row.text, from, spelling);
        if (wrong > (spelling.length >= SHORTEST_INEXACT ? 1 : 0)) continue;
        const to = from + spelling.length;
        const sure = row.characters
          .slice(from, to)
          .every(({ plain, confidence }) => confidence >= SURE || BRACKET.test(plain));
        found.push({ field, from, to, exact: wrong === 0 && sure, wrong });
      }
  return found;
};

/**
 * The labels from left to right, none over another: the longer and the better read first. Of two different fields that an
 * inexact label could be, neither is taken: its place ends the value before it.
 */
export const labelsIn = (row: Row, labels: Labels): readonly LabelPlace[] => {
  const candidates = candidatesIn(row, labels).toSorted((a, b) => weightOf(b) - weightOf(a));
  const taken: LabelPlace[] = [];
  for (const candidate of candidates) {
    const { from, to, exact } = candidate;
    if (taken.some((other) => from < other.to && other.from < to)) continue;
    const rival = candidates.some(
      (other) =>
        other.from === from &&
        other.to === to &&
        other.field !== candidate.field &&
        other.wrong <= candidate.wrong,
    );
    taken.push({ from, to, exact, field: rival ? 'stop' : candidate.field });
  }
  return taken.toSorted((a, b) => a.from - b.from);
};
