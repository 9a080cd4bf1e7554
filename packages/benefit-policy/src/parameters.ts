/** The numbers that a municipality sets for a framework scheme: declared by the scheme file, given with the case. */
import { readFen, readRatio, type Ratio } from '@erbao/kernel/money';
import type { DocumentNode } from './document-node.ts';
import type { Tier } from './scheme.ts';
import { lowestTerms } from './units.ts';

const UNITS = ['yuan', 'ratio', 'tiers'] as const;
type Unit = (typeof UNITS)[number];
export type Declared = ReadonlyMap<string, { readonly unit: Unit; readonly mayBeNull: boolean }>;

export type ParameterValue =
  | { readonly unit: 'yuan'; readonly fen: number }
  | { readonly unit: 'ratio'; readonly ratio: Ratio }
  | { readonly unit: 'tiers'; readonly tiers: readonly Tier[] }
  | { readonly unit: 'none' };
export type ParameterValues = ReadonlyMap<string, ParameterValue>;

export const readDeclared = (node: DocumentNode): Declared => {
  const declared = new Map<string, { unit: Unit; mayBeNull: boolean }>();
  if (!node.present) return declared;
  for (const [path, item] of node.entries()) {
    item.only('unit', 'title', 'mayBeNull');
    item.field('title').text();
    const mayBeNull = item.field('mayBeNull');
    const unit = item.field('unit').oneOf(UNITS) ?? 'yuan';
    declared.set(path, { unit, mayBeNull: mayBeNull.present && mayBeNull.flag() });
  }
  return declared;
};

const ZERO: Ratio = { num: 0, den: 1 };

const PROBES: Readonly<Record<Unit, ParameterValue>> = {
  yuan: { unit: 'yuan', fen: 0 },
  ratio: { unit: 'ratio', ratio: ZERO },
  tiers: { unit: 'tiers', tiers: [] },
};

/** Stands for any municipality while a file is only checked. */
export const probeParameters = (declared: Declared): ParameterValues =>
  new Map([...declared].map(([path, { unit }]) => [path, PROBES[unit]] as const));

const readSum = (node: DocumentNode): number => {
  const read = readFen(node.text());
  if (read.ok && read.fen >= 0) return read.fen;
  node.fault('is not an amount of yuan, as in 14000.00');
  return 0;
};

const readShare = (node: DocumentNode): Ratio => {
  const written = readRatio(node.text());
  const ratio = written === undefined ? undefined : lowestTerms(written);
  if (ratio === undefined) node.fault('is not a ratio between 0 and 1, as in 0.60');
  return ratio ?? ZERO;
};

/** Tops rise, and only the last tier is open: otherwise a part of the base would have no ratio, or two. */
const readTierList = (node: DocumentNode): readonly Tier[] => {
  const items = node.items();
  if (items.length === 0) node.fault('at least one tier is expected');
  let below = 0;
  return items.map((item, index) => {
    item.only('upTo', 'ratio');
    const upTo = item.field('upTo');
    const isLast = index === items.length - 1;
    if ((upTo.value === null) !== isLast) upTo.fault('only the last tier is open (null), and it must be');
    const upToFen = upTo.value === null ? undefined : readSum(upTo);
    if (upToFen !== undefined && upToFen <= below)
      upTo.fault('each tier must reach higher than the one before');
    below = upToFen ?? below;
    return { upToFen, ratio: readShare(item.field('ratio')) };
  });
};

const readValue = (node: DocumentNode, unit: Unit): ParameterValue => {
  if (unit === 'yuan') return { unit, fen: readSum(node) };
  return unit === 'ratio' ? { unit, ratio: readShare(node) } : { unit, tiers: readTierList(node) };
};

/** A null anywhere on the way to a value says that the municipality has none of it. */
const find = (root: DocumentNode, path: string): DocumentNode => {
  let node = root;
  for (const name of path.split('.')) {
    if (node.value === null) return node;
    node = node.field(name);
  }
  return node;
};

export const readParameters = (declared: Declared, root: DocumentNode): ParameterValues =>
  new Map(
    [...declared].map(([path, { unit, mayBeNull }]) => {
      const node = find(root, path);
      if (node.value === null && mayBeNull) return [path, { unit: 'none' }] as const;
      return [path, readValue(node, unit)] as const;
    }),
  );
