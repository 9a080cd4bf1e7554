/** What the readers of the steps share while one scheme file is read. */
import type { DocumentNode } from './document-node.ts';
import { parseCondition } from './formula/parse-condition.ts';
import { parseMoney } from './formula/parse-formula.ts';
import type { Condition, MoneyTerm } from './formula/terms.ts';
import type { Vocabulary } from './formula/vocabulary.ts';
import { isReason } from './reasons.ts';
import type { Clause, Stop, Tier } from './scheme.ts';

export type ReadingContext = {
  readonly words: Vocabulary;
  readonly clauses: ReadonlyMap<string, Clause>;
  readonly settingIds: ReadonlySet<string>;
  /** Settings that some step names; the others are dead words and a fault. */
  readonly namedSettings: Set<string>;
  readonly newSlot: () => number;
  readonly parameterTiers: (path: string) => readonly Tier[] | undefined;
  /** A parameter that the municipality set to null: the step that needs it falls away. */
  readonly isAbsent: (path: string) => boolean;
};

const ALWAYS: Condition = { test: 'always' };

export const readMoney = (node: DocumentNode, context: ReadingContext): MoneyTerm => {
  const parsed = parseMoney(node.text(), context.words);
  if (parsed.ok) return parsed.value;
  if (node.value !== undefined) node.fault(parsed.problem);
  return { term: 'fen', fen: 0 };
};

export const readCondition = (node: DocumentNode, context: ReadingContext): Condition => {
  const parsed = parseCondition(node.text(), context.words);
  if (parsed.ok) return parsed.value;
  if (node.value !== undefined) node.fault(parsed.problem);
  return ALWAYS;
};

export const readOptionalCondition = (node: DocumentNode, context: ReadingContext): Condition =>
  node.present ? readCondition(node, context) : ALWAYS;

/** Ids of clauses that this file quotes, at least one. */
export const readClauses = (node: DocumentNode, context: ReadingContext): readonly string[] => {
  const ids = node.items().map((item) => {
    const id = item.text();
    if (!context.clauses.has(id)) item.fault(`clause "${id}" is not among the file's clauses`);
    return id;
  });
  if (ids.length === 0) node.fault('at least one clause is expected');
  return ids;
};

export const readOptionalClauses = (node: DocumentNode, context: ReadingContext): readonly string[] =>
  node.present ? readClauses(node, context) : [];

/** `decided`: the settings that this step follows. */
export const noteSettings = (node: DocumentNode, context: ReadingContext): void => {
  if (!node.present) return;
  for (const item of node.items()) {
    const id = item.text();
    if (context.settingIds.has(id)) context.namedSettings.add(id);
    else item.fault(`setting "${id}" is not among the file's settings`);
  }
};

/** `refuse not-enrolled` or `refer stay-crosses-year`. */
export const readStop = (node: DocumentNode): Stop => {
  const [verb, reason = '', ...rest] = node.text().split(' ');
  if ((verb !== 'refuse' && verb !== 'refer') || rest.length > 0)
    node.fault('"refuse <reason>" or "refer <reason>" is expected');
  else if (!isReason(reason)) node.fault(`unknown reason "${reason}"`);
  return { outcome: verb === 'refer' ? 'referred' : 'refused', reason };
};
