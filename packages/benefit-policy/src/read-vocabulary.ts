/** The words that a scheme file declares: identities, flags, diseases, benefits and running totals. */
import type { DocumentNode } from './document-node.ts';
import type { Vocabulary } from './formula/vocabulary.ts';
import type { ParameterValues } from './parameters.ts';
import { type Benefit, type Counter, WINDOWS } from './scheme.ts';

export const readWords = (node: DocumentNode): ReadonlyMap<string, string> =>
  node.present
    ? new Map(node.entries().map(([word, item]) => [word, item.text()] as const))
    : new Map<string, string>();

export const readBenefits = (node: DocumentNode, counters: Counter[]): readonly Benefit[] =>
  node.items().map((item) => {
    item.only('id', 'title', 'payer', 'counted', 'lumpSum');
    const id = item.field('id').text();
    const counted = item.field('counted');
    const per = counted.present ? counted.oneOf(WINDOWS) : undefined;
    const lumpSum = item.field('lumpSum');
    return {
      id,
      title: item.field('title').text(),
      payer: item.field('payer').text(),
      counter: per === undefined ? undefined : counters.push({ id, per }) - 1,
      withinRoom: !(lumpSum.present && lumpSum.flag()),
    };
  });

export const readTotals = (node: DocumentNode, counters: Counter[]): void => {
  if (!node.present) return;
  for (const item of node.items()) {
    item.only('id', 'title', 'per');
    item.field('title').text();
    counters.push({ id: item.field('id').text(), per: item.field('per').oneOf(WINDOWS) ?? 'year' });
  }
};

const indexed = (
  items: readonly { readonly id: string }[],
  node: DocumentNode,
): ReadonlyMap<string, number> => {
  const map = new Map(items.map((item, index) => [item.id, index] as const));
  if (map.size !== items.length) node.fault('an id is given twice');
  return map;
};

export const readVocabulary = (
  root: DocumentNode,
  benefits: readonly Benefit[],
  counters: readonly Counter[],
  values: ParameterValues,
): Vocabulary => {
  const words = root.field('words').only('identities', 'flags', 'diseases');
  const declared = (name: string): ReadonlySet<string> => new Set(readWords(words.field(name)).keys());
  return {
    benefits: indexed(benefits, root.field('benefits')),
    counters: indexed(counters, root.field('totals')),
    identities: declared('identities'),
    flags: declared('flags'),
    diseases: declared('diseases'),
    named: new Map(),
    labels: new Map(),
    parameterFen: (path) => {
      const value = values.get(path);
      return value?.unit === 'yuan' ? value.fen : undefined;
    },
    parameterRatio: (path) => {
      const value = values.get(path);
      return value?.unit === 'ratio' ? value.ratio : undefined;
    },
  };
};

/** Every declared word with its Chinese name. */
export const allWords = (node: DocumentNode): ReadonlyMap<string, string> =>
  new Map(['identities', 'flags', 'diseases'].flatMap((name) => [...readWords(node.field(name))]));
