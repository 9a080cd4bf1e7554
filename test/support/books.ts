/** What stands on an account of the fund's books, in fen: debits less credits. */
import type { memoryTables } from '@erbao/dynamo-kit/memory-tables';
import { ledgerTable } from '@erbao/fund-ledger/ledger-table';

export const balanceIn = (tables: ReturnType<typeof memoryTables>, account: string): number =>
  tables.all(ledgerTable).reduce((total, entry) => {
    const amount = Number(entry['amountFen']);
    return total + (entry['debit'] === account ? amount : 0) - (entry['credit'] === account ? amount : 0);
  }, 0);
