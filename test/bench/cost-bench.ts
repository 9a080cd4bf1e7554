/**
 * What each use case asks of DynamoDB, S3, SQS and Step Functions, counted while it runs in memory, and what a thousand of
 * them cost by the list prices beside this file. Without Lambda's and the gateway's time, storage, logs and traffic.
 *
 *   npx tsx test/bench/cost-bench.ts [rows]        default 400
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { deadlineSchema } from '@erbao/deadlines/deadline';
import { deadlineTable } from '@erbao/deadlines/deadline-table';
import { memoryTables } from '@erbao/dynamo-kit/memory-tables';
import { fen } from '@erbao/kernel/money';
import { reviewTaskId } from '@erbao/review/review-task';
import * as z from 'zod';
import { hisSettlementSchema } from '@erbao/api-contracts/his-settlement';
import * as doors from '../../functions/his-api/settlements.ts';
import { ALL_PAPERS, openOffice } from '../support/claim-office.ts';
import { type Meter, meterFiles, meterTables, openMeter } from '../support/metered.ts';
import { MACHINE, openMonthOffice, rowOf, stayNo } from '../support/month-office.ts';
import { deskNeeds, furnishDesk, sentSettlement } from '../support/one-stop-desk.ts';
import { claimMessage } from '../support/sample-facts.ts';

const ROWS = Number(process.argv[2] ?? 400);
const HERE = import.meta.dirname;
const WORKFLOWS = path.join(HERE, '..', '..', 'infra', 'workflows');

const pricesSchema = z.object({
  region: z.string(),
  currency: z.string(),
  asOf: z.string(),
  perMillion: z.record(
    z.enum(['readUnits', 'writeUnits', 'filePuts', 'fileGets', 'messages', 'transitions']),
    z.object({ price: z.number(), source: z.string() }),
  ),
});
const prices = pricesSchema.parse(JSON.parse(readFileSync(path.join(HERE, 'list-prices.json'), 'utf8')));

type Used = Meter & { readonly messages: number; readonly transitions: number };
type UseCase = { readonly name: string; readonly used: Used; readonly times: number };

const costOfThousand = ({ used, times }: UseCase): number =>
  Object.entries(prices.perMillion).reduce(
    (sum, [unit, { price }]) =>
      sum + (((Object.entries(used).find(([name]) => name === unit)?.[1] ?? 0) / times) * price) / 1_000,
    0,
  );

const HEADS = ['get', 'batch', 'query', 'trans', 'RRU', 'WRU', 'put', 'get', 'msg', 'steps'];
const show = (title: string, cases: readonly UseCase[]): void => {
  const heads = HEADS.map((head) => head.padStart(6)).join(' ');
  console.log(`\n${title.padEnd(38)}${heads}   ${prices.currency} a thousand`);
  for (const one of cases) {
    const { used, times } = one;
    const figures = [
      used.get,
      used.batchGet,
      used.query,
      used.transaction,
      used.readUnits,
      used.writeUnits,
      used.filePuts,
      used.fileGets,
      used.messages,
      used.transitions,
    ].map((figure) => (figure / times).toFixed(figure % times === 0 ? 0 : 2).padStart(6));
    console.log(`${one.name.padEnd(38)}${figures.join(' ')}   ${costOfThousand(one).toFixed(4)}`);
  }
};

/** States that an execution enters, each of them in the definition; the closing state is entered, too. */
const transitions = (workflow: string, states: readonly string[]): number => {
  const text = readFileSync(path.join(WORKFLOWS, `${workflow}.asl.json`), 'utf8');
  for (const state of states)
    if (!text.includes(`"${state}":`)) throw new Error(`${workflow} has no state ${state}`);
  return states.length;
};

const NOTHING = { messages: 0, transitions: 0 };

/** Runs one use case and takes what it used from the meter. */
const metering = (meter: Meter) => {
  const cases: UseCase[] = [];
  return {
    cases,
    run: async (name: string, use: () => Promise<unknown>, more: Partial<Used> = {}, times = 1) => {
      Object.assign(meter, openMeter());
      await use();
      cases.push({ name, used: { ...meter, ...NOTHING, ...more }, times });
    },
  };
};

const sumOf = (name: string, cases: readonly UseCase[]): UseCase => {
  const used: Used = { ...openMeter(), ...NOTHING };
  for (const one of cases)
    for (const [unit, figure] of Object.entries(one.used))
      Object.assign(used, {
        [unit]: (Object.entries(used).find(([known]) => known === unit)?.[1] ?? 0) + figure,
      });
  return { name, used, times: 1 };
};

