/** Gathers a hospital's month so far and keeps what the night found; decisions are read, never written. */
import { queryAll, type Tables } from '@erbao/dynamo-kit/tables';
import { addDays, atShanghai, type Clock, type Instant, type LocalDate } from '@erbao/kernel/dates';
import { Defect } from '@erbao/kernel/errors';
import { type Admission, readAdmission } from '@erbao/one-stop/admission';
import { admissionTable } from '@erbao/one-stop/admission-table';
import { findMonth } from '@erbao/one-stop/hospital-month';
import { hospitalSettlementSchema, settlementsOfMonth } from '@erbao/one-stop/hospital-settlement';
import { hospitalSettlementTable } from '@erbao/one-stop/hospital-settlement-table';
import { withRegistration } from '@erbao/one-stop/stay-registration';
import { deskOf, listQuestions } from '@erbao/settlement-files/question';
import { type SettlementFile, settlementFileSchema } from '@erbao/settlement-files/settlement-file';
import { settlementFileTable } from '@erbao/settlement-files/settlement-file-table';
import { keepShadow, shadowOf } from '@erbao/settlement-files/shadow-settlement';

export type Needs = { readonly tables: Tables; readonly clock: Clock };
export type Input = { readonly hospitalId: string; readonly month: string; readonly night: LocalDate };

const LONG_STAY_DAYS = 30;
/** Older registrations are for the supervision of stays, not for a month's end. */
const OLDEST_STAY_DAYS = 120;
const MOST_STAYS = 200;

const isSettled = async (tables: Tables, { memberId, visitId }: Admission): Promise<boolean> => {
  const asked = { table: hospitalSettlementTable, index: 'by-member', partition: memberId };
  for await (const item of queryAll(tables, asked)) {
    const { state, sheet } = hospitalSettlementSchema.parse(item);
    if (state === 'standing' && sheet.texts.mdtrt_id === visitId) return true;
  }
  return false;
};

const openAdmissions = async (tables: Tables, hospitalId: string, night: LocalDate) => {
  const { items } = await tables.query({
    table: admissionTable,
    index: 'by-hospital',
    partition: hospitalId,
    sortBetween: [
      atShanghai(addDays(night, -OLDEST_STAY_DAYS), 0),
      atShanghai(addDays(night, -LONG_STAY_DAYS), 0),
    ],
    limit: MOST_STAYS,
  });
  const open: string[] = [];
  for (const item of items) {
    const admission = readAdmission(item);
    if (admission?.state === 'registered' && !(await isSettled(tables, admission)))
      open.push(admission.visitId);
  }
  return open;
};

/** Refused ones, unless a later file of the month and kind was taken. */
const refusedFiles = async (tables: Tables, hospitalId: string, month: string) => {
  const asked = { table: settlementFileTable, index: 'by-hospital', partition: hospitalId, descending: true };
  const files: SettlementFile[] = [];
  for await (const item of queryAll(tables, asked)) {
    const file = settlementFileSchema.safeParse(item);
    if (file.success && file.data.month === month) files.push(file.data);
  }
  return files.flatMap(({ fileId, state, kind }, place) => {
    const isMended = files
      .slice(0, place)
      .some((later) => later.kind === kind && (later.state === 'working' || later.state === 'closed'));
    return state === 'refused' && !isMended ? [fileId] : [];
  });
};

const waitingQuestions = async (tables: Tables, hospitalId: string, at: Instant) => {
  const waiting = await listQuestions(tables, { desk: deskOf('hospital', hospitalId) });
  const idsOf = (questions: typeof waiting) => questions.map(({ questionId }) => questionId);
  return {
    waitingQuestions: idsOf(waiting.filter(({ dueAt = at }) => dueAt >= at)),
    overdueQuestions: idsOf(waiting.filter(({ dueAt = at }) => dueAt < at)),
  };
};

export const shadowSettleMonth =
  ({ tables, clock }: Needs) =>
  async ({ hospitalId, month, night }: Input): Promise<void> => {
    const at = clock();
    const found = await shadowOf(
      { hospitalId, month, night, at },
      withRegistration(tables, settlementsOfMonth(tables, hospitalId, month)),
      await findMonth(tables, hospitalId, month),
      {
        refusedFiles: await refusedFiles(tables, hospitalId, month),
        openAdmissions: await openAdmissions(tables, hospitalId, night),
        ...(await waitingQuestions(tables, hospitalId, at)),
      },
    );
    const outcome = await tables.commit([keepShadow(found)]);
    if (!outcome.committed) throw new Defect('shadow-not-kept', { hospitalId, month });
  };
