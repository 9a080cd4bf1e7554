/** A settlement as a hospital sends it, clean or in national names → the row that every door decides on. */
import type { Needs as OneStopNeeds } from '@erbao/one-stop/settlement-case';
import { shanghaiTimeOf } from '@erbao/kernel/dates';
import { Forbidden, InvalidInput } from '@erbao/kernel/errors';
import { type FundSumRules, fundSumRulesOf } from '@erbao/national-record/fund-sum-rules';
import { readSettlementRow } from '@erbao/national-record/read-settlement-row';
import {
  cellsOfClean,
  cellsOfRecord,
  cleanPathOf,
  type RecordCells,
  recordProblemZh,
} from '@erbao/national-record/record-cells';
import type { ReadRow, SettlementRow } from '@erbao/national-record/settlement-row';

export type Needs = OneStopNeeds & { readonly fundSumRules: FundSumRules };

export const hisNeeds = (
  settings: { readonly SCHEME_ID: string; readonly FUND_SUM_RULES: string },
  rest: Omit<OneStopNeeds, 'district'>,
): Needs => ({
  ...rest,
  district: { schemeId: settings.SCHEME_ID },
  fundSumRules: fundSumRulesOf(settings.FUND_SUM_RULES),
});

/** A quote has no number and no moment of its own yet. */
const QUOTED = 'QUOTE';
export type Purpose = 'quote' | 'settle';

const filledBy = ({ clock }: Needs, hospitalId: string, purpose: Purpose): RecordCells => ({
  fixmedins_code: hospitalId,
  ...(purpose === 'quote' ? { setl_id: QUOTED, setl_time: shanghaiTimeOf(clock()) } : {}),
});

const rowOrReject = (
  read: ReadRow,
  hospitalId: string,
  nameOf: (column: string) => string,
): SettlementRow => {
  if (!read.ok)
    throw new InvalidInput('settlement-invalid', {
      fields: read.problems.map(({ column, code }) => `${nameOf(column)}:${code}`),
      problems: read.problems.map(({ messageZh }) => messageZh),
    });
  if (read.row.facilityCode !== hospitalId) throw new Forbidden('hospital-not-yours');
  return read.row;
};

export const readClean = (
  needs: Needs,
  hospitalId: string,
  body: unknown,
  purpose: Purpose,
): SettlementRow => {
  const cells = cellsOfClean(body, filledBy(needs, hospitalId, purpose));
  return rowOrReject(readSettlementRow(cells), hospitalId, cleanPathOf);
};

export const readNational = (
  needs: Needs,
  hospitalId: string,
  record: Readonly<Record<string, unknown>>,
  purpose: Purpose,
): SettlementRow => {
  const { cells, problems } = cellsOfRecord(record, filledBy(needs, hospitalId, purpose));
  if (problems.length > 0)
    throw new InvalidInput('settlement-invalid', {
      fields: problems.map(({ column, code }) => `${column}:${code}`),
      problems: problems.map(recordProblemZh),
    });
  return rowOrReject(readSettlementRow(cells), hospitalId, (column) => column);
};
