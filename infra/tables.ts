/** Every table that is deployed; each description is also the one its store reads. */
import { accumulatorTable, adjudicationTable } from '@erbao/adjudication/adjudication-table';
import { archiveTable } from '@erbao/archive/archive-table';
import { auditTable } from '@erbao/audit/audit-table';
import { claimKeyTable } from '@erbao/claims/claim-key-table';
import { claimTable } from '@erbao/claims/claim-table';
import { deadlineTable } from '@erbao/deadlines/deadline-table';
import { operatorDayTable } from '@erbao/deadlines/operator-day-table';
import { documentTable } from '@erbao/documents/document-table';
import type { TableDescription } from '@erbao/dynamo-kit/table';
import { ledgerTable } from '@erbao/fund-ledger/ledger-table';
import { hospitalTable } from '@erbao/hospitals/hospital-table';
import { memberTable } from '@erbao/members/member-table';
import { deskMessageTable } from '@erbao/notices/desk-message-table';
import { noticeTable } from '@erbao/notices/notice-table';
import { admissionTable } from '@erbao/one-stop/admission-table';
import { hospitalMonthTable } from '@erbao/one-stop/hospital-month-table';
import { hospitalSettlementTable } from '@erbao/one-stop/hospital-settlement-table';
import { smsSendTable } from '@erbao/notices/sms-send-table';
import { lateLineTable } from '@erbao/one-stop/late-line-table';
import { outboxTable } from '@erbao/outbox/outbox-table';
import { comparisonTable } from '@erbao/paper-checks/comparison-table';
import { receiptCheckTable } from '@erbao/paper-checks/receipt-check-table';
import { paperMarkTable } from '@erbao/paper-checks/paper-mark-table';
import { paperCorrectionTable } from '@erbao/paper-reading/paper-correction-table';
import { paperReadingTable } from '@erbao/paper-reading/paper-reading-table';
import { accountEntryTable, accountStatementTable } from '@erbao/payout/account-entry-table';
import { paymentBatchTable, paymentTable } from '@erbao/payout/payment-table';
import { reviewTaskTable } from '@erbao/review/review-task-table';
import { shadowTable } from '@erbao/settlement-files/shadow-table';
import { questionTable } from '@erbao/settlement-files/question-table';
import { settlementFileTable } from '@erbao/settlement-files/settlement-file-table';
import { statementTable } from '@erbao/settlement-files/statement-table';
import { waitTable } from '@erbao/workflow-waits/wait-table';

export const TABLE_DESCRIPTIONS: readonly TableDescription[] = [
  accountEntryTable,
  accountStatementTable,
  accumulatorTable,
  adjudicationTable,
  admissionTable,
  archiveTable,
  auditTable,
  claimKeyTable,
  claimTable,
  deadlineTable,
  deskMessageTable,
  documentTable,
  hospitalMonthTable,
  hospitalSettlementTable,
  hospitalTable,
  lateLineTable,
  ledgerTable,
  memberTable,
  noticeTable,
  operatorDayTable,
  outboxTable,
  comparisonTable,
  paperCorrectionTable,
  paperMarkTable,
  receiptCheckTable,
  paperReadingTable,
  paymentBatchTable,
  paymentTable,
  questionTable,
  shadowTable,
  reviewTaskTable,
  settlementFileTable,
  smsSendTable,
  statementTable,
  waitTable,
];
