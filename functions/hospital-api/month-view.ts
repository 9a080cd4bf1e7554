/** A month and its differences as people see them. */
import { columnZh } from '@erbao/national-record/settlement-columns';
import { type HospitalMonth, MONTH_STATE_NAMES_ZH } from '@erbao/one-stop/hospital-month';
import { type Difference, DIFFERENCE_STATE_NAMES_ZH } from '@erbao/settlement-files/difference';
import { DIFFERENCE_NAMES_ZH } from '@erbao/settlement-files/match-kinds';
import { compareTotals } from '@erbao/one-stop/month-totals';

export const monthView = (month: HospitalMonth) => ({
  hospitalId: month.hospitalId,
  month: month.month,
  state: month.state,
  stateName: MONTH_STATE_NAMES_ZH[month.state],
  ...(month.fileId === undefined ? {} : { fileId: month.fileId }),
  working: month.working.length,
  unsettled: month.unsettled,
  ...(month.totals === undefined ? {} : { totals: month.totals }),
  ...(month.summary === undefined ? {} : { summary: month.summary }),
  totalsThatDiffer:
    month.summary === undefined || month.totals === undefined
      ? []
      : [...compareTotals(month.summary, month.totals)],
  ...(month.receivedAt === undefined ? {} : { receivedAt: month.receivedAt }),
  ...(month.closing === undefined ? {} : { closingProblems: month.closing.problems }),
  ...(month.closedAt === undefined ? {} : { closedAt: month.closedAt }),
});

export const differenceView = (difference: Difference) => ({
  differenceId: difference.differenceId,
  kind: difference.kind,
  kindName: DIFFERENCE_NAMES_ZH[difference.kind],
  ...(difference.rowNumber === undefined ? {} : { rowNumber: difference.rowNumber }),
  ...(difference.line === undefined ? {} : { line: difference.line }),
  setlId: difference.setlId,
  columns: difference.columns.map((one) => ({ ...one, columnName: columnZh(one.column) })),
  reason: difference.reasonZh,
  recordFen: difference.recordFen,
  state: difference.state,
  stateName: DIFFERENCE_STATE_NAMES_ZH[difference.state],
  ...(difference.decision === undefined ? {} : { decision: difference.decision }),
  remarks: difference.remarks,
});
