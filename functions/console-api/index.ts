import * as routes from '@erbao/api-contracts/console-routes';
import * as paymentRoutes from '@erbao/api-contracts/payment-routes';
import { publishedSchemeBook } from '@erbao/benefit-policy/published-schemes';
import { openFiles } from '@erbao/cloud-kit/s3/open-files';
import { openWorkflows } from '@erbao/cloud-kit/sfn/open-workflows';
import { openTables } from '@erbao/dynamo-kit/dynamo/open-tables';
import { systemClock as clock } from '@erbao/lambda-kit/clock';
import { bind, httpHandler } from '@erbao/lambda-kit/http-handler';
import { openFieldCipher } from '@erbao/personal-data/kms/open-keys';
import { setCalendarDay } from './calendar.ts';
import { contract } from './contract.ts';
import * as payments from './payments.ts';
import * as corrections from './account-corrections.ts';
import * as review from './review.ts';

export const handler = httpHandler(contract, (environment) => {
  const tables = openTables(environment);
  const desk = { tables, schemes: publishedSchemeBook(), clock };
  const files = openFiles(environment.bucket('bank-files'), environment);
  const accounts = { tables, cipher: openFieldCipher(environment), clock };
  const finance = { tables, files, workflows: openWorkflows(environment), clock };
  return [
    bind(routes.listReviewTasks, review.listReviewTasks(desk)),
    bind(routes.readReviewTask, review.readReviewTask(desk)),
    bind(routes.giveVerdict, review.giveVerdict(desk)),
    bind(routes.readAnyClaim, review.readAnyClaim(desk)),
    bind(routes.startPaymentRun, payments.startPaymentRun(finance)),
    bind(routes.readPaymentBatch, payments.readPaymentBatch(finance)),
    bind(routes.approvePaymentBatch, payments.approvePaymentBatch(finance)),
    bind(routes.readBankFile, payments.readBankFile(finance)),
    bind(routes.ticketBankResult, payments.ticketBankResult(finance)),
    bind(paymentRoutes.listPayments, corrections.listPayments(accounts)),
    bind(paymentRoutes.readPayment, corrections.readPayment(accounts)),
    bind(paymentRoutes.proposeAccount, corrections.proposeAccount(accounts)),
    bind(paymentRoutes.approveAccount, corrections.approveAccount(accounts)),
    bind(paymentRoutes.rejectAccount, corrections.rejectAccount(accounts)),
    bind(routes.setCalendarDay, setCalendarDay(desk)),
  ];
});
