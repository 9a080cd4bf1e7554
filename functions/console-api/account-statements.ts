/** Finance: hand in the account's statement, and explain the bookings that no payment explains. */
import * as routes from '@erbao/api-contracts/account-statement-routes';
import { recordDeed } from '@erbao/audit/audit-event';
import type { Files } from '@erbao/cloud-kit/files';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import { printYuan } from '@erbao/kernel/money';
import { bind, type UseCaseOf } from '@erbao/lambda-kit/http-handler';
import {
  accountStatementById,
  accountStatementIdOf,
  accountStatementKey,
  changeOpenEntry,
  entriesInState,
  insertAccountStatement,
  type OpenEntry,
  openEntryById,
} from '@erbao/payout/account-entries';

type Needs = { readonly tables: Tables; readonly files: Files; readonly clock: Clock };

const MOST_BYTES = 8 * 1024 * 1024;

const QUESTIONS_ZH: Readonly<Record<string, string>> = {
  'names-no-payment': '没有写明本系统的付款编号，请查明是什么收支',
  'amount-unreadable': '金额无法识别，请核对原文件',
  'credit-reversed': '银行冲销了一笔入账，请查明',
  'booked-without-lines': '整个代发文件合并记账，请向银行索取逐笔明细',
  'amount-differs': '金额与付款不符，请向银行查实',
  'payment-unknown': '付款编号不存在，请查明',
  'paid-while-failed': '先报失败、后又付成：见“银行结果有出入”的付款',
  'returned-while-recovering': '追回期间银行退汇，请确认款项归属后登记追回到账',
};
const PROBLEMS_ZH: Readonly<Record<string, string>> = {
  'xml-unreadable': '文件不完整或不是XML，请重新下载后上传',
  'message-unknown': '不是camt.053对账单',
  'not-an-account-statement': '不是camt.053对账单',
  'statement-empty': '文件中没有账户',
  'account-not-ours': '不是本单位的付款账户，整份未收',
  'balance-missing': '缺少期初或期末余额，整份未收，请向银行索取完整对账单',
  'balance-differs': '期初余额加收支不等于期末余额，整份未收，请向银行索取完整对账单',
  'lines-differ': '有一笔的明细合计与该笔金额不符，整份未收，请向银行查实',
  'amount-unreadable': '有金额无法识别或不是人民币，整份未收，请向银行查实',
  'entry-unreadable': '有一笔无法识别，整份未收，请向银行查实',
};

const textOf = (question: string): string => {
  const [code = ''] = question.split(':');
  return (
    QUESTIONS_ZH[code] ??
    (code.startsWith('entry-') ? '这一笔无法识别，请核对原文件' : '与付款目前的状态不符，请查实')
  );
};

const viewOf = ({ takenAt: _, explainedAt: __, ...entry }: OpenEntry) => ({
  ...entry,
  text: textOf(entry.question),
  ...(entry.amountFen === undefined ? {} : { amountYuan: printYuan(entry.amountFen) }),
});

/** Who hands it in is on record before the file arrives; the same file again is the same statement. */
export const ticketAccountStatement =
  ({ tables, files, clock }: Needs): UseCaseOf<typeof routes.ticketAccountStatement> =>
  async ({ caller, body }) => {
    const accountStatementId = accountStatementIdOf(body.sha256);
    const at = clock();
    const who = caller.subject;
    await tables.commit([
      insertAccountStatement({ accountStatementId, state: 'uploading', uploadedBy: who, uploadedAt: at }),
      recordDeed({
        subjectId: accountStatementId,
        at,
        who,
        action: 'account-statement-ticketed',
        details: {},
      }),
    ]);
    const upload = await files.uploadTicket({
      key: accountStatementKey(accountStatementId),
      contentType: 'application/xml',
      maxBytes: MOST_BYTES,
      sha256: body.sha256,
    });
    return { accountStatementId, upload };
  };

const readAccountStatement =
  ({ tables }: Needs): UseCaseOf<typeof routes.readAccountStatement> =>
  async ({ params }) => {
    const {
      uploadedBy: _,
      uploadedAt: __,
      takenAt: ___,
      ...seen
    } = await accountStatementById(tables, params.accountStatementId);
    const { problem } = seen;
    return problem === undefined ? seen : { ...seen, text: PROBLEMS_ZH[problem] ?? '请核对原文件' };
  };

export const listAccountEntries =
  ({ tables }: Needs): UseCaseOf<typeof routes.listAccountEntries> =>
  async ({ query }) => ({ entries: (await entriesInState(tables, query.state)).map(viewOf) });

export const explainAccountEntry =
  ({ tables, clock }: Needs): UseCaseOf<typeof routes.explainAccountEntry> =>
  async ({ caller, params: { entryId }, body }) => {
    const entry = await openEntryById(tables, entryId);
    if (entry.state !== 'open') throw new Conflict('account-entry-explained', { entryId });
    const at = clock();
    const who = caller.subject;
    const { committed } = await tables.commit([
      changeOpenEntry(entry, { ...body, state: 'explained', explainedBy: who, explainedAt: at }),
      recordDeed({ subjectId: entryId, at, who, action: 'account-entry-explained', details: {} }),
    ]);
    if (!committed) throw new Conflict('account-entry-explained', { entryId });
    return viewOf(await openEntryById(tables, entryId));
  };

export const accountStatementDoors = (needs: Needs) => [
  bind(routes.ticketAccountStatement, ticketAccountStatement(needs)),
  bind(routes.readAccountStatement, readAccountStatement(needs)),
  bind(routes.listAccountEntries, listAccountEntries(needs)),
  bind(routes.explainAccountEntry, explainAccountEntry(needs)),
];
