/**
 * 定点医疗机构结算申请单: what one payer owes a hospital for a closed month, and the table of its states. Its sums never
 * change: what turns out otherwise afterwards stands in a later month as a line of its own.
 */
import type { Item, Tables, Write } from '@erbao/dynamo-kit/tables';
import { queryAll } from '@erbao/dynamo-kit/tables';
import type { Instant } from '@erbao/kernel/dates';
import { Conflict, NotFound } from '@erbao/kernel/errors';
import { contentId } from '@erbao/kernel/ids';
import { fenSchema, instantSchema, localDateSchema } from '@erbao/kernel/schemas';
import * as z from 'zod';
import { statementTable } from './statement-table.ts';

export const STATEMENT_STATES = [
  'prepared',
  'checked',
  'returned',
  'approved',
  'paid',
  'carried',
  'disputed',
  'agreed',
] as const;
export type StatementState = (typeof STATEMENT_STATES)[number];
export const STATEMENT_STATE_NAMES_ZH: Readonly<Record<StatementState, string>> = {
  prepared: '已制单，待财务复核',
  checked: '已复核，待审批',
  returned: '财务退回，待经办说明',
  approved: '已审批，待付款',
  paid: '已付款，待医院核对',
  carried: '无应付额，结转下月，待医院核对',
  disputed: '医院有异议，待经办答复',
  agreed: '医院已核对一致',
};

/** Every move there is: 财务复核 · 审批 · 付款 · 核对 [nansha 第四部分 二(二)2]. */
export const STATEMENT_MOVES = [
  { by: 'finance-checks', from: ['prepared'], to: 'checked' },
  { by: 'finance-returns', from: ['prepared', 'checked'], to: 'returned' },
  { by: 'clerk-answers', from: ['returned'], to: 'prepared' },
  { by: 'approver-approves', from: ['checked'], to: 'approved' },
  { by: 'approver-carries', from: ['checked'], to: 'carried' },
  { by: 'bank-books', from: ['approved'], to: 'paid' },
  // 退汇, perhaps after the hospital has agreed
  { by: 'bank-returns', from: ['paid', 'disputed', 'agreed'], to: 'approved' },
  { by: 'hospital-agrees', from: ['paid', 'carried'], to: 'agreed' },
  { by: 'hospital-disputes', from: ['paid', 'carried'], to: 'disputed' },
  { by: 'clerk-explains', from: ['disputed'], to: 'paid' },
  { by: 'clerk-explains-carried', from: ['disputed'], to: 'carried' },
] as const satisfies readonly {
  readonly by: string;
  readonly from: readonly StatementState[];
  readonly to: StatementState;
}[];
export type StatementMove = (typeof STATEMENT_MOVES)[number]['by'];

const remarkSchema = z.object({ by: z.string(), at: instantSchema, move: z.string(), text: z.string() });
const sumsSchema = z.object({ count: z.int(), billedFen: fenSchema, owedFen: fenSchema });

export const statementSchema = z.object({
  statementId: z.string(),
  hospitalId: z.string(),
  month: z.string(),
  schemeId: z.string(),
  payerId: z.string(),
  payerName: z.string(),
  state: z.enum(STATEMENT_STATES),
  version: z.int(),
  /** The month's own settlements of which this payer owes something. */
  settled: sumsSchema,
  /** Lines of earlier months that were taken back or carried over: never above 0. */
  late: z.object({ count: z.int(), owedFen: fenSchema }),
  /** `settled` and `late` together; below 0 it is carried to the next month and nothing is paid. */
  payableFen: fenSchema,
  /** The day on which it is to be paid, with the clause that says so. */
  payOn: localDateSchema,
  clause: z.string(),
  preparedBy: z.string(),
  preparedAt: instantSchema,
  checkedBy: z.string().optional(),
  checkedAt: instantSchema.optional(),
  approvedBy: z.string().optional(),
  approvedAt: instantSchema.optional(),
  /** The attempt that is under way or was booked. */
  paymentId: z.string().optional(),
  paidAt: instantSchema.optional(),
  agreedBy: z.string().optional(),
  agreedAt: instantSchema.optional(),
  remarks: z.array(remarkSchema),
});
export type Statement = z.infer<typeof statementSchema>;
export type StatementRemark = z.infer<typeof remarkSchema>;

/** One statement a month and payer, however often the month is closed. */
export const statementIdOf = (hospitalId: string, month: string, payerId: string): string =>
  contentId('statement', hospitalId, month, payerId);

export const insertStatement = (statement: Statement): Write => ({
  do: 'insert',
  table: statementTable,
  item: statement,
});

/** Changes what is beside the state, as it was read. */
export const noteOnStatement = (
  { statementId, state, version }: Statement,
  set: Item,
  remove: readonly string[] = [],
): Write => ({
  do: 'change',
  table: statementTable,
  key: { statementId },
  set: { ...set, version: version + 1 },
  remove,
  expect: { state, version },
});

/** Throws Conflict `statement-moved-on` for a move that the table does not have. */
export const moveStatement = (
  statement: Statement,
  by: StatementMove,
  set: Item = {},
  remove: readonly string[] = [],
): Write => {
  const { statementId, state } = statement;
  const move = STATEMENT_MOVES.find((one) => one.by === by);
  const from: readonly StatementState[] = move?.from ?? [];
  if (move === undefined || !from.includes(state))
    throw new Conflict('statement-moved-on', { statementId, state });
  return noteOnStatement(statement, { ...set, state: move.to }, remove);
};

export const remarked = (
  { remarks }: Statement,
  move: StatementMove,
  { who, at, text }: { readonly who: string; readonly at: Instant; readonly text: string },
): readonly Item[] => [...remarks, { by: who, at, move, text }];

/** Throws NotFound `statement-unknown`. */
export const statementById = async (tables: Tables, statementId: string): Promise<Statement> => {
  const item = await tables.get(statementTable, { statementId });
  if (item === undefined) throw new NotFound('statement-unknown', { statementId });
  return statementSchema.parse(item);
};

type Asked = { readonly index: 'by-hospital' | 'by-state'; readonly partition: string };

/** Newest months first. */
export const statementsWhere = async (tables: Tables, asked: Asked): Promise<readonly Statement[]> => {
  const found: Statement[] = [];
  for await (const item of queryAll(tables, { table: statementTable, descending: true, ...asked }))
    found.push(statementSchema.parse(item));
  return found;
};
