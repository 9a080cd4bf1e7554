/**
 * A month file of any size through the steps of `settlement-file` in one process: ended in the middle of a step at several
 * places and begun again while the steps of the ended run still finish theirs, then closed as a month. The sums must be those of
 * the engine alone over the same rows, wherever they are read.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { adjudicationTable } from '@erbao/adjudication/adjudication-table';
import { applyMovements } from '@erbao/benefit-policy/decide-bills';
import type { UsedCeilings } from '@erbao/benefit-policy/engine';
import { fastSchemeBook } from '@erbao/benefit-policy/fast-book';
import { publishedSchemeBook } from '@erbao/benefit-policy/published-schemes';
import type { Files } from '@erbao/cloud-kit/files';
import type { TableDescription } from '@erbao/dynamo-kit/table';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import { ledgerTable } from '@erbao/fund-ledger/ledger-table';
import { findHospital } from '@erbao/hospitals/hospital-store';
import { fen, printYuan } from '@erbao/kernel/money';
import { type Member, memberIdOf, memberSchema } from '@erbao/members/member';
import { enrolMember } from '@erbao/members/member-store';
import { memberTable } from '@erbao/members/member-table';
import { ROWS_PER_CHUNK } from '@erbao/month-file/chunks';
import { createRowReader } from '@erbao/national-record/read-settlement-row';
import { SETTLEMENT_COLUMNS } from '@erbao/national-record/settlement-columns';
import { hospitalSettlementTable } from '@erbao/one-stop/hospital-settlement-table';
import { openSampleDistrict } from '@erbao/sample-district/sample-district';
import { sampleFileLines } from '@erbao/sample-district/sample-file';
import type { SampleVisit } from '@erbao/sample-district/sample-visits';
import { chunkKey, chunkResultKey, resultFileKey } from '@erbao/settlement-files/file-names';
import { rowPart } from '@erbao/settlement-files/row-part';
import { subjectOfRow } from '@erbao/settlement-files/row-subject';
import { fileById, placeOf } from '@erbao/settlement-files/settlement-file';
import { statementTable } from '@erbao/settlement-files/statement-table';
import { encodeText } from '@erbao/tabular/write-csv';
import * as z from 'zod';
import { closeSettlementFile } from '../../functions/close-settlement-file/close-settlement-file.ts';
import { settleRows } from '../../functions/settle-rows/settle-rows.ts';
import { splitSettlementFile } from '../../functions/split-settlement-file/split-settlement-file.ts';
import { Killed } from './breaking-stores.ts';
import { MONTH, type MonthOffice, openMonthOffice } from './month-office.ts';
import { HOSPITAL } from './one-stop-desk.ts';

export type BigMonthWish = {
  readonly rows: number;
  /** Of the sample district; the hospital's visits among them are repeated, each under its own number. */
  readonly people: number;
};
export type BigMonthTold = (what: string) => void;

const must = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(what);
};

/** As many chunks at once as the deployed workflow takes. */
const mapSchema = z.object({ States: z.object({ SettleChunks: z.object({ MaxConcurrency: z.int() }) }) });
const WORKFLOW = path.join(import.meta.dirname, '..', '..', 'infra', 'workflows', 'settlement-file.asl.json');
const AT_ONCE = mapSchema.parse(JSON.parse(readFileSync(WORKFLOW, 'utf8'))).States.SettleChunks
  .MaxConcurrency;

/** What a write is known by: the key of a file, the parts of a file's items in a transaction. */
const namesOf = (writes: readonly Write[]): readonly unknown[] =>
  writes.map((write) => ('item' in write ? write.item['part'] : write.key['part']));

type End = { readonly at: string; readonly when: 'before' | 'after' };
type Stores = { readonly tables: Tables; readonly files: Files };

/** Ends the step that writes what is named, once; steps beside it do not notice. */
const endingStores = ({ tables, files }: Stores, { at, when }: End): Stores => {
  let hasEnded = false;
  const guarded = async <T>(names: readonly unknown[], write: () => Promise<T>): Promise<T> => {
    const isHere = !hasEnded && names.includes(at);
    hasEnded ||= isHere;
    if (isHere && when === 'before') throw new Killed();
    const outcome = await write();
    if (isHere) throw new Killed();
    return outcome;
  };
  return {
    tables: { ...tables, commit: (writes) => guarded(namesOf(writes), () => tables.commit(writes)) },
    files: {
      ...files,
      write: (key, ...file) => guarded([key], () => files.write(key, ...file)),
      writeStream: (key, ...file) => guarded([key], () => files.writeStream(key, ...file)),
    },
  };
};

