/** Cells whose few values come back in row after row of a file. */
import type { Cell } from './cells.ts';

export type ReadCell<T> = (text: string) => Cell<T>;

// A month has few different dates; the bound is for files that are not a month.
const MOST_REMEMBERED = 4_096;

export const remembering = <T>(read: ReadCell<T>): ReadCell<T> => {
  const known = new Map<string, Cell<T>>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const value = read(text);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(text, value);
    return value;
  };
};
