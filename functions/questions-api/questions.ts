/** A hospital asks and answers for itself only; the fund's clerks for every hospital. */
import { type Caller, ownHospitalId } from '@erbao/api-contracts/caller';
import type * as routes from '@erbao/api-contracts/question-routes';
import { recordDeed } from '@erbao/audit/audit-event';
import { deadlineById } from '@erbao/deadlines/deadline';
import { officeCalendar } from '@erbao/deadlines/office-calendar';
import type { Write } from '@erbao/dynamo-kit/tables';
import { type Instant, localDateOf } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import * as question from '@erbao/settlement-files/question';
import {
  hospitalOf,
  mustBeThere,
  type Needs,
  questionView,
  sideOf,
  visibleQuestion,
} from './question-desk.ts';

type Question = question.Question;

const commit = async (
  { tables }: Needs,
  { questionId }: Question,
  writes: readonly Write[],
  deed: { readonly who: string; readonly at: Instant; readonly action: string; readonly turn: number },
): Promise<boolean> => {
  const { turn, ...done } = deed;
  const record = recordDeed({ ...done, subjectId: questionId, details: { turn } }, turn);
  return (await tables.commit([...writes, record])).committed;
};

export const askQuestion =
  (needs: Needs): UseCaseOf<typeof routes.askQuestion> =>
  async ({ caller, body }) => {
    const hospitalId = hospitalOf(caller, body.hospitalId);
    await mustBeThere(needs.tables, hospitalId, body.about);
    const at = needs.clock();
    const calendar = await officeCalendar(needs.tables, localDateOf(at));
    const said = { side: sideOf(caller), by: caller.subject, at, text: body.text };
    const asked = { hospitalId, about: body.about, topic: body.topic };
    const planned = question.askQuestion(calendar, asked, said);
    const deed = { who: caller.subject, at, action: 'question-asked', turn: 1 };
    if (await commit(needs, planned.question, planned.writes, deed)) return questionView(planned.question);
    // the same words again: the question that they made
    return questionView(await question.questionById(needs.tables, planned.question.questionId));
  };

export const listQuestions =
  ({ tables }: Needs): UseCaseOf<typeof routes.listQuestions> =>
  async ({ caller, query }) => {
    const side = sideOf(caller);
    const all = query.waiting === 'all' || (side === 'fund' && query.hospitalId !== undefined);
    const found = await question.listQuestions(
      tables,
      all
        ? { hospitalId: hospitalOf(caller, query.hospitalId) }
        : { desk: question.deskOf(side, side === 'hospital' ? ownHospitalId(caller) : '') },
    );
    return { questions: found.map(questionView) };
  };

export const readQuestion =
  (needs: Needs): UseCaseOf<typeof routes.readQuestion> =>
  async ({ caller, params }) =>
    questionView(await visibleQuestion(needs, caller, params.questionId));

/** What a move needs to be planned. */
const toMove = async (needs: Needs, caller: Caller, questionId: string, text: string) => {
  const before = await visibleQuestion(needs, caller, questionId);
  const at = needs.clock();
  const [calendar, running] = await Promise.all([
    officeCalendar(needs.tables, localDateOf(at)),
    deadlineById(needs.tables, questionId, question.deadlineIdOf(before)),
  ]);
  return { before, calendar, running, said: { side: sideOf(caller), by: caller.subject, at, text } };
};

const moved = async (
  needs: Needs,
  before: Question,
  planned: ReturnType<typeof question.sayInQuestion>,
  deed: Omit<Parameters<typeof commit>[3], 'turn'>,
) => {
  const { questionId, version } = before;
  if (await commit(needs, before, planned.writes, { ...deed, turn: version }))
    return questionView(planned.question);
  throw new Conflict('question-moved-on', { questionId });
};

export const sayInQuestion =
  (needs: Needs): UseCaseOf<typeof routes.sayInQuestion> =>
  async ({ caller, params, body }) => {
    const { before, calendar, running, said } = await toMove(needs, caller, params.questionId, body.text);
    const planned = question.sayInQuestion(calendar, before, running, said);
    return moved(needs, before, planned, { who: said.by, at: said.at, action: 'question-message-added' });
  };

export const closeQuestion =
  (needs: Needs): UseCaseOf<typeof routes.closeQuestion> =>
  async ({ caller, params, body }) => {
    const { before, calendar, running, said } = await toMove(needs, caller, params.questionId, body.text);
    const planned = question.closeQuestion(calendar, before, running, said, body.outcome);
    return moved(needs, before, planned, { who: said.by, at: said.at, action: 'question-closed' });
  };
