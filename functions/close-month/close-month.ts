/**
 * What stands on record, added up part by part, against what was matched and agreed: closed when they are equal to the
 * fen, else open again with the reason. A statement for each payer is prepared in the transaction that closes the month.
 */
import { recordDeed } from '@erbao/audit/audit-event';
import { type Files, readWhole } from '@erbao/cloud-kit/files';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Clock, Instant } from '@erbao/kernel/dates';
import { Conflict, Defect } from '@erbao/kernel/errors';
import { changeMonth, findMonth, type HospitalMonth, stateAfter } from '@erbao/one-stop/hospital-month';
import { accountOf, MONTH_PARTS } from '@erbao/one-stop/hospital-settlement';
import { compareTotals } from '@erbao/one-stop/month-totals';
import type { SchemeBook } from '@erbao/benefit-policy/scheme-book';
import { LATE_PART, sumsKey } from '@erbao/settlement-files/closing-files';
import { tellOfClose } from '@erbao/settlement-files/month-told';
import { statementIdOf } from '@erbao/settlement-files/statement';
import { statementTable } from '@erbao/settlement-files/statement-table';
import { addSums, type MonthSums, monthSumsSchema, NO_SUMS } from '@erbao/settlement-files/statement-lines';
import { payersOfMonth } from '@erbao/settlement-files/month-received';
import { prepareStatements } from './prepare-statements.ts';

export type Needs = {
  readonly tables: Tables;
  readonly files: Files;
  readonly schemes: SchemeBook;
  readonly schemeId: string;
  readonly clock: Clock;
};
export type Input = { readonly hospitalId: string; readonly month: string };
export type Output = Input & {
  readonly next: 'print' | 'open-again';
  readonly statements: readonly { readonly statementId: string }[];
};

const sumsOf = async (files: Files, month: HospitalMonth, attempt: number): Promise<MonthSums> => {
  let sums = NO_SUMS;
  for (const part of [...MONTH_PARTS, LATE_PART]) {
    const bytes = await readWhole(files, sumsKey({ ...month, attempt }, part));
    sums = addSums(sums, monthSumsSchema.parse(JSON.parse(new TextDecoder().decode(bytes))));
  }
  return sums;
};

const deed = (
  { hospitalId, month }: Input,
  at: Instant,
  who: string,
  action: string,
  details: Readonly<Record<string, string | number>>,
): Write => recordDeed({ subjectId: accountOf(hospitalId, month), at, who, action, details }, at);

type Closing = NonNullable<HospitalMonth['closing']>;

/** Told in words on the month; the clerk sees it and asks again when it has been cleared up. */
const openAgain = (
  month: HospitalMonth,
  closing: Closing,
  problems: readonly string[],
  at: Instant,
): readonly Write[] => [
  changeMonth(month, {
    state: stateAfter(month, 'totals-differ'),
    closing: { ...closing, problems: [...problems] },
  }),
  deed(month, at, 'system', 'month-not-closed', { attempt: closing.attempt, problems: problems.length }),
  tellOfClose('month-not-closed', { ...month, ...closing }, at),
];

const closed = async (
  needs: Needs,
  month: HospitalMonth,
  closing: Closing,
  sums: MonthSums,
  at: Instant,
): Promise<readonly Write[]> => {
  const { attempt, by } = closing;
  return [
    changeMonth(month, { state: stateAfter(month, 'totals-agreed'), closedAt: at, closedBy: by }),
    deed(month, at, by, 'month-closed', {
      attempt,
      settlements: sums.settlements,
      grantedFen: sums.grantedFen,
    }),
    tellOfClose('month-closed', { ...month, ...closing }, at),
    ...(await prepareStatements(needs, month, sums, { by, at })),
  ];
};

/** By key and not by index: what was written a moment ago is there. */
const outputOf = async (needs: Needs, month: HospitalMonth): Promise<Output> => {
  const { hospitalId, state } = month;
  const ids = payersOfMonth(needs, month.month).map(({ payerId }) =>
    statementIdOf(hospitalId, month.month, payerId),
  );
  const found = await needs.tables.getMany(
    ids.map((statementId) => ({ table: statementTable, key: { statementId } })),
  );
  return {
    hospitalId,
    month: month.month,
    next: state === 'closed' ? 'print' : 'open-again',
    statements: ids.filter((_, place) => found[place] !== undefined).map((statementId) => ({ statementId })),
  };
};

export const closeMonth =
  (needs: Needs) =>
  async ({ hospitalId, month: name }: Input): Promise<Output> => {
    const { tables, files, clock } = needs;
    const month = await findMonth(tables, hospitalId, name);
    const { closing, totals } = month ?? {};
    if (month === undefined || closing === undefined || totals === undefined)
      throw new Defect('month-not-closing', { hospitalId, month: name });
    if (month.state !== 'closing') return outputOf(needs, month);
    const sums = await sumsOf(files, month, closing.attempt);
    const problems = compareTotals(totals, sums).map(
      ({ nameZh, said, ours }) => `${nameZh}：核平时 ${said}，结账时记录为 ${ours}`,
    );
    const at = clock();
    const writes =
      problems.length > 0
        ? openAgain(month, closing, problems, at)
        : await closed(needs, month, closing, sums, at);
    const outcome = await tables.commit(writes);
    if (!outcome.committed) throw new Conflict('settlement-month-moved-on', { hospitalId, month: name });
    const after = await findMonth(tables, hospitalId, name);
    return outputOf(needs, after ?? month);
  };