const desk = async (): Promise<void> => {
  const tables = memoryTables();
  await furnishDesk(tables, [{ serial: 1, difficult: false }]);
  const meter = openMeter();
  meterTables(tables, meter);
  const needs = deskNeeds(tables);
  const bill = sentSettlement({
    settlementId: 'S1',
    serial: 1,
    totalFen: fen(1_200_000),
    basicFen: fen(700_000),
  });
  const said = { caller: MACHINE, params: {}, query: {}, body: hisSettlementSchema.parse(bill) };
  const { settlementId: _id, settledAt: _at, ...quoted } = said.body;
  const named = { ...said, params: { settlementId: 'S1' }, body: {} };
  const { cases, run } = metering(meter);
  await run('quote', () => doors.quoteSettlement(needs)({ ...said, body: quoted }));
  await run('settle', () => doors.settleAtDischarge(needs)(said));
  await run('the same again', () => doors.settleAtDischarge(needs)(said));
  await run('read', () => doors.readSettlement(needs)(named));
  await run('print the slip', () => doors.readSettlementSlip(needs)(named));
  await run('reverse', () => doors.reverseAtDischarge(needs)({ ...named, body: { reason: '录入有误' } }));
  show('one-stop, at the window', cases);
};

const month = async (): Promise<void> => {
  const office = await openMonthOffice(ROWS);
  const meter = openMeter();
  meterTables(office.tables, meter);
  meterFiles(office.store, meter);
  const { cases, run } = metering(meter);
  const stays = Array.from({ length: ROWS }, (_, serial) => stayNo(serial));
  for (const stay of stays.slice(0, ROWS / 2)) await office.settle(stay);
  let fileId = '';
  await run('ticket and upload', async () => {
    fileId = await office.upload(stays.map((stay) => rowOf(stay)));
  });
  // one message takes the file: sent by S3, received, deleted
  const took = { messages: 3 };
  const ends = transitions('settlement-file', [
    'SplitFile',
    'FileSplit',
    'SettleChunks',
    'CloseFile',
    'Closed',
  ]);
  const chunks = Math.ceil(ROWS / 1_000);
  await run('split, settle and match, close', () => office.workThrough(fileId), {
    ...took,
    transitions: ends + chunks * transitions('settlement-file', ['SettleRows']),
  });
  await run('read the file and its differences', async () => {
    await office.readFile(fileId);
    await office.differences(fileId);
  });
  const worked = cases.slice(0, 2);
  show(`a month file of ${String(ROWS)} rows, half at the window`, [
    ...cases,
    { ...sumOf('each row', worked), times: ROWS },
  ]);
};

const claim = async (): Promise<void> => {
  const office = await openOffice(undefined, false);
  const meter = openMeter();
  meterTables(office.tables, meter);
  meterFiles(office.papers, meter);
  const { cases, run } = metering(meter);
  const papers: Awaited<ReturnType<typeof office.handIn>>[] = [];
  let claimId = '';
  const steps = (...states: readonly string[]) => ({ transitions: transitions('claim-review', states) });
  await run(
    'hand in seven papers, file',
    async () => {
      for (const kind of ALL_PAPERS) papers.push(await office.handIn(kind));
    },
    // each paper's notice and the claim's message: sent, received, deleted
    { messages: (ALL_PAPERS.length + 1) * 3, filePuts: ALL_PAPERS.length },
  );
  await run('take', async () => {
    claimId = await office.take(claimMessage({ papers }));
  });
  await run('check the papers', () => office.check(claimId), steps('CheckPapers', 'PapersComplete'));
  await run('decide', () => office.decide(claimId), steps('AdjudicateClaim', 'Decided'));
  for (const [place, role] of (['adjudicator', 'reviewer'] as const).entries()) {
    await run(`open review ${String(place + 1)}`, () => office.openTask(claimId, `t${String(place)}`), {
      ...steps('ReviewClaim', 'Reviewed'),
    });
    const caller = { subject: role, roles: [role] };
    const task = reviewTaskId(claimId, 1, place);
    await run(`verdict ${String(place + 1)}`, () =>
      office.give(caller, task, { verdict: 'agree', reason: '同意' }),
    );
  }
  await run(
    'events carried to the workflow',
    () => office.carry(),
    steps('AwaitPayment', 'PaymentAnswered', 'Paid'),
  );
  // When all goes well a watch wakes once, finds the promise kept and ends
  const running = office.tables.all(deadlineTable).map((item) => deadlineSchema.parse(item));
  const states = ['FindMark', 'MarkFound', 'WaitForMark', 'FindMark', 'MarkFound', 'Done'];
  await run(
    `watch its ${String(running.length)} promises`,
    async () => {
      for (const { subjectId, deadlineId, revision } of running)
        for (const mark of ['none', 'none']) await office.watch({ subjectId, deadlineId, mark, revision });
    },
    { transitions: running.length * transitions('deadline-watch', states) },
  );
  show('a claim, two reviewers, until its payment is owed', [...cases, sumOf('the whole claim', cases)]);
};

console.log(
  `list prices of ${prices.region} as of ${prices.asOf}: ${Object.entries(prices.perMillion)
    .map(([unit, { price }]) => `${unit} ${String(price)}`)
    .join(', ')} ${prices.currency} a million`,
);
await desk();
await month();
await claim();
