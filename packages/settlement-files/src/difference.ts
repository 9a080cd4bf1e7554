/**
 * A difference between a month file and the record, and the table of its states. Written with the row that shows it; the
 * month cannot close while one is open.
 */
import { type Item, queryAll, type Tables, type Write } from '@erbao/dynamo-kit/tables';
import { Conflict, NotFound } from '@erbao/kernel/errors';
import { fenSchema, instantSchema } from '@erbao/kernel/schemas';
import { COLUMN_NAMES } from '@erbao/national-record/settlement-columns';
import * as z from 'zod';
import { DIFFERENCE_KINDS, type DifferenceKind } from './match-kinds.ts';
import type { RowResult } from './row-result.ts';
import { settlementFileTable } from './settlement-file-table.ts';

export const DIFFERENCE_STATES = ['open', 'accepted', 'explained', 'decided'] as const;
export type DifferenceState = (typeof DIFFERENCE_STATES)[number];
export const DIFFERENCE_STATE_NAMES_ZH: Readonly<Record<DifferenceState, string>> = {
  open: '待医院答复',
  accepted: '医院认可记录',
  explained: '医院已说明，待经办核定',
  decided: '经办已核定',
};

/** 以记录为准 · 采信医院数据（由方案重新核定） · 不予给付. */
export const DECISION_KINDS = ['uphold', 'take-file', 'not-payable'] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

/** What may be decided of which difference; everything else is a Conflict. */
const DECIDABLE: Readonly<Record<DifferenceKind, readonly DecisionKind[]>> = {
  'amount-differs': ['uphold', 'take-file'],
  'record-only': ['uphold', 'not-payable'],
  duplicate: ['uphold', 'not-payable'],
  reversed: ['uphold', 'not-payable'],
  undecided: ['take-file', 'not-payable'],
  bad: ['not-payable'],
};

/** Throws Conflict `difference-not-decidable-so`. */
export const checkDecidable = ({ kind, differenceId }: Difference, decision: DecisionKind): void => {
  if (!DECIDABLE[kind].includes(decision))
    throw new Conflict('difference-not-decidable-so', { differenceId, kind, decision });
};

/** Who may move a difference from where to where. */
export const DIFFERENCE_MOVES = [
  { by: 'hospital-accepts', from: ['open', 'explained'], to: 'accepted' },
  { by: 'hospital-explains', from: ['open'], to: 'explained' },
  { by: 'clerk-decides', from: ['open', 'explained'], to: 'decided' },
] as const satisfies readonly {
  readonly by: string;
  readonly from: readonly DifferenceState[];
  readonly to: DifferenceState;
}[];
export type DifferenceMove = (typeof DIFFERENCE_MOVES)[number]['by'];

const remarkSchema = z.object({
  by: z.string(),
  at: instantSchema,
  move: z.string(),
  text: z.string(),
});

export const differenceSchema = z.object({
  fileId: z.string(),
  part: z.string(),
  differenceId: z.string(),
  hospitalId: z.string(),
  month: z.string(),
  kind: z.enum(DIFFERENCE_KINDS),
  /** Absent for what only the record has. */
  rowNumber: z.int().optional(),
  line: z.int().optional(),
  setlId: z.string(),
  columns: z.array(z.object({ column: z.enum(COLUMN_NAMES), said: z.string(), onRecord: z.string() })),
  reasonZh: z.string(),
  /** What the record pays, which stands unless it is reversed. */
  recordFen: fenSchema,
  state: z.enum(DIFFERENCE_STATES),
  /** What a clerk made of it: the sum before and after as the engine gave them, and by whom it was asked. */
  decision: z
    .object({
      kind: z.enum(DECISION_KINDS),
      by: z.string(),
      at: instantSchema,
      beforeFen: fenSchema,
      afterFen: fenSchema,
      outcome: z.string().optional(),
    })
    .optional(),
  /** Questions and answers hang on the row, not in somebody's mail. */
  remarks: z.array(remarkSchema),
});
export type Difference = z.infer<typeof differenceSchema>;

const PREFIX = 'DIFF#';
export const differencePart = (differenceId: string): string => `${PREFIX}${differenceId}`;
export const differenceIdOfRow = (rowNumber: number): string => `row-${String(rowNumber).padStart(8, '0')}`;

export const insertDifference = (difference: Difference): Write => ({
  do: 'insert',
  table: settlementFileTable,
  item: difference,
});

/** For what a repeated step finds again: nobody can have answered before the file is closed. */
export const putDifference = (difference: Difference): Write => ({
  do: 'replace',
  table: settlementFileTable,
  item: difference,
  expect: {},
});

export type Remark = z.infer<typeof remarkSchema>;

/** Throws Conflict `difference-answered` for a move that the table does not have. */
export const moveDifference = (
  difference: Difference,
  by: DifferenceMove,
  remark: Remark,
  set: Pick<Difference, 'decision'> = {},
): Write => {
  const move = DIFFERENCE_MOVES.find((one) => one.by === by);
  const from: readonly DifferenceState[] = move?.from ?? [];
  const { fileId, part, differenceId, state } = difference;
  if (move === undefined || !from.includes(state))
    throw new Conflict('difference-answered', { differenceId, state });
  return {
    do: 'change',
    table: settlementFileTable,
    key: { fileId, part },
    set: { ...set, state: move.to, remarks: [...difference.remarks, remark] },
    expect: { state },
  };
};

/** Whether a state still keeps the month from closing. */
export const isUnsettled = (state: DifferenceState): boolean => state === 'open' || state === 'explained';

/** The difference that a row's result shows; undefined when there is none. */
export const differenceOfRow = (
  file: { readonly fileId: string; readonly hospitalId: string; readonly month: string },
  result: RowResult,
): Difference | undefined => {
  const kind = result.difference;
  if (kind === undefined) return undefined;
  const differenceId = differenceIdOfRow(result.rowNumber);
  return {
    ...file,
    part: differencePart(differenceId),
    differenceId,
    kind,
    rowNumber: result.rowNumber,
    line: result.line,
    setlId: result.setlId,
    columns: (result.columns ?? []).map((column) => ({ ...column })),
    reasonZh: result.reasonZh ?? (result.problems ?? []).map(({ messageZh }) => messageZh).join('；'),
    recordFen: result.recordFen ?? result.totalFen,
    state: 'open',
    remarks: [],
  };
};

export const readDifference = (item: Item): Difference => differenceSchema.parse(item);

/** Throws NotFound `difference-unknown`. */
export const differenceById = async (
  tables: Tables,
  fileId: string,
  differenceId: string,
): Promise<Difference> => {
  const item = await tables.get(settlementFileTable, { fileId, part: differencePart(differenceId) });
  if (item === undefined) throw new NotFound('difference-unknown', { fileId, differenceId });
  return readDifference(item);
};

/** All of a file, rows in their order, then what only the record has. */
export async function* allDifferences(tables: Tables, fileId: string): AsyncGenerator<Difference> {
  const asked = { table: settlementFileTable, partition: fileId, sortStartsWith: PREFIX };
  for await (const item of queryAll(tables, asked)) yield readDifference(item);
}

const PAGE = 100;

export const listDifferences = async (tables: Tables, fileId: string, after: string | undefined) => {
  const page = await tables.query({
    table: settlementFileTable,
    partition: fileId,
    sortStartsWith: PREFIX,
    limit: PAGE,
    ...(after === undefined ? {} : { after }),
  });
  return { differences: page.items.map(readDifference), next: page.next };
};
