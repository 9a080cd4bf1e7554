/**
 * The papers of a hospital's month. The list was written when the month was closed; the application names who has signed so
 * far, so it is printed when it is asked for, at a key made of its content.
 */
import { type Caller, ownHospitalId } from '@erbao/api-contracts/caller';
import type * as routes from '@erbao/api-contracts/letter-routes';
import { STATEMENT_PAPER_TITLES_ZH } from '@erbao/api-contracts/statement-papers';
import { recordDeed } from '@erbao/audit/audit-event';
import type { Files } from '@erbao/cloud-kit/files';
import type { Clock } from '@erbao/kernel/dates';
import { NotFound } from '@erbao/kernel/errors';
import { canonicalJson, sha256Hex } from '@erbao/kernel/ids';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import type { RenderPdf } from '@erbao/letters/render-pdf';
import { statementApplicationPage } from '@erbao/letters/statement-papers';
import { statementListKey } from '@erbao/settlement-files/closing-files';
import { type Statement, statementById } from '@erbao/settlement-files/statement';
import {
  APPLICATION_COLUMNS,
  applicationCells,
  type Needs as PaperNeeds,
  statementApplication,
} from '@erbao/settlement-files/statement-paper';
import { writeXlsx } from '@erbao/tabular/write-xlsx';

export type Needs = PaperNeeds & {
  readonly papers: Files;
  readonly render: RenderPdf;
  readonly clock: Clock;
};

type Format = 'pdf' | 'xlsx';
const CONTENT_TYPES: Readonly<Record<Format, string>> = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Where the application lies; written there when nobody has asked for this one before. */
const applicationKey = async (needs: Needs, statement: Statement, format: Format): Promise<string> => {
  const { papers, render } = needs;
  const paper = await statementApplication(needs, statement);
  const hash = sha256Hex(canonicalJson(paper)).slice(0, 16);
  const key = `letters/${statement.statementId}/application-${hash}.${format}`;
  if ((await papers.facts(key)) !== undefined) return key;
  if (format === 'pdf')
    await papers.write(key, CONTENT_TYPES.pdf, await render(statementApplicationPage(paper), paper.closedOn));
  else
    await papers.writeStream(
      key,
      CONTENT_TYPES.xlsx,
      writeXlsx('申请结算单', APPLICATION_COLUMNS, applicationCells(paper)),
    );
  return key;
};

const visibleStatement = async ({ tables }: Needs, caller: Caller, statementId: string) => {
  const statement = await statementById(tables, statementId);
  // another hospital's is as unknown as one that does not exist
  if (caller.roles.includes('hospital-finance') && statement.hospitalId !== ownHospitalId(caller))
    throw new NotFound('statement-unknown', { statementId });
  return statement;
};

export const readStatementPaper =
  (needs: Needs): UseCaseOf<typeof routes.readStatementPaper> =>
  async ({ caller, params }) => {
    const { statementId, kind, format } = params;
    const { tables, files, papers, clock } = needs;
    const statement = await visibleStatement(needs, caller, statementId);
    const listKey = statementListKey(statementId, format);
    if (kind === 'list' && (await files.facts(listKey)) === undefined)
      throw new NotFound('statement-not-printed', { statementId });
    const details = { kind, format };
    const deed = {
      subjectId: statementId,
      at: clock(),
      who: caller.subject,
      action: 'paper-viewed',
      details,
    };
    await tables.commit([recordDeed(deed, caller.subject, kind, format)]);
    const { hospitalId, month } = statement;
    const fileName = `${hospitalId}_${month}_${STATEMENT_PAPER_TITLES_ZH[kind]}.${format}`;
    const url =
      kind === 'list'
        ? await files.downloadLink(listKey, fileName)
        : await papers.downloadLink(await applicationKey(needs, statement, format), fileName);
    return { url, fileName };
  };
