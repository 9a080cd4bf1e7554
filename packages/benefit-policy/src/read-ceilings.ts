/** Ceilings: a limit over what some benefits have paid together since the counters last started again. */
import type { DocumentNode } from './document-node.ts';
import type { Declared, ParameterValues } from './parameters.ts';
import { noteSettings, readClauses, type ReadingContext, readOptionalCondition } from './reading-context.ts';
import type { Ceiling } from './scheme.ts';
import { readYuan } from './units.ts';

const PARAMETER = 'parameter ';

/** `100000 yuan`, or `parameter assistance.annualLimit` (undefined where the municipality has none). */
const readLimit = (node: DocumentNode, declared: Declared, values: ParameterValues): number | undefined => {
  const text = node.text();
  if (text.startsWith(PARAMETER)) {
    const path = text.slice(PARAMETER.length);
    if (declared.get(path)?.unit !== 'yuan') node.fault(`"${path}" is not a declared parameter in yuan`);
    const value = values.get(path);
    return value?.unit === 'yuan' ? value.fen : undefined;
  }
  const fen = readYuan(text);
  if (fen === undefined && node.present)
    node.fault(`"${text}" is not a sum with its unit, as in 100000 yuan`);
  return fen;
};

export const readCeilings = (
  node: DocumentNode,
  context: ReadingContext,
  declared: Declared,
  values: ParameterValues,
): readonly Ceiling[] => {
  if (!node.present) return [];
  return node.items().map((item) => {
    item.only('id', 'title', 'limit', 'benefits', 'when', 'clauses', 'decided');
    noteSettings(item.field('decided'), context);
    const benefits = item
      .field('benefits')
      .items()
      .flatMap((one) => {
        const benefit = context.words.benefits.get(one.text());
        if (benefit === undefined) one.fault(`unknown benefit "${one.text()}"`);
        else if (!context.words.counters.has(one.text()))
          one.fault(`benefit "${one.text()}" is not counted, so no ceiling can hold it`);
        return benefit ?? [];
      });
    return {
      id: item.field('id').text(),
      title: item.field('title').text(),
      limitFen: readLimit(item.field('limit'), declared, values),
      benefits,
      when: readOptionalCondition(item.field('when'), context),
      clauses: readClauses(item.field('clauses'), context),
    };
  });
};
