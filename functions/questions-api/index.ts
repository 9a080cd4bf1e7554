import * as routes from '@erbao/api-contracts/question-routes';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { systemClock } from '@erbao/lambda-kit/clock';
import { bind, httpHandler } from '@erbao/lambda-kit/http-handler';
import { contract } from './contract.ts';
import * as questions from './questions.ts';

export const handler = httpHandler(contract, (environment) => {
  const needs = { tables: openTables(environment), clock: systemClock };
  return [
    bind(routes.askQuestion, questions.askQuestion(needs)),
    bind(routes.listQuestions, questions.listQuestions(needs)),
    bind(routes.readQuestion, questions.readQuestion(needs)),
    bind(routes.sayInQuestion, questions.sayInQuestion(needs)),
    bind(routes.closeQuestion, questions.closeQuestion(needs)),
  ];
});
