/** Story 3: a payment that fails, is corrected by two persons and paid again, comes back days later, and is paid once more. */
import type { LocalDate } from '@erbao/kernel/dates';
import { smsSendTable } from '@erbao/notices/sms-send-table';
import { encodeText } from '@erbao/tabular/write-csv';
import { listIn, type Person, recordIn, sha256Of, signIn, textIn, upload } from './api-client.ts';
import { checkReceipts } from './bank-day.ts';
import { type Filed, fileClaim, reachesState, review, supplement } from './citizen-claim.ts';
import { openStores } from '../load-district.ts';
import { accepted, eventually, executionStatus, must, refusedAs, type Telling } from './telling.ts';

export type Desk = {
  readonly telling: Telling;
  readonly maker: Person;
  readonly checker: Person;
  readonly closingOn: LocalDate;
};
type SentLine = { readonly paymentId: string; readonly accountNumber: string; readonly amount: string };

const linesOf = (bankFile: string): readonly SentLine[] =>
  bankFile
    .split('\r\n')
    .slice(1, -1)
    .map((row) => {
      const [, paymentId = '', accountNumber = '', , , , amount = ''] = row.split('|');
      return { paymentId, accountNumber, amount };
    });

/** Assembled, released by another person, sent: the lines of the bank's file. */
export const sendBatch = async ({ maker, checker, closingOn }: Desk, run: string) => {
  await checkReceipts(maker);
  const started = accepted(await maker('POST', '/payment-runs', { closingOn, run }), 'the payment run');
  const batchId = textIn(started, 'batchId');
  const batchIn = (state: string) =>
    eventually(`batch ${state}`, async () => {
      const batch = await maker('GET', `/payment-batches/${batchId}`);
      return batch.body['state'] === state ? batch : undefined;
    });
  const { totalFen } = (await batchIn('assembled')).body;
  accepted(await checker('POST', `/payment-batches/${batchId}/approval`, { totalFen }), 'the approval');
  await batchIn('sent');
  const files = listIn(
    accepted(await maker('GET', `/payment-batches/${batchId}/file`), 'the bank file'),
    'files',
  );
  const bytes = await (await fetch(String(files[0]?.['url']))).arrayBuffer();
  return { batchId, lines: linesOf(new TextDecoder('gb18030').decode(bytes)) };
};
type Sent = Awaited<ReturnType<typeof sendBatch>>;

/** The bank's answer to one payment of a batch. */
export const bankSays = async (
  { maker }: Desk,
  { batchId, lines }: Sent,
  flag: 'S' | 'F' | 'R',
): Promise<void> => {
  const rows = lines.map((line, nth) =>
    [String(nth + 1), line.paymentId, line.amount, flag, 'AC01'].join('|'),
  );
  const file = encodeText(
    ['ERBAO-DF-R-1|'.concat(batchId, '|', String(rows.length)), ...rows, ''].join('\r\n'),
    'gb18030',
  );
  const ticket = accepted(
    await maker('POST', `/payment-batches/${batchId}/result-tickets`, {
      bytes: file.length,
      sha256: sha256Of(file),
    }),
    'a ticket for the bank result',
  );
  must((await upload(ticket.body['upload'], file)) < 300, 'the bank result in the store');
};

export const paymentOf = async (filed: Filed): Promise<string> =>
  textIn(await filed.citizen('GET', `/claims/${filed.claimId}`), 'paymentId');

/** Proposed by one, refused to the same person, approved by another. */
export const correct = async (
  { telling, maker, checker }: Desk,
  filed: Filed,
  number: string,
): Promise<string> => {
  const paymentId = await paymentOf(filed);
  const path = `/payments/${paymentId}/account-corrections`;
  const { name: holder } = filed.member;
  const account = { holder, number, bankName: '样例银行', cnaps: '000000000001', relation: 'self' };
  const proposal = accepted(
    await maker('POST', path, { account, reason: '电话与本人核对' }),
    'the correction',
  );
  const approval = `${path}/${textIn(proposal, 'proposalId')}/approval`;
  refusedAs(await maker('POST', approval), 403, 'maker-is-checker');
  const next = textIn(
    accepted(await checker('POST', approval), 'the approval of the correction'),
    'nextPaymentId',
  );
  refusedAs(await checker('POST', approval), 409, 'payment-moved-on');
  telling.say('  账户更正：一人提出、另一人复核；本人复核本人：拒绝（maker-is-checker）；重复复核：拒绝');
  return next;
};

const readPdf = async (person: Person, path: string): Promise<number> => {
  const answer = accepted(await person('GET', path), path);
  const bytes = new Uint8Array(await (await fetch(textIn(answer, 'url'))).arrayBuffer());
  must(new TextDecoder().decode(bytes.slice(0, 5)) === '%PDF-', `a PDF at ${path}`);
  return bytes.length;
};

