/**
 * The papers of a hospital's month, as data: what the PDF and the workbook show is this and nothing more. No line names a
 * person; sums are fen.
 */
import * as z from 'zod';

export const STATEMENT_PAPER_KINDS = ['application', 'list'] as const;
export type StatementPaperKind = (typeof STATEMENT_PAPER_KINDS)[number];
export const STATEMENT_PAPER_TITLES_ZH: Readonly<Record<StatementPaperKind, string>> = {
  application: '定点医疗机构申请结算单',
  list: '定点医疗机构结算清单',
};

const sumsSchema = z.object({ count: z.int(), billedFen: z.int(), owedFen: z.int() });

export const statementAboutSchema = z.object({
  statementId: z.string(),
  hospitalId: z.string(),
  hospitalName: z.string(),
  month: z.string(),
  payerName: z.string(),
  schemeTitle: z.string(),
  closedOn: z.string(),
  payOn: z.string(),
  clause: z.string(),
  settled: sumsSchema,
  late: z.object({ count: z.int(), owedFen: z.int() }),
  payableFen: z.int(),
});
export type StatementAbout = z.infer<typeof statementAboutSchema>;

/** 定点医疗机构申请结算单 [nansha 第四部分 二(二)2]. */
export const statementApplicationSchema = statementAboutSchema.extend({
  kind: z.literal('application'),
  stateName: z.string(),
  /** 制单 · 复核 · 审批, as far as it has come. */
  preparedBy: z.string(),
  checkedBy: z.string().optional(),
  approvedBy: z.string().optional(),
  /** Lines of earlier months, each with its reference. */
  lateLines: z.array(
    z.object({ ofMonth: z.string(), setlId: z.string(), what: z.string(), owedFen: z.int() }),
  ),
});
export type StatementApplication = z.infer<typeof statementApplicationSchema>;

export const statementListLineSchema = z.object({
  setlId: z.string(),
  settledOn: z.string(),
  endedOn: z.string(),
  medicalType: z.string(),
  billedFen: z.int(),
  owedFen: z.int(),
  remark: z.string(),
});
export type StatementListLine = z.infer<typeof statementListLineSchema>;

/** 定点医疗机构结算清单. A list too long for paper shows its days; every line is in the workbook. */
export type StatementList = StatementAbout & {
  readonly kind: 'list';
  readonly lines: readonly StatementListLine[];
  readonly days?: readonly { readonly on: string; readonly count: number; readonly owedFen: number }[];
};
