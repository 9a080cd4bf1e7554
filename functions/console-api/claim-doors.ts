/** The doors about claims, bound to their use cases; finance and the calendar are bound in the index. */
import { blindReport } from '@erbao/adjudication/blind-review';
import * as clerkRoutes from '@erbao/api-contracts/clerk-routes';
import * as consoleRoutes from '@erbao/api-contracts/console-routes';
import { listReminders as listRemindersRoute } from '@erbao/api-contracts/reminder-routes';
import * as reportRoutes from '@erbao/api-contracts/report-routes';
import * as routes from '@erbao/api-contracts/review-routes';
import type { SchemeBook } from '@erbao/benefit-policy/scheme-book';
import { promiseReport } from '@erbao/case-file/promise-report';
import type { Files } from '@erbao/cloud-kit/files';
import type { Messages } from '@erbao/cloud-kit/messages';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { bind } from '@erbao/lambda-kit/http-handler';
import type { BlindIndex, FieldCipher } from '@erbao/personal-data/field-cipher';
import * as aftermath from './aftermath.ts';
import * as counter from './counter.ts';
import { listReminders } from './reminders.ts';
import * as review from './review.ts';
import * as verdicts from './verdicts.ts';

export type ClaimDoorNeeds = {
  readonly tables: Tables;
  readonly schemes: SchemeBook;
  readonly papers: Files;
  readonly claims: Messages;
  readonly cipher: FieldCipher;
  readonly index: BlindIndex;
  readonly clock: Clock;
};

export const claimDoors = (needs: ClaimDoorNeeds) => [
  bind(routes.listReviewTasks, review.listReviewTasks(needs)),
  bind(routes.readReviewTask, review.readReviewTask(needs)),
  bind(routes.takeReviewTask, review.takeReviewTask(needs)),
  bind(routes.releaseReviewTask, review.releaseReviewTask(needs)),
  bind(consoleRoutes.readAnyClaim, review.readAnyClaim(needs)),
  bind(routes.giveVerdict, verdicts.giveVerdict(needs)),
  bind(routes.determinePetition, verdicts.determinePetition(needs)),
  bind(routes.decideSilence, verdicts.decideSilence(needs)),
  bind(routes.giveBlindResult, verdicts.giveBlindResult(needs)),
  bind(listRemindersRoute, listReminders(needs)),
  bind(reportRoutes.readBlindReport, () => blindReport(needs.tables)),
  bind(reportRoutes.readPromiseReport, async ({ query: { month } }) => ({
    month,
    rows: [...(await promiseReport(needs.tables, month))],
  })),
  bind(clerkRoutes.ticketPaperAtCounter, counter.ticketPaperAtCounter(needs)),
  bind(clerkRoutes.fileClaimAtCounter, counter.fileClaimAtCounter(needs)),
  bind(clerkRoutes.handBackPapers, counter.handBackPapers(needs)),
  bind(clerkRoutes.reportDeath, aftermath.reportDeath(needs)),
  bind(clerkRoutes.stopApproval, aftermath.stopApproval(needs)),
  bind(clerkRoutes.openRecovery, aftermath.openRecovery(needs)),
  bind(clerkRoutes.receiveRecovery, aftermath.receiveRecovery(needs)),
];
