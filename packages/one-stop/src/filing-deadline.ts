/**
 * The filing of an admission as a watched date: registering is filing, so it is kept or missed at the moment it is written.
 * What was missed is told to the supervisor and stays on the list of the hospital's month.
 */
import { recordDeed } from '@erbao/audit/audit-event';
import { type Deadline, insertDeadline } from '@erbao/deadlines/deadline';
import type { Write } from '@erbao/dynamo-kit/tables';
import { localDateOf, monthOf } from '@erbao/kernel/dates';
import { announce } from '@erbao/outbox/outbox-event';
import type { Admission } from './admission.ts';
import { monthWatchlist } from './hospital-month.ts';

type Filing = NonNullable<Admission['filing']>;
const DEADLINE_ID = 'filing';
const ESCALATES_TO = 'supervisor';

const deadlineOf = (
  { admissionId, hospitalId, admittedAt, registeredAt }: Admission,
  filing: Filing,
): Deadline => {
  const isLate = filing.state === 'late';
  const month = monthOf(localDateOf(admittedAt));
  return {
    subjectId: admissionId,
    deadlineId: DEADLINE_ID,
    clause: filing.clause,
    startedAt: admittedAt,
    dueAt: filing.dueAt,
    provisional: false,
    marks: [{ name: 'breached', at: filing.dueAt, escalatesTo: ESCALATES_TO }],
    raised: isLate ? 1 : 0,
    state: isLate ? 'breached' : 'met',
    revision: 1,
    pauses: [],
    metAt: registeredAt,
    month,
    office: hospitalId,
    watchlist: monthWatchlist(month),
  };
};

/** Nothing where the scheme sets no time. */
export const fileAdmission = (admission: Admission): readonly Write[] => {
  const { filing, admissionId: subjectId, registeredAt: at, hospitalId: owedBy } = admission;
  if (filing === undefined) return [];
  const kept = insertDeadline(deadlineOf(admission, filing));
  if (filing.state === 'in-time') return [kept];
  const raised = { deadlineId: DEADLINE_ID, escalatedTo: ESCALATES_TO };
  return [
    kept,
    recordDeed({ subjectId, at, who: 'calendar', action: 'deadline-breached', details: raised }, DEADLINE_ID),
    announce(
      { kind: 'deadline-raised', subjectId, mark: 'breached', ...raised, dueAt: filing.dueAt, owedBy },
      at,
      subjectId,
      DEADLINE_ID,
    ),
  ];
};
