/** Story: the bank calls a failed payment paid; two people ask and rule; the account's statement books the next one. */
import type { LocalDate } from '@erbao/kernel/dates';
import { fen, printYuan } from '@erbao/kernel/money';
import { listIn, recordIn, sha256Of, textIn, upload } from './api-client.ts';
import { checkReceipts } from './bank-day.ts';
import { type Filed, reachesState } from './citizen-claim.ts';
import { bankSays, correct, type Desk, openDesk, paymentOf, sendBatch } from './payment-again.ts';
import { accepted, eventually, executionStatus, must, refusedAs, type Telling } from './telling.ts';

const reachesPayment = ({ maker }: Desk, paymentId: string, state: string) =>
  eventually(`the payment ${state}`, async () => {
    const payment = await maker('GET', `/payments/${paymentId}`);
    return payment.body['state'] === state ? payment : undefined;
  });

/** The next attempt lies in a batch that nobody has released when the contradiction comes. */
const contradict = async (desk: Desk, filed: Filed) => {
  const { telling, maker, closingOn } = desk;
  const first = await paymentOf(filed);
  const sent = await sendBatch(desk, '21');
  await bankSays(desk, sent, 'F');
  await reachesState(filed.citizen, filed.claimId, 'payment-failed');
  const second = await correct(desk, filed, '6200000000000000026');
  await checkReceipts(maker);
  const started = accepted(await maker('POST', '/payment-runs', { closingOn, run: '22' }), 'the next run');
  const batchId = textIn(started, 'batchId');
  await eventually('the next batch assembled', async () =>
    (await maker('GET', `/payment-batches/${batchId}`)).body['state'] === 'assembled' ? true : undefined,
  );
  await bankSays(desk, sent, 'S');
  const disputed = await reachesPayment(desk, first, 'disputed');
  await reachesPayment(desk, second, 'held');
  const reminders = listIn(await maker('GET', '/reminders?role=finance'), 'reminders');
  must(
    reminders.some(({ subjectId, text }) => subjectId === filed.claimId && String(text).includes('书面查实')),
    'finance told to ask the bank',
  );
  const batch = await maker('GET', `/payment-batches/${batchId}`);
  must(
    listIn(batch, 'lines').every(({ paymentId }) => paymentId !== second),
    'the next attempt taken out',
  );
  if (batch.body['count'] === 0)
    await eventually('the emptied run ended', async () =>
      (await executionStatus(telling.cloud, 'payment-run', `${closingOn}-22`)) === 'SUCCEEDED'
        ? true
        : undefined,
    );
  telling.say(
    `申请 ${filed.claimId}：银行先报失败、后报成功。后一笔已从未放行的批次撤出；${textIn(disputed, 'advice')}`,
  );
  return { first, second };
};

const rule = async ({ telling, maker, checker }: Desk, paymentId: string): Promise<void> => {
  const path = `/payments/${paymentId}/entered-results`;
  const word = { outcome: 'failed', reference: 'FT2026-0001', reason: '银行书面答复：未入账' };
  const entered = accepted(await maker('POST', path, word), 'the bank word');
  const approval = `${path}/${textIn(entered, 'enteredId')}/approval`;
  refusedAs(await maker('POST', approval), 403, 'maker-is-checker');
  accepted(await checker('POST', approval), 'the second look');
  telling.say('  向银行查实未付成：一人登记、另一人复核，后一笔重新列入应付');
};

const INTEREST_FEN = 888;
const OPENING_FEN = 100_000_000;
const balance = (code: string, amountFen: number): string =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">${printYuan(fen(amountFen))}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>`;

/** The opening balance and the entries are the closing balance: another statement would be refused. */
const statementOf = (account: string, paymentId: string, amountFen: number): Uint8Array =>
  new TextEncoder().encode(
    `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>${[
      `<Acct><Id><Othr><Id>${account}</Id></Othr></Id></Acct>`,
      balance('OPBD', OPENING_FEN),
      balance('CLBD', OPENING_FEN - amountFen + INTEREST_FEN),
      `<Ntry><Amt Ccy="CNY">${printYuan(fen(amountFen))}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><AcctSvcrRef>B-${paymentId.slice(-8)}</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>${paymentId}</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>`,
      `<Ntry><Amt Ccy="CNY">${printYuan(fen(INTEREST_FEN))}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><AcctSvcrRef>I-${paymentId.slice(-8)}</AcctSvcrRef></Ntry>`,
    ].join('')}</Stmt></BkToCstmrStmt></Document>`,
  );

const handStatement = async ({ telling, maker }: Desk, paymentId: string): Promise<void> => {
  const { amountFen, batchId } = (await maker('GET', `/payments/${paymentId}`)).body;
  const { accountNumber } = recordIn(await maker('GET', `/payment-batches/${String(batchId)}`), 'paidFrom');
  const file = statementOf(String(accountNumber), paymentId, Number(amountFen));
  const ticket = accepted(
    await maker('POST', '/account-statements', { bytes: file.length, sha256: sha256Of(file) }),
    'a ticket for the account statement',
  );
  must((await upload(ticket.body['upload'], file)) < 300, 'the account statement in the store');
  const id = textIn(ticket, 'accountStatementId');
  const taken = await eventually('the account statement taken', async () => {
    const statement = await maker('GET', `/account-statements/${id}`);
    return statement.body['state'] === 'taken' ? statement : undefined;
  });
  must(taken.body['explained'] === 1 && taken.body['open'] === 1, 'one booking explained and one open');
  const open = await maker('GET', '/account-entries?state=open');
  const interest = listIn(open, 'entries').find(({ accountStatementId }) => accountStatementId === id);
  const path = `/account-entries/${String(interest?.['entryId'])}/explanation`;
  accepted(await maker('POST', path, { explanation: '专户存款利息' }), 'the explanation');
  refusedAs(await maker('POST', path, { explanation: '专户存款利息' }), 409, 'account-entry-explained');
  telling.say('  上传账户对账单：一笔对上付款并记账，一笔利息由人说明');
};

export const playBankInDoubt = async (
  telling: Telling,
  closingOn: LocalDate,
  dischargedOn: LocalDate,
  nth: number,
): Promise<void> => {
  const { desk, filed } = await openDesk(telling, closingOn, dischargedOn, nth);
  const { first, second } = await contradict(desk, filed);
  await rule(desk, first);
  await reachesPayment(desk, second, 'payable');
  await sendBatch(desk, '23');
  await handStatement(desk, second);
  await reachesState(filed.citizen, filed.claimId, 'paid');
  must((await paymentOf(filed)) === second, 'the claim paid by its second attempt');
};
