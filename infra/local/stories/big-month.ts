/**
 * A month file of any size whose workflow is killed in the middle and replayed while the functions of the killed one still
 * run: every row has one answer, every settlement stands once, and the sums agree wherever they are read.
 */
import type { MonthTotals } from '@erbao/one-stop/hospital-month';
import { Unavailable } from '@erbao/kernel/errors';
import { ROWS_PER_CHUNK } from '@erbao/month-file/chunks';
import { addToTotals, compareTotals, NO_TOTALS } from '@erbao/one-stop/month-totals';
import { settlementsOfMonth } from '@erbao/one-stop/hospital-settlement';
import { sampleFileLines } from '@erbao/sample-district/sample-file';
import { reconciles } from '@erbao/settlement-files/control-totals';
import { executionNameOf, fileById, findRowResults } from '@erbao/settlement-files/settlement-file';
import { encodeText } from '@erbao/tabular/write-csv';
import { openStores } from '../load-district.ts';
import { replayOpenWork } from '../replay.ts';
import { textIn } from './api-client.ts';
import { handIn, hospitalUser } from './hospital-desk.ts';
import { accepted, eventually, must, stopExecution, type Telling } from './telling.ts';

export type BigMonth = {
  readonly hospitalId: string;
  readonly month: string;
  readonly rows: number;
  readonly patienceMs: number;
};

/** Everybody's visits, as if to this hospital: the few people of a small one would wait for their own ceilings only. */
const fileBytes = ({ district }: Telling, { hospitalId, rows }: BigMonth): Uint8Array => {
  const hospital = district.hospitals.find((one) => one.hospitalId === hospitalId);
  must(hospital !== undefined, 'a hospital of the district');
  const visits = Array.from(district.members())
    .flatMap((member) => district.visitsOf(member))
    .map((visit) => ({ ...visit, hospital }));
  return encodeText([...sampleFileLines(visits, rows), ''].join('\r\n'), 'utf-8');
};

type Stores = ReturnType<typeof openStores>;

const endOfChunk = (row: number): number => Math.ceil(row / ROWS_PER_CHUNK) * ROWS_PER_CHUNK;

/** A third of the rows is settled and the rest is not: here the workflow is killed, and at once replayed. */
const killInTheMiddle = async (
  telling: Telling,
  { tables }: Stores,
  fileId: string,
  { rows, patienceMs }: BigMonth,
): Promise<void> => {
  const third = Math.ceil(rows / 3);
  await eventually(
    'a third of the rows',
    async () => (await findRowResults(tables, fileId, [third]))[0],
    patienceMs,
  );
  const [ofChunk, ofFile] = await findRowResults(tables, fileId, [endOfChunk(third), rows]);
  must(ofChunk === undefined || ofFile === undefined, 'rows left to settle');
  const name = executionNameOf(await fileById(tables, fileId));
  await stopExecution(telling.cloud, 'settlement-file', name);
  telling.say(`  执行 ${name} 中途被终止；立即重新启动`);
  await replayOpenWork(telling.cloud, telling.say);
};

/** The emulator sorts an index anew for every page of a query, and answers nobody else meanwhile. */
const whileBusy = (error: unknown): undefined => {
  if (!(error instanceof Unavailable)) throw error;
};

const BATCH = 100;

/** What the rows' results say that they put on record; every row must have one. */
const putOnRecord = async ({ tables }: Stores, fileId: string, rows: number): Promise<MonthTotals> => {
  let sums = NO_TOTALS;
  for (let start = 1; start <= rows; start += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, rows - start + 1) }, (_one, index) => start + index);
    for (const result of await findRowResults(tables, fileId, numbers)) {
      must(result !== undefined, 'a result for every row');
      if (result.match === 'file-only') sums = addToTotals(sums, result.billedFen, result.totalFen);
    }
  }
  return sums;
};

const onRecord = async ({ tables }: Stores, { hospitalId, month }: BigMonth): Promise<MonthTotals> => {
  let sums = NO_TOTALS;
  for await (const { state, sheet, grantedFen } of settlementsOfMonth(tables, hospitalId, month)) {
    must(state === 'standing', 'settlements that stand');
    sums = addToTotals(sums, sheet.amounts.totalFen, grantedFen);
  }
  return sums;
};

/** Each row once and in order, in the file that the hospital fetches. */
const checkResult = async (url: string, rows: number): Promise<void> => {
  const text = new TextDecoder().decode(await (await fetch(url)).arrayBuffer());
  const [, ...lines] = text.split('\r\n').filter((line) => line !== '');
  must(lines.length === rows, `${String(rows)} lines of result, not ${String(lines.length)}`);
  lines.forEach((line, index) => {
    must(
      line.startsWith(`${String(index + 1)},${String(index + 2)},`),
      `row ${String(index + 1)} in its place`,
    );
  });
};

export const playBigMonth = async (telling: Telling, wish: BigMonth): Promise<void> => {
  const { hospitalId, month, rows, patienceMs } = wish;
  const bytes = fileBytes(telling, wish);
  const stores = openStores(telling.cloud);
  const person = await hospitalUser(telling, hospitalId);
  telling.say(`月度文件：${String(rows)} 行，${String(bytes.length)} 字节`);
  const started = Date.now();
  const fileId = await handIn(person, month, `${hospitalId}_${month}.csv`, bytes);
  await killInTheMiddle(telling, stores, fileId, wish);
  const file = await eventually(
    'the file closed',
    async () => {
      const found = await fileById(stores.tables, fileId).catch(whileBusy);
      return found?.state === 'closed' ? found : undefined;
    },
    patienceMs,
  );
  const seconds = (Date.now() - started) / 1_000;
  telling.say(
    `  处理完成：${seconds.toFixed(0)} 秒，每秒 ${(rows / seconds).toFixed(0)} 行；${JSON.stringify(file.totals)}`,
  );
  must(file.totals?.rowsIn === rows && reconciles(file.totals), `${String(rows)} rows, each counted once`);
  const put = await putOnRecord(stores, fileId, rows);
  must(put.settlements > 0, 'settlements');
  const differing = compareTotals(put, await onRecord(stores, wish));
  must(differing.length === 0, `the record as the rows say, not ${JSON.stringify(differing)}`);
  must(put.grantedFen === file.totals.grantedFen, 'the sum of the file');
  const link = accepted(await person('GET', `/settlement-files/${fileId}/result`), 'the result');
  await checkResult(textIn(link, 'url'), rows);
  telling.say('  每行一个结果、每笔结算一条记录，三处合计一致');
};