/** `left` gathers the steps that go on when another one has ended the run. */
type Needs = Parameters<typeof splitSettlementFile>[0] &
  Parameters<typeof settleRows>[0] &
  Parameters<typeof closeSettlementFile>[0];

const runOnce = async (needs: Needs, fileId: string, left: Promise<unknown>[]): Promise<void> => {
  const { chunks } = await splitSettlementFile(needs)({ fileId });
  const open = chunks.values();
  let hasEnded = false;
  const work = async (): Promise<void> => {
    for (const chunk of open) {
      if (hasEnded) return;
      await settleRows(needs)(chunk);
    }
  };
  const steps = Array.from({ length: AT_ONCE }, () =>
    work().catch((error: unknown) => {
      hasEnded = true;
      throw error;
    }),
  );
  left.push(...steps.map((step) => step.catch(() => undefined)));
  await Promise.all(steps);
  await closeSettlementFile(needs)({ fileId });
};

/** Behind what the steps beside an ended one still reach there are other rows only in a file of many chunks. */
const MANY_CHUNKS = 20;

const endsOf = (place: Parameters<typeof chunkKey>[0], rows: number): readonly End[] => {
  const chunks = Math.ceil(rows / ROWS_PER_CHUNK);
  const row = (part: number): string => rowPart(Math.ceil(rows * part));
  const later: readonly End[] = [
    { at: row(0.35), when: 'before' },
    { at: row(0.7), when: 'after' },
  ];
  return [
    { at: chunkKey(place, Math.floor(chunks / 2)), when: 'before' },
    { at: 'FILE', when: 'after' },
    { at: row(0.1), when: 'after' },
    ...(chunks < MANY_CHUNKS ? [] : later),
    { at: chunkResultKey(place, chunks - 1), when: 'before' },
    { at: resultFileKey(place, 'csv'), when: 'after' },
    { at: 'FILE', when: 'before' },
  ];
};

/** The engine alone, row after row: no chunk, no table, no transaction. */
const sumsOfEngine = async (
  { needs, tables }: MonthOffice,
  lines: Iterable<string>,
): Promise<{ readonly billedFen: number; readonly grantedFen: number }> => {
  const hospital = await findHospital(tables, HOSPITAL);
  if (hospital === undefined) throw new Error('no hospital');
  const read = createRowReader(SETTLEMENT_COLUMNS.map(({ name }) => name));
  const used = new Map<string, UsedCeilings>();
  const members = new Map<string, Member>();
  const [at, who] = [needs.clock(), 'engine'];
  let [billedFen, grantedFen] = [0, 0];
  for (const line of lines) {
    const row = read(line.split(','));
    if (!row.ok) continue;
    const memberId = await memberIdOf(needs.index, row.row.identityNumber);
    const member = members.get(memberId) ?? memberSchema.parse(await tables.get(memberTable, { memberId }));
    members.set(memberId, member);
    const { settlementId } = row.row;
    const asked = { settlementId, version: 1, memberId, member, hospital, row: row.row, at, who, source: '' };
    const found = subjectOfRow(needs, asked);
    if (!found.ok) continue;
    const { scheme, facts } = found.subject;
    const { decision, movements } = scheme.decide(facts, used.get(memberId) ?? {});
    used.set(memberId, applyMovements(used.get(memberId) ?? {}, movements));
    billedFen += row.row.amounts.totalFen;
    if (decision.outcome === 'granted') grantedFen += decision.totalFen;
  }
  return { billedFen, grantedFen };
};

const sumIn = ({ tables }: MonthOffice, table: TableDescription, sum: string) => {
  const items = tables.all(table);
  return { count: items.length, sumFen: items.reduce((all, item) => all + Number(item[sum]), 0) };
};

