/** Days that the office adds to the working calendar, with the document that says so. */
import type { setCalendarDay as route } from '@erbao/api-contracts/console-routes';
import { recordDeed } from '@erbao/audit/audit-event';
import { setOperatorDay } from '@erbao/deadlines/office-calendar';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { type Clock, localDate } from '@erbao/kernel/dates';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';

export const setCalendarDay =
  ({ tables, clock }: { tables: Tables; clock: Clock }): UseCaseOf<typeof route> =>
  async ({ caller, params, body }) => {
    const day = { date: localDate(params.date), kind: body.kind, source: body.source };
    const deed = recordDeed(
      {
        subjectId: `calendar-${day.date}`,
        at: clock(),
        who: caller.subject,
        action: 'calendar-day-set',
        details: { kind: day.kind },
      },
      caller.subject,
    );
    await tables.commit([setOperatorDay(day), deed]);
    return day;
  };
