/** Every function that is deployed: its contract, and its own settings on each stage. A test finds a forgotten folder. */
import { contract as adjudicateClaim } from '../functions/adjudicate-claim/contract.ts';
import { contract as checkPapers } from '../functions/check-papers/contract.ts';
import { contract as openReviewTask } from '../functions/open-review-task/contract.ts';
import { contract as openWait } from '../functions/open-wait/contract.ts';
import { contract as recordPaper } from '../functions/record-paper/contract.ts';
import { contract as resumeWorkflow } from '../functions/resume-workflow/contract.ts';
import { contract as takeClaim } from '../functions/take-claim/contract.ts';
import { contract as watchDeadline } from '../functions/watch-deadline/contract.ts';
import { contract as writeNotices } from '../functions/write-notices/contract.ts';
import { type DeployedFunction, deployed } from './deployed-function.ts';

/** For functions that need nothing but the names of what they may touch. */
const noSettings = () => ({});

export const FUNCTIONS: readonly DeployedFunction[] = [
  deployed(adjudicateClaim, (stage) => ({ SCHEME_ID: stage.schemeId })),
  deployed(checkPapers, noSettings),
  deployed(openReviewTask, noSettings),
  deployed(openWait, noSettings),
  deployed(recordPaper, noSettings),
  deployed(resumeWorkflow, noSettings),
  deployed(takeClaim, noSettings),
  deployed(watchDeadline, noSettings),
  deployed(writeNotices, noSettings),
];
