/** 结算申请单: checked by one, approved by another, agreed by the hospital; never two levels by one person. */
import { type Caller, ownHospitalId } from '@erbao/api-contracts/caller';
import type * as routes from '@erbao/api-contracts/statement-routes';
import { Conflict, Forbidden, NotFound } from '@erbao/kernel/errors';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import { keepAgree } from '@erbao/settlement-files/month-deadlines';
import { tellOfStatement } from '@erbao/settlement-files/month-told';
import * as statements from '@erbao/settlement-files/statement';
import { approving } from './approve-statement.ts';
import { commit, type Needs, say } from './statement-desk.ts';

/** Everybody who has had a hand in it may not judge it. */
const checkHands = ({ preparedBy, checkedBy, remarks }: statements.Statement, { subject }: Caller): void => {
  const answered = remarks.filter(({ move }) => move === 'clerk-answers').map(({ by }) => by);
  if ([preparedBy, checkedBy, ...answered].includes(subject)) throw new Forbidden('maker-is-checker');
};

const checkSum = ({ statementId, payableFen }: statements.Statement, seenFen: number): void => {
  if (payableFen !== seenFen) throw new Conflict('statement-total-differs', { statementId });
};

export const checkStatement =
  (needs: Needs): UseCaseOf<typeof routes.checkStatement> =>
  async ({ caller, params, body }) => {
    const statement = await statements.statementById(needs.tables, params.statementId);
    checkHands(statement, caller);
    checkSum(statement, body.payableFen);
    const at = needs.clock();
    const move = statements.moveStatement(statement, 'finance-checks', {
      checkedBy: caller.subject,
      checkedAt: at,
    });
    return commit(needs, statement, [move], { caller, at, action: 'statement-checked', details: body });
  };

export const approveStatement =
  (needs: Needs): UseCaseOf<typeof routes.approveStatement> =>
  async ({ caller, params, body }) => {
    const statement = await statements.statementById(needs.tables, params.statementId);
    checkHands(statement, caller);
    checkSum(statement, body.payableFen);
    const at = needs.clock();
    const writes = await approving(needs, statement, { who: caller.subject, at });
    return commit(needs, statement, writes, { caller, at, action: 'statement-approved', details: body });
  };

export const returnStatement =
  (needs: Needs): UseCaseOf<typeof routes.returnStatement> =>
  async ({ caller, params, body }) => {
    const statement = await statements.statementById(needs.tables, params.statementId);
    return say(
      needs,
      statement,
      'finance-returns',
      { caller, text: body.text },
      { remove: ['checkedBy', 'checkedAt'] },
    );
  };

export const answerStatement =
  (needs: Needs): UseCaseOf<typeof routes.answerStatement> =>
  async ({ caller, params, body }) => {
    const statement = await statements.statementById(needs.tables, params.statementId);
    const explains = statement.paidAt === undefined ? 'clerk-explains-carried' : 'clerk-explains';
    const isReturned = statement.state === 'returned';
    const writes = isReturned ? [] : [tellOfStatement('statement-explained', statement, needs.clock())];
    const said = { caller, text: body.text };
    return say(needs, statement, isReturned ? 'clerk-answers' : explains, said, { writes });
  };

/** Another hospital's statement is as unknown as one that does not exist. */
const ownStatement = async ({ tables }: Needs, caller: Caller, statementId: string) => {
  const statement = await statements.statementById(tables, statementId);
  if (statement.hospitalId !== ownHospitalId(caller))
    throw new NotFound('statement-unknown', { statementId });
  return statement;
};

export const agreeStatement =
  (needs: Needs): UseCaseOf<typeof routes.agreeStatement> =>
  async ({ caller, params, body }) => {
    const statement = await ownStatement(needs, caller, params.statementId);
    const said = { caller, text: body.text };
    const at = needs.clock();
    if (body.answer === 'dispute')
      return say(needs, statement, 'hospital-disputes', said, {
        writes: [tellOfStatement('statement-disputed', statement, at)],
      });
    return say(needs, statement, 'hospital-agrees', said, {
      set: { agreedBy: caller.subject, agreedAt: at },
      writes: await keepAgree(needs.tables, statement, statement.payerId, at),
    });
  };
