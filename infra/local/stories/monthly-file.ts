/** Story 1: a hospital's month, from upload to result, with rows that are wrong in known ways. */
import { BAD_ROWS } from '@erbao/sample-district/sample-file';
import { type Person, recordIn, sha256Of, textIn } from './api-client.ts';
import { fileDone, handIn, hospitalUser } from './hospital-desk.ts';
import { accepted, eventually, executionStatus, must, refusedAs, type Telling } from './telling.ts';

export type MonthWish = {
  readonly hospitalId: string;
  readonly month: string;
  readonly encoding: 'utf-8' | 'gb18030';
};

const numberIn = (totals: Readonly<Record<string, unknown>>, name: string): number => {
  const value = totals[name];
  must(typeof value === 'number', `a number ${name} in the totals`);
  return value;
};

export const playMonthlyFile = async (telling: Telling, wish: MonthWish): Promise<void> => {
  const { say, district } = telling;
  const { hospitalId, month } = wish;
  const file = district.settlementFileFor({
    ...wish,
    badRows: BAD_ROWS,
  });
  const person = await hospitalUser(telling, hospitalId);
  say(
    `月度文件 ${file.fileName}：${String(file.rowCount)} 行，编码 ${file.encoding}，${String(file.bytes.length)} 字节`,
  );
  const fileId = await handIn(person, month, file.fileName, file.bytes);
  const closed = await fileDone(person, fileId);
  must(closed.body['state'] === 'closed', `the month file closed, not ${JSON.stringify(closed.body)}`);
  const totals = recordIn(closed, 'totals');
  const [rowsIn, decided, refused, referred, bad] = ['rowsIn', 'decided', 'refused', 'referred', 'bad'].map(
    (name) => numberIn(totals, name),
  );
  say(
    `  处理完成：共 ${String(rowsIn)} 行 = 已核定 ${String(decided)} + 不予给付 ${String(refused)} + 转人工 ${String(referred)} + 有误 ${String(bad)}；给付合计 ${String(totals['grantedYuan'])} 元`,
  );
  must(rowsIn === file.rowCount, `${String(file.rowCount)} rows in, not ${String(rowsIn)}`);
  must(totals['reconciles'] === true, 'totals that reconcile');
  must(bad === 4, `the four bad rows found, not ${String(bad)}`);
  await checkResult(telling, person, fileId, file.rowCount);
  await checkExecution(telling, hospitalId, month, fileId);
  refusedAs(
    await person('POST', '/settlement-files/tickets', {
      month,
      fileName: file.fileName,
      bytes: file.bytes.length,
      sha256: sha256Of(file.bytes),
    }),
    409,
    'settlement-file-known',
  );
  say('  同一文件再次上传：拒绝（settlement-file-known），没有一行重复给付');
  await checkStranger(telling, fileId);
};

const checkExecution = async (
  telling: Telling,
  hospitalId: string,
  month: string,
  fileId: string,
): Promise<void> => {
  const name = `${hospitalId}_${month}_${fileId.slice('file-'.length).slice(0, 8)}`;
  await eventually(`the execution ${name} succeeded`, async () =>
    (await executionStatus(telling.cloud, 'settlement-file', name)) === 'SUCCEEDED' ? true : undefined,
  );
  telling.say(`  执行 settlement-file / ${name}：SUCCEEDED`);
};

/** The result file has one line a row, and names row, column and reason of every bad one. */
const checkResult = async (
  telling: Telling,
  person: Person,
  fileId: string,
  rowCount: number,
): Promise<void> => {
  const link = accepted(
    await person('GET', `/settlement-files/${fileId}/result`),
    'a link to the result file',
  );
  const response = await fetch(textIn(link, 'url'));
  const bytes = new Uint8Array(await response.arrayBuffer());
  const isUtf8 = bytes[0] === 0xef && bytes[1] === 0xbb;
  const text = new TextDecoder(isUtf8 ? 'utf-8' : 'gb18030').decode(bytes);
  const lines = text.split('\r\n').filter((line) => line !== '');
  must(lines.length === rowCount + 1, `a result line for each of ${String(rowCount)} rows`);
  telling.say(`  结果文件 ${textIn(link, 'fileName')}：${String(lines.length - 1)} 行结果，例如`);
  for (const line of lines.filter((one) => one.includes('数据有误')).slice(0, 4)) telling.say(`    ${line}`);
};

const checkStranger = async (telling: Telling, fileId: string): Promise<void> => {
  const other = telling.district.hospitals[13]?.hospitalId ?? '';
  const stranger = await hospitalUser(telling, other);
  refusedAs(await stranger('GET', `/settlement-files/${fileId}`), 404, 'settlement-file-unknown');
  telling.say('  另一家医院查看该文件：拒绝（settlement-file-unknown）');
};

/** A workbook that is cut off is refused as a whole, with the reason in Chinese. */
export const playUnreadableFile = async (
  telling: Telling,
  hospitalId: string,
  month: string,
): Promise<void> => {
  const person = await hospitalUser(telling, hospitalId);
  const bytes = Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 0, 1, 2, 3, 0, 0, 0, 0]);
  const fileId = await handIn(person, month, '结算.xlsx', bytes);
  const refused = await fileDone(person, fileId);
  must(refused.body['state'] === 'refused', 'a broken workbook refused');
  telling.say(`已损坏的工作簿：整份退回，${JSON.stringify(refused.body['problems'])}`);
};
