/** 收到申报材料: the moment when a month's file is matched and its summary is there, from which the fund's dates count. */
import type { SchemeBook } from '@erbao/benefit-policy/scheme-book';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import { addDays, type Instant, localDate } from '@erbao/kernel/dates';
import { type HospitalMonth, monthAfter } from '@erbao/one-stop/hospital-month';
import { receivePapers } from './month-deadlines.ts';
import { monthRuleOn } from './month-rules.ts';
import { type Payer, payersOn } from './payers.ts';

export type District = { readonly schemes: SchemeBook; readonly schemeId: string };

/** Who pays in a month: the payers of the scheme on its last day. */
export const payersOfMonth = ({ schemes, schemeId }: District, month: string): readonly Payer[] =>
  payersOn(schemes.schemes, schemeId, addDays(localDate(`${monthAfter(month)}-01`), -1));

/** `month` as it will stand; what it gives is committed with it. Once: later files do not move the dates. */
export const whenReceived = async (
  { tables, ...district }: District & { readonly tables: Tables },
  month: HospitalMonth,
  at: Instant,
): Promise<{ readonly month: HospitalMonth; readonly writes: readonly Write[] }> => {
  if (month.receivedAt !== undefined || month.fileId === undefined || month.summary === undefined)
    return { month, writes: [] };
  const rule = monthRuleOn(district.schemeId, month.month);
  const payerIds = payersOfMonth(district, month.month).map(({ payerId }) => payerId);
  return {
    month: { ...month, receivedAt: at },
    writes: await receivePapers(tables, rule, month, payerIds, at),
  };
};
