/** Every function that is deployed: its contract, and its own settings on each stage. A test finds a forgotten folder. */
import { contract as addUpMonth } from '../functions/add-up-month/contract.ts';
import { contract as adjudicateClaim } from '../functions/adjudicate-claim/contract.ts';
import { contract as archiveClaim } from '../functions/archive-claim/contract.ts';
import { contract as checkPapers } from '../functions/check-papers/contract.ts';
import { contract as citizenApi } from '../functions/citizen-api/contract.ts';
import { contract as closeMonth } from '../functions/close-month/contract.ts';
import { contract as closePaymentDay } from '../functions/close-payment-day/contract.ts';
import { contract as closeSettlementFile } from '../functions/close-settlement-file/contract.ts';
import { contract as comparePapers } from '../functions/compare-papers/contract.ts';
import { contract as consoleApi } from '../functions/console-api/contract.ts';
import { contract as copyPaper } from '../functions/copy-paper/contract.ts';
import { contract as cropsApi } from '../functions/crops-api/contract.ts';
import { contract as hisApi } from '../functions/his-api/contract.ts';
import { contract as hospitalApi } from '../functions/hospital-api/contract.ts';
import { contract as inboxApi } from '../functions/inbox-api/contract.ts';
import { contract as lettersApi } from '../functions/letters-api/contract.ts';
import { contract as openHospitalMonths } from '../functions/open-hospital-months/contract.ts';
import { contract as openReviewTask } from '../functions/open-review-task/contract.ts';
import { contract as openWait } from '../functions/open-wait/contract.ts';
import { contract as papersApi } from '../functions/papers-api/contract.ts';
import { contract as printStatement } from '../functions/print-statement/contract.ts';
import { contract as planShadowNight } from '../functions/plan-shadow-night/contract.ts';
import { contract as questionsApi } from '../functions/questions-api/contract.ts';
import { contract as readPaper } from '../functions/read-paper/contract.ts';
import { contract as recordPaper } from '../functions/record-paper/contract.ts';
import { contract as redriveMessages } from '../functions/redrive-messages/contract.ts';
import { contract as replayOpenWork } from '../functions/replay-open-work/contract.ts';
import { contract as rescanPapers } from '../functions/rescan-papers/contract.ts';
import { contract as resumeWorkflow } from '../functions/resume-workflow/contract.ts';
import { contract as sendSms } from '../functions/send-sms/contract.ts';
import { contract as settleRows } from '../functions/settle-rows/contract.ts';
import { contract as shadowApi } from '../functions/shadow-api/contract.ts';
import { contract as shadowSettleMonth } from '../functions/shadow-settle-month/contract.ts';
import { contract as splitSettlementFile } from '../functions/split-settlement-file/contract.ts';
import { contract as takeBankResult } from '../functions/take-bank-result/contract.ts';
import { contract as takeClaim } from '../functions/take-claim/contract.ts';
import { contract as takeSettlementFile } from '../functions/take-settlement-file/contract.ts';
import { contract as watchDeadline } from '../functions/watch-deadline/contract.ts';
import { contract as writeBankFile } from '../functions/write-bank-file/contract.ts';
import { contract as writeNotices } from '../functions/write-notices/contract.ts';
import { type DeployedFunction, deployed } from './deployed-function.ts';
import type { Stage } from './stages.ts';

/** For functions that need nothing but the names of what they may touch. */
const noSettings = () => ({});
const scheme = (stage: Stage) => ({ SCHEME_ID: stage.schemeId });
/** A stage without a provider keeps its messages on record. */
const sms = ({ sms: provider }: Stage) => ({
  SMS_ENDPOINT: provider?.endpoint ?? '',
  SMS_APP_ID: provider?.appId ?? '',
  SMS_SIGN_NAME: provider?.signName ?? '',
});
const bankFormats = (stage: Stage) => ({
  BANK_FORMATS: stage.bankFormats.map(({ from, format }) => `${from}=${format}`).join(','),
});
const payers = (stage: Stage) => ({ PAYER_ACCOUNTS: JSON.stringify(stage.payers) });
const settling = (stage: Stage) => ({ ...scheme(stage), FUND_SUM_RULES: stage.fundSumRules });

const scanner = ({ scanner: place = '' }: Stage) => ({ SCANNER: place });

export const FUNCTIONS: readonly DeployedFunction[] = [
  deployed(addUpMonth, noSettings),
  deployed(adjudicateClaim, (stage) => ({ ...scheme(stage), AUTOMATION: stage.automation })),
  deployed(archiveClaim, noSettings),
  deployed(checkPapers, noSettings),
  deployed(citizenApi, noSettings),
  deployed(closeMonth, scheme),
  deployed(closePaymentDay, (stage) => ({ ...bankFormats(stage), ...payers(stage) })),
  deployed(closeSettlementFile, scheme),
  deployed(comparePapers, noSettings),
  deployed(consoleApi, payers),
  deployed(copyPaper, noSettings),
  deployed(cropsApi, noSettings),
  deployed(hisApi, settling),
  deployed(hospitalApi, (stage) => ({ ...settling(stage), ...payers(stage) })),
  deployed(inboxApi, noSettings),
  deployed(lettersApi, noSettings),
  deployed(openHospitalMonths, scheme),
  deployed(openReviewTask, noSettings),
  deployed(openWait, noSettings),
  deployed(papersApi, noSettings),
  deployed(printStatement, noSettings),
  deployed(planShadowNight, noSettings),
  deployed(questionsApi, noSettings),
  deployed(readPaper, noSettings),
  deployed(recordPaper, scanner),
  deployed(redriveMessages, noSettings),
  deployed(replayOpenWork, noSettings),
  deployed(rescanPapers, scanner),
  deployed(resumeWorkflow, noSettings),
  deployed(sendSms, sms),
  deployed(settleRows, settling),
  deployed(shadowApi, noSettings),
  deployed(shadowSettleMonth, noSettings),
  deployed(splitSettlementFile, noSettings),
  deployed(takeBankResult, payers),
  deployed(takeClaim, noSettings),
  deployed(takeSettlementFile, noSettings),
  deployed(watchDeadline, noSettings),
  deployed(writeBankFile, noSettings),
  deployed(writeNotices, noSettings),
];
