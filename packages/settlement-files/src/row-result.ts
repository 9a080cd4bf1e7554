/** What became of one row. Every row of a file has exactly one result; it holds no name and no identity number. */
import { isReason, reasonSentence } from '@erbao/benefit-policy/reasons';
import type { Decision } from '@erbao/kernel/decision';
import { type Fen, ZERO_FEN } from '@erbao/kernel/money';
import { fenSchema } from '@erbao/kernel/schemas';
import { keyCell } from '@erbao/national-record/cells';
import { COLUMN_NAMES } from '@erbao/national-record/settlement-columns';
import type { RowProblem, SettlementRow } from '@erbao/national-record/settlement-row';
import * as z from 'zod';
import type { HospitalSettlement } from '@erbao/one-stop/hospital-settlement';
import type { NumberedRow } from '@erbao/month-file/chunks';
import type { Header } from '@erbao/month-file/header';
import { DIFFERENCE_KINDS, MATCH_KINDS } from './match-kinds.ts';
import type { Met } from './match-row.ts';

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
  /** How the row met the record; absent for a bad row. */
  match: z.enum(MATCH_KINDS).optional(),
  /** Set when the hospital has something to answer. */
  difference: z.enum(DIFFERENCE_KINDS).optional(),
  columns: z
    .array(z.object({ column: z.enum(COLUMN_NAMES), said: z.string(), onRecord: z.string() }))
    .optional(),
  /** What stands on record under the same id, where the row does not say the same. */
  recordBilledFen: fenSchema.optional(),
  recordFen: fenSchema.optional(),
});
export type RowResult = z.infer<typeof rowResultSchema>;

/** Reasons of a row that are no reasons of a scheme. */
const ROW_REASON_ZH: Readonly<Record<string, string>> = {
  'medical-type-unknown': '医疗类别不在本方案能识别的范围内，转人工核定。',
  'outpatient-disease-unknown': '门诊慢特病的病种编码不在病种表内，转人工核定。',
  'member-unknown': '参保名册中没有此人，转人工核对。',
  'facility-unknown': '定点医疗机构名册中没有此机构，转人工核对。',
  'refund-row': '退费结算，转人工办理冲正。',
  'settlement-duplicate': '同一结算ID在本文件前面的行已出现，本行不重复给付。',
  'settlement-conflict': '同一结算ID已有内容不同的记录，本行不改变记录，请核对所列的列。',
  'settlement-other-month': '该结算已计入另一个结算月份，本行不重复给付。',
  'settlement-reversed': '该结算已冲正，本行不予给付；重新结算请使用新的结算ID。',
  'record-only': '结算记录中有、文件中没有的结算，请补报该行，或答复其为何不在文件中。',
  'refund-of-reversed': '退费结算，对应的结算已冲正。',
  'refund-not-reversed': '文件为退费，但该结算尚未冲正，请先冲正。',
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

/** A row that only a person can take further, and nothing stands on record. */
export const undecidedResult = (place: Place, reason: string): RowResult => ({
  ...referredResult(place, reason),
  match: 'undecided',
  difference: 'undecided',
});

/** A row that says something else than the record; it pays nothing and changes nothing. */
export const differingResult = (
  place: Place,
  met: Exclude<Met, { readonly match: 'matched' }>,
  settled: HospitalSettlement,
): RowResult => {
  const agrees = met.match === 'reversed' && met.agrees;
  const stands = settled.state === 'standing' && met.match !== 'duplicate';
  return {
    ...resultOf(place, agrees ? 'nothing' : 'referred'),
    match: met.match,
    reason: met.reason,
    reasonZh: rowReasonZh(met.reason),
    ...(agrees ? {} : { difference: met.match }),
    ...('differences' in met ? { columns: met.differences.map((one) => ({ ...one })) } : {}),
    ...(stands ? { recordBilledFen: settled.sheet.amounts.totalFen, recordFen: settled.grantedFen } : {}),
  };
};

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
    difference: 'bad',
    billedFen: ZERO_FEN,
    benefits: {},
    totalFen: ZERO_FEN,
    problems: problems.map((problem) => ({ ...problem })),
  };
};
