/** A payment run with the bank played: assembled by one, released by another, sent, answered, booked once. */
import type { LocalDate } from '@erbao/kernel/dates';
import { encodeText } from '@erbao/tabular/write-csv';
import { listIn, type Person, sha256Of, signIn, textIn, upload } from './api-client.ts';
import { accepted, eventually, executionStatus, must, refusedAs, type Telling } from './telling.ts';

const bankAnswers = (bankFile: string): string => {
  const [header = '', ...rows] = bankFile.split('\r\n').filter((row) => row !== '');
  const lines = rows.map((row) => {
    const [serial = '', paymentId = '', , , , , amount = ''] = row.split('|');
    return [serial, paymentId, amount, 'S', ''].join('|');
  });
  return [['ERBAO-DF-R-1', header.split('|')[1] ?? '', String(lines.length)].join('|'), ...lines, ''].join(
    '\r\n',
  );
};

/** Every receipt behind a payment is looked up on the national platform before the day is closed; here it stands. */
export const checkReceipts = async (finance: Person): Promise<number> => {
  const due = listIn(accepted(await finance('GET', '/receipt-checks/due'), 'the receipts due'), 'receipts');
  for (const { claimId } of due)
    accepted(
      await finance('POST', `/console/claims/${String(claimId)}/receipt-checks`, {
        result: 'valid',
        reference: 'SAMPLE-CX-0001',
      }),
      'the check of a receipt',
    );
  return due.length;
};

/** Assembled by one, released by another, sent, answered by the bank. */
export const pay = async (
  telling: Telling,
  closingOn: LocalDate,
  run: string,
  /** Absent: claimants; else the payer whose hospitals are paid. */
  payees?: string,
): Promise<string> => {
  const { cloud, say } = telling;
  const finance = await signIn(cloud, { subject: 'finance-1', roles: ['finance', 'finance-approver'] });
  const approver = await signIn(cloud, { subject: 'finance-2', roles: ['finance-approver'] });
  if (payees === undefined) say(`付款前票据查验：${String(await checkReceipts(finance))} 张，均有效`);
  const started = accepted(
    await finance('POST', '/payment-runs', { closingOn, run, payees }),
    'the payment run',
  );
  const batchId = textIn(started, 'batchId');
  const batchIn = (state: string) =>
    eventually(`batch ${state}`, async () => {
      const batch = await finance('GET', `/payment-batches/${batchId}`);
      return batch.body['state'] === state ? batch : undefined;
    });
  const assembled = await batchIn('assembled');
  say(
    `付款批次 ${batchId}：${String(assembled.body['count'])} 笔，合计 ${String(assembled.body['totalYuan'])} 元`,
  );
  const approval = { totalFen: assembled.body['totalFen'] };
  refusedAs(await finance('POST', `/payment-batches/${batchId}/approval`, approval), 403, 'maker-is-checker');
  say('  制单人复核自己的批次：拒绝（maker-is-checker）');
  accepted(await approver('POST', `/payment-batches/${batchId}/approval`, approval), 'the approval');
  await batchIn('sent');
  const link = accepted(await finance('GET', `/payment-batches/${batchId}/file`), 'the bank file');
  const bankFile = new TextDecoder('gb18030').decode(
    await (await fetch(String(listIn(link, 'files')[0]?.['url']))).arrayBuffer(),
  );
  say(`  银行代发文件：${String(bankFile.split('\r\n')[0])}`);
  const result = encodeText(bankAnswers(bankFile), 'gb18030');
  const ticket = accepted(
    await finance('POST', `/payment-batches/${batchId}/result-tickets`, {
      bytes: result.length,
      sha256: sha256Of(result),
    }),
    'a ticket for the bank result',
  );
  for (const time of ['第一次', '第二次'])
    must((await upload(ticket.body['upload'], result)) < 300, `the bank result in the store, ${time}`);
  await batchIn('settled');
  say('  银行回盘文件上传两次：每笔只入账一次，批次已结清');
  await eventually('the payment run succeeded', async () =>
    (await executionStatus(
      cloud,
      'payment-run',
      `${closingOn}-${payees === undefined ? '' : `${payees}-`}${run}`,
    )) === 'SUCCEEDED'
      ? true
      : undefined,
  );
  return batchId;
};
