/** Statements and watched dates as lists, and the doors of all that concerns a statement. */
import { ownHospitalId } from '@erbao/api-contracts/caller';
import * as routes from '@erbao/api-contracts/statement-routes';
import { deadlinesOf, deadlinesOnList } from '@erbao/deadlines/deadline';
import { bind, type UseCaseOf } from '@erbao/lambda-kit/http-handler';
import { monthWatchlist } from '@erbao/one-stop/hospital-month';
import { monthSubject } from '@erbao/settlement-files/month-deadlines';
import * as statements from '@erbao/settlement-files/statement';
import * as deeds from './statement-deeds.ts';
import type { Needs } from './statement-desk.ts';
import { dateView, statementView } from './statement-view.ts';

const listStatements =
  ({ tables }: Pick<Needs, 'tables'>): UseCaseOf<typeof routes.listStatements> =>
  async ({ query }) => ({
    statements: (await statements.statementsWhere(tables, { index: 'by-state', partition: query.state })).map(
      statementView,
    ),
  });

const listOwnStatements =
  ({ tables }: Pick<Needs, 'tables'>): UseCaseOf<typeof routes.listOwnStatements> =>
  async ({ caller }) => ({
    statements: (
      await statements.statementsWhere(tables, { index: 'by-hospital', partition: ownHospitalId(caller) })
    ).map(statementView),
  });

export const listMonthDates =
  ({ tables }: Pick<Needs, 'tables'>): UseCaseOf<typeof routes.listMonthDates> =>
  async ({ params, query }) => {
    const dates = await deadlinesOnList(tables, monthWatchlist(params.month));
    return {
      dates: dates.filter(({ state }) => query.state === undefined || state === query.state).map(dateView),
    };
  };

const listOwnDates =
  ({ tables }: Pick<Needs, 'tables'>): UseCaseOf<typeof routes.listOwnDates> =>
  async ({ caller, params }) => ({
    dates: (await deadlinesOf(tables, monthSubject(ownHospitalId(caller), params.month))).map(dateView),
  });

export const statementDoors = (needs: Needs) => [
  bind(routes.listStatements, listStatements(needs)),
  bind(routes.listOwnStatements, listOwnStatements(needs)),
  bind(routes.checkStatement, deeds.checkStatement(needs)),
  bind(routes.returnStatement, deeds.returnStatement(needs)),
  bind(routes.answerStatement, deeds.answerStatement(needs)),
  bind(routes.approveStatement, deeds.approveStatement(needs)),
  bind(routes.agreeStatement, deeds.agreeStatement(needs)),
  bind(routes.listMonthDates, listMonthDates(needs)),
  bind(routes.listOwnDates, listOwnDates(needs)),
];
