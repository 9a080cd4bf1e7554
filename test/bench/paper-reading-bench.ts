/**
 * How well papers are read: 60 of each kind, spread over eight qualities. Exact values per field, values that are wrong
 * although the machine says it is sure (there may be none), and seconds a page. In portions: `READ_KINDS=bank-card,…` some
 * kinds, `READ_FROM=30 READ_PAPERS=30` some papers of each, counted together in the file `READ_TALLY`.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { HIGH_CONFIDENCE, type PaperReading } from '@erbao/paper-reading/paper-reading';
import { isFieldName } from '@erbao/paper-reading/reading-fields';
import { readPages } from '@erbao/paper-reading/read-pages';
import { openReader } from '@erbao/page-text/wasm/open-reader';
import { KIND_OF, type PrintedPaper, SENT_AS } from '@erbao/sample-papers/print-paper';
import { SAMPLE_PAPER_NAMES } from '@erbao/sample-papers/sample-pages';
import * as z from 'zod';
import { isClean, openPhotographs } from '../support/sample-photographs.ts';

const first = Number(process.env['READ_FROM'] ?? 0);
const papersOfEach = Number(process.env['READ_PAPERS'] ?? 60);
const tallyFile = process.env['READ_TALLY'];
const wanted = process.env['READ_KINDS']?.split(',');

type Tally = { exact: number; absent: number; wrong: number; sure: number };
const tallies = new Map<string, Tally>();
const tally = (key: string): Tally => {
  const known = tallies.get(key) ?? { exact: 0, absent: 0, wrong: 0, sure: 0 };
  tallies.set(key, known);
  return known;
};
const surelyWrong: string[] = [];
const secondsBy = new Map<string, number[]>();
const portionSchema = z.object({
  tallies: z.array(
    z.tuple([z.string(), z.object({ exact: z.int(), absent: z.int(), wrong: z.int(), sure: z.int() })]),
  ),
  seconds: z.array(z.tuple([z.string(), z.array(z.number())])),
  surelyWrong: z.array(z.string()),
});
if (tallyFile !== undefined && existsSync(tallyFile)) {
  const before = portionSchema.parse(JSON.parse(readFileSync(tallyFile, 'utf8')));
  for (const [key, one] of before.tallies) tallies.set(key, one);
  for (const [key, seconds] of before.seconds) secondsBy.set(key, seconds);
  surelyWrong.push(...before.surelyWrong);
}

const judge = (paper: PrintedPaper, reading: PaperReading, place: number): void => {
  for (const [name, truth] of Object.entries(paper.truth)) {
    if (!isFieldName(name)) throw new Error(`Not a field: ${name}`);
    const field = reading.fields.find((one) => one.name === name);
    const said = field === undefined ? undefined : JSON.stringify(field.value);
    const expected = JSON.stringify(truth);
    const group = isClean(paper.sentAs) ? 'clean' : 'photographed';
    const outcome = said === undefined ? 'absent' : said === expected ? 'exact' : 'wrong';
    const isSure = (field?.confidence ?? 0) >= HIGH_CONFIDENCE;
    const sort = truth.as === 'fen' ? 'amount' : 'other';
    for (const key of [
      `${paper.name} ${name} ${group}`,
      `all ${sort} ${group}`,
      `by ${sort} ${paper.sentAs}`,
    ]) {
      const one = tally(key);
      one[outcome] += 1;
      if (isSure && outcome === 'exact') one.sure += 1;
    }
    if (outcome !== 'exact')
      console.log(`  ${paper.name} ${String(place)} ${paper.sentAs} ${name}: ${said ?? '–'} for ${expected}`);
    if (outcome === 'wrong' && isSure)
      surelyWrong.push(
        `${paper.name} ${String(place)} ${paper.sentAs} ${name}: ${said ?? ''} for ${expected}`,
      );
  }
};

const photographs = await openPhotographs();
const opened = performance.now();
const read = await openReader();
console.log(`reader opened in ${((performance.now() - opened) / 1_000).toFixed(1)} s`);
for (const name of SAMPLE_PAPER_NAMES.filter((one) => wanted?.includes(one) ?? true))
  for (let place = first; place < first + papersOfEach; place += 1) {
    const paper = await photographs.nth(name, place);
    const before = process.cpuUsage();
    const text = await read(paper.bytes);
    if (!text.ok) throw new Error(`${name} could not be opened: ${text.reason}`);
    const reading = readPages(text.pages, KIND_OF[name]);
    const used = process.cpuUsage(before);
    const kind = paper.sentAs === 'pdf' ? 'pdf' : 'picture';
    const key = `${name} ${kind}`;
    secondsBy.set(key, [...(secondsBy.get(key) ?? []), (used.user + used.system) / 1e6]);
    judge(paper, reading, place);
  }

if (tallyFile !== undefined)
  writeFileSync(tallyFile, JSON.stringify({ tallies: [...tallies], seconds: [...secondsBy], surelyWrong }));

const percent = ({ exact, absent, wrong }: Tally): string =>
  `${((100 * exact) / (exact + absent + wrong)).toFixed(1).padStart(5)} %`;
console.log('\nfield: exact (absent, wrong; sure and right), clean | photographed');
for (const key of [...tallies.keys()].filter((one) => one.endsWith(' clean') && !/^(all|by) /.test(one))) {
  const base = key.slice(0, -' clean'.length);
  const shown = (one: Tally | undefined): string =>
    one === undefined
      ? '–'
      : `${percent(one)} (${String(one.absent)}, ${String(one.wrong)}; ${String(one.sure)} of ${String(one.exact + one.absent + one.wrong)})`;
  console.log(
    `${base.padEnd(36)} ${shown(tallies.get(key)).padEnd(30)} | ${shown(tallies.get(`${base} photographed`))}`,
  );
}
for (const sort of ['amount', 'other']) {
  for (const group of ['clean', 'photographed']) {
    const one = tallies.get(`all ${sort} ${group}`);
    if (one !== undefined)
      console.log(
        `${sort} ${group}: ${percent(one)} exact, ${String(one.absent)} absent, ${String(one.wrong)} wrong, ${String(one.sure)} sure and right`,
      );
  }
  for (const sentAs of SENT_AS) {
    const one = tallies.get(`by ${sort} ${sentAs}`);
    if (one !== undefined)
      console.log(`  ${sort} ${sentAs.padEnd(10)} ${percent(one)} exact, ${String(one.sure)} sure`);
  }
}
for (const [key, seconds] of secondsBy) {
  const sorted = seconds.toSorted((a, b) => a - b);
  const at = (part: number): string => (sorted[Math.floor((sorted.length - 1) * part)] ?? 0).toFixed(1);
  console.log(`${key.padEnd(30)} CPU seconds a page: min ${at(0)}, median ${at(0.5)}, max ${at(1)}`);
}
console.log(`wrong with high confidence: ${String(surelyWrong.length)}`);
for (const one of surelyWrong) console.log(`  ${one}`);
if (surelyWrong.length > 0) process.exitCode = 1;
