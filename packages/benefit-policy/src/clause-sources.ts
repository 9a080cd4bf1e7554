/** Whether the clauses that a scheme file quotes stand in its source document, blanks and page breaks aside. */
import { DocumentNode, type SchemeFault } from './document-node.ts';

const plain = (text: string): string => text.replace(/\s+/g, '');

export const findForeignClauses = (
  document: unknown,
  file: string,
  sourceText: string,
): readonly SchemeFault[] => {
  const faults: SchemeFault[] = [];
  const root = new DocumentNode(document, '', (path, problem) => faults.push({ file, path, problem }));
  const source = plain(sourceText);
  for (const [, clause] of root.field('clauses').entries()) {
    const text = clause.field('text');
    if (!source.includes(plain(text.text()))) text.fault('does not stand in the source document');
  }
  return faults;
};
