/**
 * The scheme book for servers that decide many bills one after another (a month file): the same answers, decided by the
 * generated functions. Pages whose policy forbids generated code keep the plain book.
 */
import { fen } from '@erbao/kernel/money';
import { type CompiledScheme, counterKeys } from '../engine.ts';
import { billDate } from '../facts.ts';
import type { SchemeBook } from '../scheme-book.ts';
import { bulkScheme } from './bulk-scheme.ts';

export const fastScheme = (compiled: CompiledScheme): CompiledScheme => {
  const { scheme } = compiled;
  const bulk = bulkScheme(compiled);
  return {
    schemeId: compiled.schemeId,
    version: compiled.version,
    get hash() {
      return compiled.hash;
    },
    scheme,
    counterKeys: compiled.counterKeys,
    decide: ({ member, bill }, used) => {
      const on = billDate(bill);
      if (on === undefined)
        return { decision: { outcome: 'refused', reason: 'date-missing' }, movements: [] };
      const keys = counterKeys(scheme, bill, on);
      const before = keys.map((key) => (Object.hasOwn(used, key) ? (used[key] ?? 0) : 0));
      const stop = bulk.decide(member, bill, bulk.loadCounters(bill, on, before));
      const decision = bulk.decisionOf(stop);
      if (stop !== 0) return { decision, movements: [] };
      const movements = keys.flatMap((key, index) => {
        const moved = bulk.outcome.moved[index] ?? 0;
        return moved === 0 ? [] : [{ key, deltaFen: fen(moved) }];
      });
      return { decision, movements };
    },
  };
};

export const fastSchemeBook = (book: SchemeBook): SchemeBook => {
  const fast = new WeakMap<CompiledScheme, CompiledScheme>();
  return {
    get schemes() {
      return book.schemes;
    },
    schemeFor: (schemeId, on, parameters) => {
      const found = book.schemeFor(schemeId, on, parameters);
      if (!found.found) return found;
      const scheme = fast.get(found.scheme) ?? fastScheme(found.scheme);
      fast.set(found.scheme, scheme);
      return { found: true, scheme };
    },
  };
};
