/**
 * The month so far as its end would find it (no surprise at month's end): the checks of the close run every night on what
 * stands on record. It reads; the only thing written is what it found.
 */
import { queryAll, type Tables, type Write } from '@erbao/dynamo-kit/tables';
import { localDateSchema, fenSchema, instantSchema } from '@erbao/kernel/schemas';
import { addFen, type Fen, ZERO_FEN } from '@erbao/kernel/money';
import { checkAmounts } from '@erbao/national-record/amount-identities';
import type { HospitalMonth } from '@erbao/one-stop/hospital-month';
import { accountOf } from '@erbao/one-stop/hospital-settlement';
import { isStay, type LookedUp } from '@erbao/one-stop/stay-registration';
import * as z from 'zod';
import { addToTotals, compareTotals, NO_TOTALS } from '@erbao/one-stop/month-totals';
import { shadowTable } from './shadow-table.ts';

export const FINDINGS_ZH = {
  referred: '转人工核定、月末不能直接支付的结算',
  'amounts-doubtful': '金额勾稽不符的结算',
  'stays-overlap': '同一参保人住院日期重叠的结算',
  'visit-twice': '同一就诊号的多笔结算',
  'not-in-file': '结算记录中有、月度文件中没有',
  'summary-differs': '交接汇总表与结算记录合计不符',
  'differences-open': '月度文件尚未了结的差异',
  'file-refused': '被退回、尚未重新报送的文件',
  'admission-missing': '住院结算没有有效的入院登记',
  'admission-open': '入院登记超过 30 天、没有结算',
  'question-waiting': '待医院答复的提问',
  'question-overdue': '已超过期限、待医院答复的提问',
} as const;
export type FindingKind = keyof typeof FINDINGS_ZH;
const isKind = (name: string): name is FindingKind => Object.hasOwn(FINDINGS_ZH, name);
const KINDS = Object.keys(FINDINGS_ZH).filter(isKind);

const findingSchema = z.object({
  kind: z.enum(KINDS),
  count: z.int(),
  /** Of the settlements' grants, where the finding is about settlements. */
  grantedFen: fenSchema,
  /** Numbers of the hospital's own, or our ids; never of a person. */
  examples: z.array(z.string()),
});
export type Finding = z.infer<typeof findingSchema>;

export const shadowSchema = z.object({
  account: z.string(),
  night: localDateSchema,
  hospitalId: z.string(),
  month: z.string(),
  at: instantSchema,
  settlements: z.int(),
  billedFen: fenSchema,
  grantedFen: fenSchema,
  findings: z.array(findingSchema),
});
export type Shadow = z.infer<typeof shadowSchema>;

const MOST_EXAMPLES = 20;

type Gathered = { count: number; grantedFen: Fen; readonly examples: string[] };

/** Things found, by kind, in the order of {@link FINDINGS_ZH}. */
const openFindings = () => {
  const found = new Map<FindingKind, Gathered>();
  return {
    add: (kind: FindingKind, example: string, grantedFen: Fen = ZERO_FEN): void => {
      const one = found.get(kind) ?? { count: 0, grantedFen: ZERO_FEN, examples: [] };
      one.count += 1;
      one.grantedFen = addFen(one.grantedFen, grantedFen);
      if (one.examples.length < MOST_EXAMPLES) one.examples.push(example);
      found.set(kind, one);
    },
    list: (): readonly Finding[] =>
      KINDS.flatMap((kind) => {
        const one = found.get(kind);
        return one === undefined ? [] : [{ kind, ...one }];
      }),
  };
};

/** What else of the month waits for the hospital, by example. */
export type Waiting = {
  readonly refusedFiles: readonly string[];
  readonly openAdmissions: readonly string[];
  readonly waitingQuestions: readonly string[];
  readonly overdueQuestions: readonly string[];
};

type Stay = { readonly setlId: string; readonly from: string; readonly to: string };

/** Checks standing settlements one by one; of each only its number and the dates of its stay are kept. */
export const shadowOf = async (
  place: Pick<Shadow, 'hospitalId' | 'month' | 'night' | 'at'>,
  settlements: AsyncIterable<LookedUp>,
  month: HospitalMonth | undefined,
  waiting: Waiting,
): Promise<Shadow> => {
  const findings = openFindings();
  const stays = new Map<string, Stay[]>();
  const visits = new Set<string>();
  let totals = NO_TOTALS;
  for await (const { settlement: one, registration } of settlements) {
    if (one.state !== 'standing') continue;
    const { setlId, sheet, grantedFen } = one;
    totals = addToTotals(totals, sheet.amounts.totalFen, grantedFen);
    if (one.outcome === 'referred') findings.add('referred', setlId, grantedFen);
    if (
      checkAmounts({ personalFen: undefined, drugFen: undefined, ...sheet.amounts }, one.fundSumRule).length >
      0
    )
      findings.add('amounts-doubtful', setlId, grantedFen);
    if (month?.fileId !== undefined && one.metBy === undefined)
      findings.add('not-in-file', setlId, grantedFen);
    if (registration !== undefined && registration !== 'registered')
      findings.add('admission-missing', setlId, grantedFen);
    const visit = sheet.texts.mdtrt_id;
    if (visit !== undefined && visits.has(visit)) findings.add('visit-twice', setlId, grantedFen);
    if (visit !== undefined) visits.add(visit);
    if (!isStay(one)) continue;
    const others = stays.get(one.memberId) ?? [];
    // the day of discharge may be the day of the next admission
    if (others.some(({ from, to }) => from < sheet.endedOn && sheet.beganOn < to))
      findings.add('stays-overlap', setlId, grantedFen);
    stays.set(one.memberId, [...others, { setlId, from: sheet.beganOn, to: sheet.endedOn }]);
  }
  if (month?.summary !== undefined)
    for (const { nameZh } of compareTotals(month.summary, totals)) findings.add('summary-differs', nameZh);
  for (let open = 0; open < (month?.unsettled ?? 0); open += 1)
    findings.add('differences-open', month?.fileId ?? '');
  for (const fileId of waiting.refusedFiles) findings.add('file-refused', fileId);
  for (const visitId of waiting.openAdmissions) findings.add('admission-open', visitId);
  for (const questionId of waiting.waitingQuestions) findings.add('question-waiting', questionId);
  for (const questionId of waiting.overdueQuestions) findings.add('question-overdue', questionId);
  return {
    account: accountOf(place.hospitalId, place.month),
    ...place,
    ...totals,
    findings: findings.list().map((one) => ({ ...one, examples: [...new Set(one.examples)] })),
  };
};

/** A night is checked again in place: it says what stood when it was checked last. */
export const keepShadow = (shadow: Shadow): Write => ({
  do: 'replace',
  table: shadowTable,
  item: shadow,
  expect: {},
});

/** The nights of a hospital's month, the last first. */
export const nightsOf = async (
  tables: Tables,
  hospitalId: string,
  month: string,
): Promise<readonly Shadow[]> => {
  const nights: Shadow[] = [];
  const asked = { table: shadowTable, partition: accountOf(hospitalId, month), descending: true };
  for await (const item of queryAll(tables, asked)) nights.push(shadowSchema.parse(item));
  return nights;
};
