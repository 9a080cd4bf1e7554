/**
 * The list of a statement: every line in the workbook, written as it is read; on paper the lines too, unless there are more
 * than anybody leafs through, then the days. A repeated step writes the same.
 */
import type { StatementList, StatementListLine } from '@erbao/api-contracts/statement-papers';
import type { RenderPdf } from '@erbao/letters/render-pdf';
import { statementListPage } from '@erbao/letters/statement-papers';
import { statementListKey } from '@erbao/settlement-files/closing-files';
import { statementById } from '@erbao/settlement-files/statement';
import {
  LIST_COLUMNS,
  listCells,
  type Needs as PaperNeeds,
  statementAbout,
  statementListLines,
} from '@erbao/settlement-files/statement-paper';
import { writeXlsx } from '@erbao/tabular/write-xlsx';

export type Needs = PaperNeeds & { readonly render: RenderPdf };

/** About sixty pages. */
const MOST_LINES_ON_PAPER = 2_000;

type Days = Map<string, { count: number; owedFen: number }>;

const countDay = (days: Days, { settledOn, owedFen }: StatementListLine): void => {
  const day = days.get(settledOn) ?? { count: 0, owedFen: 0 };
  days.set(settledOn, { count: day.count + 1, owedFen: day.owedFen + owedFen });
};

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const printStatement =
  (needs: Needs) =>
  async ({ statementId }: { readonly statementId: string }): Promise<{ readonly statementId: string }> => {
    const { tables, files, render } = needs;
    const statement = await statementById(tables, statementId);
    const onPaper: StatementListLine[] = [];
    const days: Days = new Map();
    let count = 0;
    async function* rows() {
      for await (const line of statementListLines(needs, statement)) {
        if (count < MOST_LINES_ON_PAPER) onPaper.push(line);
        countDay(days, line);
        yield listCells(line, count);
        count += 1;
      }
    }
    await files.writeStream(
      statementListKey(statementId, 'xlsx'),
      XLSX,
      writeXlsx('结算清单', LIST_COLUMNS, rows()),
    );
    const about = await statementAbout(needs, statement);
    const byDay = [...days].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([on, sums]) => ({ on, ...sums }));
    const list: StatementList = {
      kind: 'list',
      ...about,
      ...(count > MOST_LINES_ON_PAPER ? { lines: [], days: byDay } : { lines: onPaper }),
    };
    const pdf = await render(statementListPage(list), about.closedOn);
    await files.write(statementListKey(statementId, 'pdf'), 'application/pdf', pdf);
    return { statementId };
  };
