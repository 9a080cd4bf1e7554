/** What became of one row. Every row of a file has exactly one result; it holds no name and no identity number. */
import { isReason, reasonSentence } from '@erbao/benefit-policy/reasons';
import type { Decision } from '@erbao/kernel/decision';
import { type Fen, ZERO_FEN } from '@erbao/kernel/money';
import { fenSchema } from '@erbao/kernel/schemas';
import { keyCell } from '@erbao/national-record/cells';
import type { RowProblem, SettlementRow } from '@erbao/national-record/settlement-row';
import * as z from 'zod';
import type { NumberedRow } from './chunks.ts';
import type { Header } from './header.ts';

export const rowResultSchema = z.object({
  rowNumber: z.int(),
  line: z.int(),
  /** Empty when the row is bad and none can be read. */
  setlId: z.string(),
  outcome: z.enum(['granted', 'nothing', 'refused', 'referred', 'bad']),
  /** 医疗费总额 of the row, 0 when it is bad. */
  billedFen: fenSchema,
  benefits: z.record(z.string(), fenSchema),
  /** What this scheme pays on the row. */
  totalFen: fenSchema,
  reason: z.string().optional(),
  reasonZh: z.string().optional(),
  /** Parts that wait for a person, e.g. `cancer:pathology-missing`. */
  referrals: z.array(z.string()).optional(),
  problems: z.array(z.object({ column: z.string(), code: z.string(), messageZh: z.string() })).optional(),
  receiptId: z.string().optional(),
});
export type RowResult = z.infer<typeof rowResultSchema>;

/** Reasons of a row that are no reasons of a scheme. */
const ROW_REASON_ZH: Readonly<Record<string, string>> = {
  'medical-type-unknown': '医疗类别不在本方案能识别的范围内，转人工核定。',
  'outpatient-disease-unknown': '门诊慢特病的病种编码不在病种表内，转人工核定。',
  'member-unknown': '参保名册中没有此人，转人工核对。',
  'facility-unknown': '定点医疗机构名册中没有此机构，转人工核对。',
  'refund-row': '退费结算，转人工办理冲正。',
  'settlement-duplicate': '同一结算ID已经结算过，本行不重复给付，转人工核对。',
  'settlement-conflict': '同一结算ID已有内容不同的记录，转人工核对。',
};

export const rowReasonZh = (code: string): string =>
  isReason(code) ? reasonSentence(code) : (ROW_REASON_ZH[code] ?? reasonSentence(code));

type Place = { readonly row: NumberedRow; readonly settlement: SettlementRow };

const resultOf = (
  { row, settlement }: Place,
  outcome: 'granted' | 'nothing' | 'refused' | 'referred',
  benefits: Readonly<Record<string, Fen>> = {},
  totalFen: Fen = ZERO_FEN,
): RowResult => ({
  rowNumber: row.rowNumber,
  line: row.line,
  setlId: settlement.settlementId,
  outcome,
  billedFen: settlement.amounts.totalFen,
  benefits: { ...benefits },
  totalFen,
});

/** A row that only a person can take further. */
export const referredResult = (place: Place, reason: string): RowResult => ({
  ...resultOf(place, 'referred'),
  reason,
  reasonZh: rowReasonZh(reason),
});

/** `receiptId`: the record kept of the decision. */
export const decidedResult = (place: Place, decision: Decision, receiptId: string): RowResult => {
  switch (decision.outcome) {
    case 'granted':
    case 'nothing': {
      const result =
        decision.outcome === 'granted'
          ? resultOf(place, 'granted', decision.benefits, decision.totalFen)
          : resultOf(place, 'nothing');
      const waiting = decision.referrals.length === 0 ? {} : { referrals: [...decision.referrals] };
      return { ...result, ...waiting, receiptId };
    }
    case 'refused':
    case 'referred': {
      const { reason } = decision;
      return { ...resultOf(place, decision.outcome), reason, reasonZh: rowReasonZh(reason), receiptId };
    }
  }
};

export const badResult = (row: NumberedRow, header: Header, problems: readonly RowProblem[]): RowResult => {
  const setlId = keyCell(row.cells[header.columns.indexOf('setl_id')]?.trim() ?? '');
  return {
    rowNumber: row.rowNumber,
    line: row.line,
    // a row whose quotes are broken is cut at the wrong places: what stands there may be a name
    setlId: 'value' in setlId && row.problem === undefined ? setlId.value : '',
    outcome: 'bad',
    billedFen: ZERO_FEN,
    benefits: {},
    totalFen: ZERO_FEN,
    problems: problems.map((problem) => ({ ...problem })),
  };
};