const checkResult = (bytes: Uint8Array, rows: number): void => {
  const lines = new TextDecoder().decode(bytes).split('\r\n');
  for (let row = 1; row <= rows; row += 1)
    must(
      lines[row]?.startsWith(`${String(row)},${String(row + 1)},`) === true,
      `row ${String(row)} in its place`,
    );
  must(lines.length === rows + 2, 'nothing behind the last row');
};

/** Sixteen parts added up, closed, statements printed; a PDF is not drawn. */
const closeMonth = async (
  office: MonthOffice,
  rows: number,
  sums: { readonly billedFen: number; readonly grantedFen: number },
  tell: BigMonthTold,
): Promise<void> => {
  await office.summarise(rows, printYuan(fen(sums.billedFen)), printYuan(fen(sums.grantedFen)));
  office.at('2026-11-10T02:00:00.000Z');
  await office.askClose(sums.grantedFen);
  tell('asked to close');
  await office.closing(MONTH);
  const { state, totals } = await office.month();
  const owed = sumIn(office, statementTable, 'payableFen');
  tell(`${state}: ${JSON.stringify(totals)}; ${String(owed.count)} statement, ${String(owed.sumFen)} fen`);
  must(state === 'closed' && owed.sumFen === sums.grantedFen, 'the sum of the statements');
};

/** The hospital's visits, the people of which are enrolled. */
const furnish = async (office: MonthOffice, people: number): Promise<readonly SampleVisit[]> => {
  const district = openSampleDistrict({ seed: 7, year: 2026, members: people });
  const found: SampleVisit[] = [];
  for (const member of district.members()) {
    const visits = district.visitsOf(member).filter(({ hospital }) => hospital.hospitalId === HOSPITAL);
    if (visits.length === 0) continue;
    found.push(...visits);
    await enrolMember(office.needs, { ...member, sample: true });
  }
  must(found.length > 0, 'visits of the hospital');
  return found;
};

export const playBigMonth = async ({ rows, people }: BigMonthWish, tell: BigMonthTold): Promise<void> => {
  const bare = await openMonthOffice(0);
  const office = { ...bare, needs: { ...bare.needs, schemes: fastSchemeBook(publishedSchemeBook()) } };
  const { needs, tables, store } = office;
  const visits = await furnish(office, people);
  const bytes = encodeText([...sampleFileLines(visits, rows), ''].join('\r\n'), 'utf-8');
  tell(`${String(rows)} rows of ${String(visits.length)} visits, ${String(bytes.length)} bytes`);
  const fileId = await office.uploadBytes(bytes, 'big.csv');
  const place = placeOf(await fileById(tables, fileId));
  const left: Promise<unknown>[] = [];
  for (const end of endsOf(place, rows)) {
    const stores = endingStores({ tables, files: store }, end);
    const ended = await runOnce({ ...needs, ...stores }, fileId, left).then(
      () => false,
      (error: unknown) => error instanceof Killed,
    );
    must(ended, `an end ${end.when} ${end.at}`);
    tell(`ended ${end.when} ${end.at}`);
  }
  await runOnce(needs, fileId, left);
  await Promise.all(left);
  tell('settled');
  const { totals } = await fileById(tables, fileId);
  const [, ...lines] = sampleFileLines(visits, rows);
  const expected = await sumsOfEngine(office, lines);
  tell(`the engine alone: ${JSON.stringify(expected)}; the file: ${JSON.stringify(totals)}`);
  must(totals?.rowsIn === rows && totals.decided === rows, 'every row decided');
  must(
    totals?.billedFen === expected.billedFen && totals.grantedFen === expected.grantedFen,
    'the sums of the engine',
  );
  for (const [table, sum] of [
    [hospitalSettlementTable, 'grantedFen'],
    [adjudicationTable, 'totalFen'],
    [ledgerTable, 'amountFen'],
  ] as const) {
    const { count, sumFen } = sumIn(office, table, sum);
    tell(`${table.name}: ${String(count)} items, ${String(sumFen)} fen`);
    must(sumFen === expected.grantedFen, `the sum of ${table.name}`);
    must(table === ledgerTable || count === rows, `each row once in ${table.name}`);
  }
  checkResult(store.stored.get(resultFileKey(place, 'csv'))?.body ?? new Uint8Array(), rows);
  tell('each row once and in order in the result file');
  await closeMonth(office, rows, expected, tell);
};
