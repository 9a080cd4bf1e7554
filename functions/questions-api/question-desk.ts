/** Who stands on which side, what they may see, and how a question is shown. */
import { type Caller, ownHospitalId } from '@erbao/api-contracts/caller';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { InvalidInput, NotFound } from '@erbao/kernel/errors';
import { findSettlement } from '@erbao/one-stop/hospital-settlement';
import { settlementIdOf } from '@erbao/one-stop/settlement-id';
import * as question from '@erbao/settlement-files/question';
import { fileById } from '@erbao/settlement-files/settlement-file';

export type Needs = { readonly tables: Tables; readonly clock: Clock };
type Question = question.Question;

export const sideOf = (caller: Caller): question.Side =>
  caller.roles.includes('hospital-finance') ? 'hospital' : 'fund';

export const questionView = ({
  waitsFor,
  version: _version,
  turn: _turn,
  desk: _desk,
  messages,
  ...shown
}: Question) => ({
  ...shown,
  topicName: question.TOPICS_ZH[shown.topic],
  ...(shown.state === 'open' ? { waitsFor } : {}),
  ...(shown.outcome === undefined ? {} : { outcomeName: question.OUTCOMES_ZH[shown.outcome] }),
  messages: [...messages],
});

/** Throws InvalidInput `hospital-needed` when a clerk names none. */
export const hospitalOf = (caller: Caller, named: string | undefined): string => {
  if (sideOf(caller) === 'hospital') return ownHospitalId(caller);
  if (named === undefined) throw new InvalidInput('hospital-needed');
  return named;
};

/** Another hospital's question is as unknown as one that is not there. */
export const visibleQuestion = async (
  { tables }: Needs,
  caller: Caller,
  questionId: string,
): Promise<Question> => {
  const found = await question.questionById(tables, questionId);
  if (sideOf(caller) === 'hospital' && found.hospitalId !== ownHospitalId(caller))
    throw new NotFound('question-unknown', { questionId });
  return found;
};

/** What a question is about must be the hospital's. */
export const mustBeThere = async (
  tables: Tables,
  hospitalId: string,
  about: question.About,
): Promise<void> => {
  if (about.kind === 'settlement') {
    const settled = await findSettlement(tables, settlementIdOf(hospitalId, about.setlId));
    if (settled === undefined) throw new NotFound('settlement-unknown');
    return;
  }
  const file = await fileById(tables, about.fileId);
  if (file.hospitalId !== hospitalId || about.rowNumber > (file.rowsIn ?? 0))
    throw new NotFound('settlement-file-unknown', { fileId: about.fileId });
};
