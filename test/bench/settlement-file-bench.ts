/**
 * Read + validate + decide of a month file: our path against csv-parse + zod, as a workbook against other readers of
 * workbooks (which tell nothing of formulas); same file, same engine, each run in a process of its own, interleaved. Prints CPU seconds and peak memory above the bare process as min–median–max, and ratios.
 *
 *   npx tsx test/bench/settlement-file-bench.ts [rows …]        default 10000 100000
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { openSampleDistrict } from '@erbao/sample-district/sample-district';
import { sampleFileLines } from '@erbao/sample-district/sample-file';
import { encodeText } from '@erbao/tabular/write-csv';
import { writeXlsx } from '@erbao/tabular/write-xlsx';
import * as z from 'zod';
import { paths } from './settlement-file-paths.ts';
import { workbookPaths } from './workbook-paths.ts';

const ROUNDS = 3;
/** Beyond it the other readers of workbooks run out of memory; ours is read alone, to see whether its memory grows. */
const MOST_WORKBOOK_ROWS = 100_000;
const measuredSchema = z.object({
  rows: z.int(),
  grantedFen: z.int(),
  cpuSeconds: z.number(),
  peakMb: z.number(),
});
type Measured = z.infer<typeof measuredSchema>;

const FORMATS = ['utf-8', 'gb18030', 'xlsx'] as const;

const workbookOf = (lines: Iterable<string>): AsyncIterable<Uint8Array> => {
  const [header = [], ...rows] = Array.from(lines, (line) => line.split(','));
  return writeXlsx(
    '明细',
    header.map((name) => ({ header: name })),
    rows,
  );
};

const writeFile = async (path: string, rows: number, format: (typeof FORMATS)[number]): Promise<void> => {
  const district = openSampleDistrict({ seed: 7, year: 2026, members: 5_000 });
  const visits = Array.from(district.members()).flatMap((member) => [...district.visitsOf(member)]);
  if (format === 'xlsx')
    return pipeline(Readable.from(workbookOf(sampleFileLines(visits, rows))), createWriteStream(path));
  const encoding = format;
  function* pieces(): Generator<Uint8Array, void, void> {
    let piece = '';
    let count = -1;
    for (const line of sampleFileLines(visits, rows)) {
      piece += `${line}\r\n`;
      count += 1;
      if (count % 500 !== 0) continue;
      yield encodeText(piece, encoding);
      piece = '';
    }
    yield encodeText(piece, encoding);
  }
  await pipeline(Readable.from(pieces()), createWriteStream(path));
};

/** In the child: one run of one path over one file. */
const runOnce = async (name: string, path: string, encoding: string): Promise<void> => {
  const bare = process.resourceUsage().maxRSS;
  const before = process.cpuUsage();
  const result =
    encoding === 'xlsx'
      ? await workbookPaths[name]?.(path)
      : await paths[name]?.(() => createReadStream(path, { highWaterMark: 65_536 }), encoding);
  const used = process.cpuUsage(before);
  process.send?.({
    ...result,
    cpuSeconds: (used.user + used.system) / 1e6,
    peakMb: (process.resourceUsage().maxRSS - bare) / 1024,
  });
};

const measure = async (name: string, path: string, encoding: string): Promise<Measured> => {
  const child = fork(fileURLToPath(import.meta.url), ['--child', name, path, encoding], {
    execArgv: process.execArgv,
  });
  const messages: unknown = await once(child, 'message');
  await once(child, 'exit');
  return z.tuple([measuredSchema], z.unknown()).parse(messages)[0];
};

const spread = (values: readonly number[]): string => {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (place: number): string => (sorted[place] ?? 0).toFixed(2);
  return `${at(0)}–${at(Math.floor(sorted.length / 2))}–${at(sorted.length - 1)}`;
};
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const namesFor = (rows: number, encoding: string): readonly string[] => {
  if (encoding !== 'xlsx') return Object.keys(paths);
  return rows > MOST_WORKBOOK_ROWS ? ['erbao'] : Object.keys(workbookPaths);
};

const compare = async (path: string, rows: number, encoding: string): Promise<void> => {
  const runs = new Map<string, Measured[]>(namesFor(rows, encoding).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [name, list] of runs) list.push(await measure(name, path, encoding));
  const sums = new Set([...runs.values()].flat().map((run) => `${run.rows}/${run.grantedFen}`));
  console.log(`\n${rows} rows, ${encoding}; rows/granted fen of every run: ${[...sums].join(' ')}`);
  const ours = median(runs.get('erbao')?.map(({ cpuSeconds }) => cpuSeconds) ?? []);
  for (const [name, list] of runs) {
    const cpu = list.map(({ cpuSeconds }) => cpuSeconds);
    const perSecond = Math.round(rows / median(cpu));
    console.log(
      `${name.padEnd(14)} ${spread(cpu)} s  ${perSecond} rows/s  ratio ${(median(cpu) / ours).toFixed(2)}  ` +
        `peak +${spread(list.map(({ peakMb }) => peakMb))} MB`,
    );
  }
};

const main = async (sizes: readonly number[]): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'erbao-bench-'));
  try {
    for (const rows of sizes)
      for (const format of FORMATS) {
        const path = join(folder, `${rows}.${format}`);
        await writeFile(path, rows, format);
        await compare(path, rows, format);
      }
  } finally {
    await rm(folder, { recursive: true });
  }
};

const [first, name = '', path = '', encoding = ''] = process.argv.slice(2);
if (first === '--child') await runOnce(name, path, encoding);
else await main(process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10_000, 100_000]);