const readPapers = async ({ telling, maker }: Desk, filed: Filed, { batchId }: Sent): Promise<void> => {
  const decision = `/claims/${filed.claimId}/letters/decision`;
  const letter = recordIn(await filed.citizen('GET', decision), 'letter');
  must(letter['claimId'] === filed.claimId, 'the letter of this claim');
  const sizes = [
    await readPdf(filed.citizen, decision),
    await readPdf(maker, `/payment-batches/${batchId}/papers/application`),
    await readPdf(maker, `/payment-batches/${batchId}/papers/list`),
  ];
  refusedAs(await filed.citizen('GET', `/claims/${filed.claimId}/letters/refusal`), 404, 'letter-not-ready');
  telling.say(
    `  核定告知书、结算申请单、付费清单（PDF）：${sizes.map((size) => `${String(Math.round(size / 1024))} KB`).join('、')}`,
  );
};

const failAndPayAgain = async (desk: Desk, filed: Filed): Promise<Sent> => {
  const { telling } = desk;
  const { claimId } = filed;
  await bankSays(desk, await sendBatch(desk, '11'), 'F');
  await reachesState(filed.citizen, claimId, 'payment-failed');
  const watch = `${claimId}_repay-2wd-1`;
  await eventually(`the execution ${watch}`, () => executionStatus(telling.cloud, 'deadline-watch', watch));
  telling.say(`申请 ${claimId}：银行退票，两个工作日内重付的时限已开始监控（${watch}）`);
  const next = await correct(desk, filed, '6200000000000000026');
  const again = await sendBatch(desk, '12');
  const line = again.lines.find(({ paymentId }) => paymentId === next);
  must(line?.accountNumber === '6200000000000000026', 'the new account in the bank file');
  await bankSays(desk, again, 'S');
  await reachesState(filed.citizen, claimId, 'paid');
  telling.say('  更正后重新划付成功');
  return again;
};

const returnAndPayOnceMore = async (desk: Desk, filed: Filed, paid: Sent): Promise<void> => {
  const { telling } = desk;
  const { claimId, citizen } = filed;
  const before = (await citizen('GET', `/claims/${claimId}`)).body['totalFen'];
  await bankSays(desk, paid, 'R');
  const returned = await reachesState(citizen, claimId, 'payment-failed');
  must(returned.body['totalFen'] === before, 'the decided sum untouched by the return');
  telling.say('  数日后退汇：付款重新打开，核定金额不变');
  await correct(desk, filed, '6200000000000000034');
  const last = await sendBatch(desk, '13');
  await bankSays(desk, last, 'S');
  // the old files once more: nothing is booked twice
  await bankSays(desk, paid, 'S');
  const end = await reachesState(citizen, claimId, 'paid');
  const booked = listIn(end, 'timeline').filter(({ action }) => action === 'payment-booked');
  must(booked.length === 2, `two bookings and one return, not ${String(booked.length)}`);
  await readPapers(desk, filed, last);
};

/** The text messages as the provider would have had them: one an event, on record, without the number. */
const checkMessages = async ({ telling }: Desk, filed: Filed): Promise<void> => {
  const memberId = await telling.memberIdOf(filed.member.identityNumber);
  const query = { table: smsSendTable, index: 'by-member', partition: memberId };
  const sent = await eventually('the text messages', async () => {
    const { items } = await openStores(telling.cloud).tables.query(query);
    const templates = items.flatMap(({ state, templateId }) =>
      state === 'sent' && typeof templateId === 'string' ? [templateId] : [],
    );
    return templates.filter((template) => template === 'ERBAO_PAID').length === 2 ? templates : undefined;
  });
  for (const template of ['ERBAO_PAY_FAILED', 'ERBAO_PAY_RETURNED'])
    must(sent.filter((one) => one === template).length === 1, `one message ${template}`);
  telling.say(`  短信（本地留存，不含号码）：${sent.join('、')}`);
};

/** A reviewed claim, and two persons of the finance office. */
export const openDesk = async (
  telling: Telling,
  closingOn: LocalDate,
  dischargedOn: LocalDate,
  nth: number,
): Promise<{ readonly desk: Desk; readonly filed: Filed }> => {
  const filed = await fileClaim(telling, dischargedOn, nth);
  await supplement(telling, filed, filed.papersLeft);
  await review(telling, filed);
  const maker = await signIn(telling.cloud, { subject: 'finance-1', roles: ['finance', 'finance-approver'] });
  const checker = await signIn(telling.cloud, {
    subject: 'finance-2',
    roles: ['finance', 'finance-approver'],
  });
  return { desk: { telling, closingOn, maker, checker }, filed };
};

export const playPaymentAgain = async (
  telling: Telling,
  closingOn: LocalDate,
  dischargedOn: LocalDate,
  nth: number,
): Promise<Filed> => {
  const { desk, filed } = await openDesk(telling, closingOn, dischargedOn, nth);
  const paid = await failAndPayAgain(desk, filed);
  await returnAndPayOnceMore(desk, filed, paid);
  await checkMessages(desk, filed);
  return filed;
};
