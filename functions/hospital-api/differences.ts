/** Differences of a month file: the hospital accepts or explains, the clerk decides what is left. */
import { type Caller, ownHospitalId } from '@erbao/api-contracts/caller';
import * as routes from '@erbao/api-contracts/settlement-month-routes';
import { recordDeed } from '@erbao/audit/audit-event';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { Conflict, NotFound } from '@erbao/kernel/errors';
import { bind, type UseCaseOf } from '@erbao/lambda-kit/http-handler';
import { changeMonth, findMonth, stateAfter } from '@erbao/one-stop/hospital-month';
import * as difference from '@erbao/settlement-files/difference';
import { differencesFileKey, differencesFileName } from '@erbao/settlement-files/file-names';
import { addToTotals, moveAfter } from '@erbao/one-stop/month-totals';
import { keepAnswers } from '@erbao/settlement-files/month-deadlines';
import { tellOfFile } from '@erbao/settlement-files/month-told';
import { fileById, placeOf, type SettlementFile } from '@erbao/settlement-files/settlement-file';
import { ZERO_FEN } from '@erbao/kernel/money';
import { decideRow } from './decide-row.ts';
import type { Decided, Needs as RowNeeds } from './take-row.ts';
import { differenceView } from './month-view.ts';

type Needs = RowNeeds;

/** A hospital sees its own files, the fund's clerks see all. */
const visibleFile = async (tables: Tables, caller: Caller, fileId: string): Promise<SettlementFile> => {
  const file = await fileById(tables, fileId);
  if (caller.roles.includes('hospital-finance') && file.hospitalId !== ownHospitalId(caller))
    throw new NotFound('settlement-file-unknown', { fileId });
  return file;
};

type Move = {
  readonly fileId: string;
  readonly differenceId: string;
  readonly by: difference.DifferenceMove;
  readonly text: string;
  readonly decision?: difference.DecisionKind;
};

/** Somebody else may answer another difference of the month at the same moment, or use the same ceilings. */
const TRIES = 5;

/** One transaction: the difference, what it does to the record, the month's count of what is open, and the deed. */
const planMove = async (needs: Needs, caller: Caller, file: SettlementFile, wish: Move) => {
  const { tables, clock } = needs;
  const { fileId, differenceId } = wish;
  const found = await difference.differenceById(tables, fileId, differenceId);
  const month = await findMonth(tables, file.hospitalId, file.month);
  if (month?.fileId !== fileId) throw new Conflict('settlement-file-superseded', { fileId });
  const at = clock();
  const by = caller.subject;
  const done: Decided =
    wish.decision === undefined
      ? { writes: [], billedFen: ZERO_FEN, grantedFen: ZERO_FEN, settlements: 0 }
      : await decideRow(needs, file, found, { kind: wish.decision, by, at });
  const settles = wish.by !== 'hospital-explains';
  const { totals } = month;
  const after = {
    ...month,
    unsettled: month.unsettled - (settles ? 1 : 0),
    ...(totals === undefined
      ? {}
      : { totals: addToTotals(totals, done.billedFen, done.grantedFen, done.settlements) }),
  };
  const kept = after.unsettled === 0 ? await keepAnswers(tables, file, fileId, at) : [];
  const remark = { by, at, move: wish.by, text: wish.text };
  const details = { move: wish.by, ...(wish.decision === undefined ? {} : { decision: wish.decision }) };
  return [
    difference.moveDifference(found, wish.by, remark, { decision: done.decision }),
    changeMonth(month, { ...after, state: stateAfter(month, moveAfter(after)) }),
    ...kept,
    ...(after.unsettled === 0 ? [tellOfFile('differences-settled', file, at)] : []),
    ...done.writes,
    recordDeed(
      { subjectId: fileId, at, who: by, action: 'difference-answered', details },
      differenceId,
      wish.by,
    ),
  ];
};

const move = async (needs: Needs, caller: Caller, wish: Move) => {
  const file = await visibleFile(needs.tables, caller, wish.fileId);
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const outcome = await needs.tables.commit(await planMove(needs, caller, file, wish));
    if (outcome.committed)
      return differenceView(await difference.differenceById(needs.tables, wish.fileId, wish.differenceId));
  }
  throw new Conflict('settlement-month-moved-on', { fileId: wish.fileId });
};

export const listDifferences =
  ({ tables }: Pick<Needs, 'tables'>): UseCaseOf<typeof routes.listDifferences> =>
  async ({ caller, params, query }) => {
    await visibleFile(tables, caller, params.fileId);
    const page = await difference.listDifferences(tables, params.fileId, query.after);
    return {
      differences: page.differences.map(differenceView),
      ...(page.next === undefined ? {} : { next: page.next }),
    };
  };

export const readDifferencesFile =
  ({ tables, store }: Pick<Needs, 'tables' | 'store'>): UseCaseOf<typeof routes.readDifferencesFile> =>
  async ({ caller, params }) => {
    const file = await visibleFile(tables, caller, params.fileId);
    if (file.state !== 'closed') throw new Conflict('settlement-result-not-ready', { fileId: file.fileId });
    const fileName = differencesFileName(placeOf(file));
    return { url: await store.downloadLink(differencesFileKey(placeOf(file)), fileName), fileName };
  };

export const answerDifference =
  (needs: Needs): UseCaseOf<typeof routes.answerDifference> =>
  ({ caller, params, body }) =>
    move(needs, caller, {
      ...params,
      by: body.answer === 'accept' ? 'hospital-accepts' : 'hospital-explains',
      text: body.text,
    });

export const decideDifference =
  (needs: Needs): UseCaseOf<typeof routes.decideDifference> =>
  ({ caller, params, body }) =>
    move(needs, caller, { ...params, by: 'clerk-decides', ...body });

export const differenceDoors = (needs: Needs) => [
  bind(routes.listDifferences, listDifferences(needs)),
  bind(routes.readDifferencesFile, readDifferencesFile(needs)),
  bind(routes.answerDifference, answerDifference(needs)),
  bind(routes.decideDifference, decideDifference(needs)),
];
