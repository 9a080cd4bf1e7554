/** A move of a statement, the words that go with it and the deed, in one transaction. */
import type { Caller } from '@erbao/api-contracts/caller';
import { recordDeed } from '@erbao/audit/audit-event';
import type { Item, Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Clock, Instant } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import type { FieldCipher } from '@erbao/personal-data/field-cipher';
import * as statements from '@erbao/settlement-files/statement';
import { statementView } from './statement-view.ts';

export type Needs = { readonly tables: Tables; readonly cipher: FieldCipher; readonly clock: Clock };

type Deed = {
  readonly caller: Caller;
  readonly at: Instant;
  readonly action: string;
  readonly details?: Readonly<Record<string, string | number>>;
};

export const commit = async (
  { tables }: Needs,
  statement: statements.Statement,
  writes: readonly Write[],
  { caller, at, action, details = {} }: Deed,
) => {
  const { statementId, version } = statement;
  const outcome = await tables.commit([
    ...writes,
    recordDeed({ subjectId: statementId, at, who: caller.subject, action, details }, version),
  ]);
  if (!outcome.committed) throw new Conflict('statement-moved-on', { statementId });
  return statementView(await statements.statementById(tables, statementId));
};

type Said = { readonly caller: Caller; readonly text: string };

/** A move with words: they stand on the statement, the audit holds the move. */
export const say = async (
  needs: Needs,
  statement: statements.Statement,
  move: statements.StatementMove,
  { caller, text }: Said,
  more: { readonly set?: Item; readonly remove?: readonly string[]; readonly writes?: readonly Write[] } = {},
) => {
  const at = needs.clock();
  const remarks = statements.remarked(statement, move, { who: caller.subject, at, text });
  const write = statements.moveStatement(statement, move, { ...more.set, remarks }, more.remove);
  return commit(needs, statement, [write, ...(more.writes ?? [])], {
    caller,
    at,
    action: 'statement-answered',
    details: { move },
  });
};
