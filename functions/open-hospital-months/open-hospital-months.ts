/** The month before this one, for every hospital that was designated in it: a hospital that hands in nothing is noticed. */
import { recordDeed } from '@erbao/audit/audit-event';
import { officeCalendar } from '@erbao/deadlines/office-calendar';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { Hospital } from '@erbao/hospitals/hospital';
import { allHospitals } from '@erbao/hospitals/hospital-store';
import {
  addDays,
  type Clock,
  type Instant,
  type LocalDate,
  localDate,
  localDateOf,
  monthOf,
} from '@erbao/kernel/dates';
import { changeMonth, findMonth, openMonth } from '@erbao/one-stop/hospital-month';
import { accountOf } from '@erbao/one-stop/hospital-settlement';
import { findUpload, openUpload } from '@erbao/settlement-files/month-deadlines';
import { monthRuleOn } from '@erbao/settlement-files/month-rules';
import type { WorkingCalendar } from '@erbao/working-calendar/working-calendar';

export type Needs = { readonly tables: Tables; readonly schemeId: string; readonly clock: Clock };
type Month = { readonly month: string; readonly firstDay: LocalDate; readonly lastDay: LocalDate };

const monthBefore = (today: LocalDate): Month => {
  const lastDay = addDays(localDate(`${monthOf(today)}-01`), -1);
  const month = monthOf(lastDay);
  return { month, firstDay: localDate(`${month}-01`), lastDay };
};

const wasDesignated = ({ designations }: Hospital, { firstDay, lastDay }: Month): boolean =>
  designations.some(({ from, to }) => from <= lastDay && (to === undefined || to >= firstDay));

const openFor = async (
  { tables, schemeId }: Needs,
  { hospitalId }: Hospital,
  { month }: Month,
  { at, calendar }: { readonly at: Instant; readonly calendar: WorkingCalendar },
): Promise<boolean> => {
  const place = { hospitalId, month };
  const known = await findMonth(tables, hospitalId, month);
  // handed in before the month was over, or opened by an earlier run
  if (known?.receivedAt !== undefined || (await findUpload(tables, place)) !== undefined) return false;
  const outcome = await tables.commit([
    ...(known === undefined ? [changeMonth(openMonth(hospitalId, month), {})] : []),
    ...openUpload(monthRuleOn(schemeId, month), calendar, place, at),
    recordDeed({
      subjectId: accountOf(hospitalId, month),
      at,
      who: 'calendar',
      action: 'month-opened',
      details: {},
    }),
  ]);
  // somebody touched the month at this moment: the run of tomorrow, or a repetition, opens it
  return outcome.committed;
};

export const openHospitalMonths =
  (needs: Needs) => async (): Promise<{ readonly month: string; readonly opened: number }> => {
    const at = needs.clock();
    const month = monthBefore(localDateOf(at));
    const calendar = await officeCalendar(needs.tables, localDateOf(at));
    let opened = 0;
    for await (const hospital of allHospitals(needs.tables))
      if (wasDesignated(hospital, month) && (await openFor(needs, hospital, month, { at, calendar })))
        opened += 1;
    return { month: month.month, opened };
  };
