/**
 * A hospital's month and the table of its states. A closed month takes nothing more: what is settled afterwards belongs
 * to the next open one. The current month is never closed, so settling at discharge need not touch this item.
 */
import type { Item, Tables, Write } from '@erbao/dynamo-kit/tables';
import { type LocalDate, monthOf } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import { fenSchema, instantSchema } from '@erbao/kernel/schemas';
import * as z from 'zod';
import { hospitalMonthTable } from './hospital-month-table.ts';

export const MONTH_STATES = ['collecting', 'differing', 'balanced', 'closing', 'closed'] as const;
export type MonthState = (typeof MONTH_STATES)[number];

/** What an officer reads. */
export const MONTH_STATE_NAMES_ZH: Readonly<Record<MonthState, string>> = {
  collecting: '收集中',
  differing: '有差异待核对',
  balanced: '已核平',
  closing: '结账中',
  closed: '已结账',
};

/** Every move there is; a move that is not here is a Conflict. */
export const MONTH_MOVES = [
  { by: 'file-differs', from: ['collecting', 'differing', 'balanced'], to: 'differing' },
  { by: 'file-agrees', from: ['collecting', 'differing', 'balanced'], to: 'balanced' },
  { by: 'close-asked', from: ['balanced'], to: 'closing' },
  { by: 'totals-agreed', from: ['closing'], to: 'closed' },
  { by: 'totals-differ', from: ['closing'], to: 'balanced' },
] as const satisfies readonly {
  readonly by: string;
  readonly from: readonly MonthState[];
  readonly to: MonthState;
}[];
export type MonthMove = (typeof MONTH_MOVES)[number]['by'];

const totalsSchema = z.object({
  settlements: z.int(),
  billedFen: fenSchema,
  grantedFen: fenSchema,
});
export type MonthTotals = z.infer<typeof totalsSchema>;

export const hospitalMonthSchema = z.object({
  hospitalId: z.string(),
  month: z.string(),
  state: z.enum(MONTH_STATES),
  /** Counts every change, so that two changes from one reading never both hold. */
  version: z.int(),
  /** Files that are being settled into this month; it cannot close meanwhile. */
  working: z.array(z.string()),
  /** The file that was matched last; an earlier one no longer counts. */
  fileId: z.string().optional(),
  /** Differences that nobody has settled yet. */
  unsettled: z.int(),
  /** What stands on record, as counted when the file was matched. */
  totals: totalsSchema.optional(),
  /** 交接汇总表: what the hospital says. */
  summary: totalsSchema.optional(),
  summaryBy: z.string().optional(),
  /** When file and summary were both there for the first time: 收到申报材料. */
  receivedAt: instantSchema.optional(),
  /** The last closing that was asked for, by whom, and why it did not succeed. */
  closing: z
    .object({ attempt: z.int(), by: z.string(), at: instantSchema, problems: z.array(z.string()) })
    .optional(),
  closedAt: instantSchema.optional(),
  closedBy: z.string().optional(),
});
export type HospitalMonth = z.infer<typeof hospitalMonthSchema>;

export const monthKey = (hospitalId: string, month: string) => ({
  table: hospitalMonthTable,
  key: { hospitalId, month },
});

export const readMonth = (item: Item | undefined): HospitalMonth | undefined =>
  item === undefined ? undefined : hospitalMonthSchema.parse(item);

/** The item of a month that nothing has touched yet. */
export const openMonth = (hospitalId: string, month: string): HospitalMonth => ({
  hospitalId,
  month,
  state: 'collecting',
  version: 0,
  working: [],
  unsettled: 0,
});

/** The state after a move; throws Conflict `settlement-month-moved-on` for a move that the table does not have. */
export const stateAfter = ({ hospitalId, month, state }: HospitalMonth, by: MonthMove): MonthState => {
  const move = MONTH_MOVES.find((one) => one.by === by);
  const from: readonly MonthState[] = move?.from ?? [];
  if (move === undefined || !from.includes(state))
    throw new Conflict('settlement-month-moved-on', { hospitalId, month, state });
  return move.to;
};

/** Writes a month as changed from what was read; `version` 0 means that there is no item yet. */
export const changeMonth = (read: HospitalMonth, set: Item): Write => {
  const item = { ...read, ...set, version: read.version + 1 };
  return read.version === 0
    ? { do: 'insert', table: hospitalMonthTable, item }
    : {
        do: 'change',
        table: hospitalMonthTable,
        key: { hospitalId: read.hospitalId, month: read.month },
        set: item,
        expect: { version: read.version },
      };
};

export const monthAfter = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
};

/** The list of all watched dates of the hospitals' month. */
export const monthWatchlist = (month: string): string => `hospital-months#${month}`;

const MOST_MONTHS_LATE = 12;

/** The months to which something of a month may belong, the first that is open counts; the last is the current month. */
export const candidateMonths = (from: string, today: LocalDate): readonly string[] => {
  const months = [];
  const current = monthOf(today);
  for (let month = from; month < current; month = monthAfter(month)) months.push(month);
  return [...months.slice(-MOST_MONTHS_LATE + 1), current];
};

/** The first candidate that takes something; `read` is undefined for the current month, which is not read. */
export const firstOpenMonth = (
  hospitalId: string,
  candidates: readonly string[],
  months: readonly (HospitalMonth | undefined)[],
): { readonly month: string; readonly read: HospitalMonth | undefined } => {
  const place = candidates.findIndex((_, index) => {
    const state = months[index]?.state;
    return state !== 'closed' && state !== 'closing';
  });
  const month = candidates[place] ?? candidates.at(-1) ?? '';
  if (place === -1 || place === candidates.length - 1) return { month, read: undefined };
  return { month, read: months[place] ?? openMonth(hospitalId, month) };
};

export const findMonth = async (
  tables: Tables,
  hospitalId: string,
  month: string,
): Promise<HospitalMonth | undefined> =>
  readMonth(await tables.get(hospitalMonthTable, { hospitalId, month }));
