/**
 * 账户对账单 over many batches: what names a payment is booked like any answer of the bank, everything else waits for a person
 * as an open entry. The same file again books nothing twice and asks nothing twice. A statement of another account, or whose
 * sums do not hold, is refused whole: the file stays, nothing of it is booked, and the bank is asked for a right one.
 */
import { recordDeed } from '@erbao/audit/audit-event';
import { bookLine } from '@erbao/bank-results/book-line';
import { questionsBeside, settleBatch } from '@erbao/bank-results/settle-batch';
import { type Files, readWhole } from '@erbao/cloud-kit/files';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import {
  type AccountStatement,
  accountStatementById,
  accountStatementKey,
  changeAccountStatement,
  entryIdOf,
  insertOpenEntry,
} from '@erbao/payout/account-entries';
import { statementProblem } from '@erbao/payout/account-balances';
import type { AccountEntry } from '@erbao/payout/bank-result';
import { readIsoResult } from '@erbao/payout/iso-format';
import { accountNumbersOf, type PayerAccounts } from '@erbao/payout/payer-accounts';
import { batchById } from '@erbao/payout/payment-batch';

export type Needs = {
  readonly tables: Tables;
  readonly files: Files;
  readonly payers: PayerAccounts;
  readonly clock: Clock;
};

/** Books the entry; gives what a person must look at, if anything. */
const take = async (
  needs: Needs,
  key: string,
  { line, stray }: AccountEntry,
): Promise<string | undefined> => {
  if (line === undefined) return stray ?? 'names-no-payment';
  const { batchId, question } = await bookLine(needs, line, key);
  if (batchId !== undefined) {
    const asked = questionsBeside(await batchById(needs.tables, batchId), line.paymentId);
    await settleBatch(needs, batchId, question === undefined ? asked : [...asked, question], key);
  }
  return question;
};

const keepOpen = async (
  { tables, clock }: Needs,
  accountStatementId: string,
  { place, direction, amountFen, bookedOn, bankReference }: AccountEntry,
  question: string,
): Promise<void> => {
  const known = {
    place,
    ...(direction === undefined ? {} : { direction }),
    ...(amountFen === undefined ? {} : { amountFen }),
    ...(bookedOn === undefined ? {} : { bookedOn }),
    ...(bankReference === undefined ? {} : { bankReference }),
  };
  const entryId = entryIdOf(accountStatementId, known);
  // refused where it stands already: asked before, perhaps explained since
  await tables.commit([
    insertOpenEntry({ ...known, entryId, accountStatementId, question, state: 'open', takenAt: clock() }),
  ]);
};

const finish = async (
  { tables, clock }: Needs,
  statement: AccountStatement,
  set: Partial<AccountStatement>,
): Promise<void> => {
  const { accountStatementId } = statement;
  const at = clock();
  const { committed } = await tables.commit([
    changeAccountStatement(statement, { ...set, takenAt: at }),
    recordDeed({
      subjectId: accountStatementId,
      at,
      who: 'system',
      action: set.state === 'taken' ? 'account-statement-taken' : 'account-statement-refused',
      details: {
        entries: set.entries ?? 0,
        open: set.open ?? 0,
        ...(set.problem === undefined ? {} : { problem: set.problem }),
      },
    }),
  ]);
  if (!committed) throw new Conflict('account-statement-moved-on', { accountStatementId });
};

export const takeAccountStatement = async (needs: Needs, accountStatementId: string): Promise<void> => {
  const statement = await accountStatementById(needs.tables, accountStatementId);
  const key = accountStatementKey(accountStatementId);
  const result = readIsoResult(await readWhole(needs.files, key));
  if (!result.ok) return finish(needs, statement, { state: 'unreadable', problem: result.problem });
  if (result.entries === undefined)
    return finish(needs, statement, { state: 'unreadable', problem: 'not-an-account-statement' });
  const refused = statementProblem(result.accounts ?? [], accountNumbersOf(needs.payers));
  if (refused !== undefined)
    return finish(needs, statement, {
      state: 'refused',
      problem: refused,
      entries: result.entries.length,
    });
  let open = 0;
  for (const entry of result.entries) {
    const question = await take(needs, key, entry);
    if (question === undefined) continue;
    open += 1;
    await keepOpen(needs, accountStatementId, entry, question);
  }
  const entries = result.entries.length;
  await finish(needs, statement, { state: 'taken', entries, open, explained: entries - open });
};
