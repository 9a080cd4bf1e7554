/**
 * `npm run -s what-if -- --base A --change B FILE`: a year of bills under two scheme versions. A and B are a published
 * scheme (`nansha-2018`, `nansha-2018@2018-01-01`) or a scheme file; FILE holds one member with bills a line, in the
 * format of the case files. `--draw N --seed S` draws a made-up year instead of a FILE.
 */
import { createReadStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { InvalidInput } from '@erbao/kernel/errors';
import { fen, printYuan } from '@erbao/kernel/money';
import { DocumentNode } from '../src/document-node.ts';
import type { CompiledScheme } from '../src/engine.ts';
import { publishedDocuments } from '../src/published-schemes.ts';
import { reasonSentence } from '../src/reasons.ts';
import { findSchemeFaults, openSchemeBook } from '../src/scheme-book.ts';
import { type Comparison, WhatIf } from '../src/what-if.ts';
import {
  comparisonCsv,
  comparisonPicture,
  DIMENSION_NAMES,
  membersCsv,
  rowName,
} from '../src/what-if-picture.ts';
import { drawMember } from './draw-year.ts';
import { readMemberLine } from './case-lines.ts';
import { grouped, tableLines } from './text-table.ts';

const fail = (sentence: string): never => {
  throw new InvalidInput('what-if', { sentence });
};

const readJson = (path: string): unknown => {
  if (!existsSync(path)) return fail(`没有这个文件：${path}`);
  try {
    const json: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return json;
  } catch {
    return fail(`文件不是 JSON：${path}`);
  }
};

const isNamed = (document: unknown, name: string): boolean => {
  const node = new DocumentNode(document, '', () => {});
  const id = node.field('scheme').value;
  return name === id || name === `${String(id)}@${String(node.field('version').value)}`;
};

const readDocument = (name: string): unknown => {
  if (name.endsWith('.json')) return readJson(name);
  const published = publishedDocuments.filter((document) => isNamed(document, name));
  return published[published.length - 1] ?? fail(`没有这个已发布的方案：${name}`);
};

const openScheme = (name: string, parametersFile: string | undefined): CompiledScheme => {
  const document = readDocument(name);
  const faults = findSchemeFaults([document]);
  if (faults.length > 0) return fail(`方案文件有错误：\n${faults.join('\n')}`);
  const book = openSchemeBook([document]);
  const [scheme] = book.schemes;
  if (scheme === undefined) return fail('方案文件是空的');
  const parameters = parametersFile === undefined ? undefined : readJson(parametersFile);
  const found = book.schemeFor(scheme.schemeId, scheme.version, parameters);
  return found.found
    ? found.scheme
    : fail(`${reasonSentence(found.reason)}${(found.problems ?? []).join('; ')}`);
};

const addFile = async (whatIf: WhatIf, file: string): Promise<number> => {
  if (!existsSync(file)) fail(`没有这个文件：${file}`);
  let bad = 0;
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    number += 1;
    if (line.trim() === '') continue;
    const read = readMemberLine(line);
    if (read.ok) whatIf.add(read.value.id, read.value.member, read.value.bills);
    else {
      bad += 1;
      console.log(`第 ${number} 行不能读取：${read.problem}`);
    }
  }
  return bad;
};

const addDrawn = (whatIf: WhatIf, members: number, seed: number): void => {
  for (let index = 0; index < members; index += 1) {
    const drawn = drawMember(seed, index, 'district');
    whatIf.add(`样例${String(index + 1).padStart(6, '0')}`, drawn.member, drawn.bills);
  }
};

const report = (
  comparison: Comparison,
  base: CompiledScheme,
  change: CompiledScheme,
  folder: string,
): void => {
  const schemes = [base.scheme, change.scheme];
  const title = `${base.scheme.title}：${base.version} 与 ${change.version}`;
  const rows = comparison.rows.map((row) => [
    ...[
      `${DIMENSION_NAMES[row.dimension]}·${rowName(row, schemes)}`,
      printYuan(row.baseFen),
      printYuan(row.changeFen),
    ],
    ...[printYuan(fen(row.changeFen - row.baseFen)), grouped(row.baseBills), grouped(row.changeBills)],
  ]);
  console.log(title);
  console.log(`参保人 ${grouped(comparison.members)}，单据 ${grouped(comparison.bills)}`);
  const delta = printYuan(fen(comparison.changeFen - comparison.baseFen));
  const total = ['合计', printYuan(comparison.baseFen), printYuan(comparison.changeFen), delta];
  console.log(tableLines([['', '现行', '变更后', '差额', '笔数', '变更后笔数'], total, ...rows]).join('\n'));
  console.log(`增加 ${grouped(comparison.gaining)} 人，减少 ${grouped(comparison.losing)} 人`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'comparison.csv'), comparisonCsv(comparison, schemes));
  writeFileSync(join(folder, 'members.csv'), membersCsv(comparison));
  writeFileSync(join(folder, 'comparison.svg'), comparisonPicture(comparison, schemes, title));
  console.log(`已写入 ${folder}：comparison.csv、members.csv、comparison.svg`);
};

const wholeNumber = (text: string, most: number): number => {
  const value = Number(text);
  return Number.isSafeInteger(value) && value > 0 && value <= most
    ? value
    : fail(`应为 1–${most} 的整数：${text}`);
};

const run = async (): Promise<boolean> => {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ...{ base: text, change: text, 'base-parameters': text, 'change-parameters': text },
      ...{ draw: text, seed: text, out: text },
    },
  });
  const [file] = positionals;
  if (
    values.base === undefined ||
    values.change === undefined ||
    (file === undefined && values.draw === undefined)
  ) {
    console.log(
      'Usage: npm run -s what-if -- --base A --change B [--base-parameters F] [--change-parameters F]',
    );
    console.log('       [--out FOLDER] (FILE | --draw MEMBERS [--seed N])');
    return false;
  }
  const base = openScheme(values.base, values['base-parameters']);
  const change = openScheme(values.change, values['change-parameters']);
  const whatIf = new WhatIf(base, change);
  let bad = 0;
  if (file !== undefined) bad = await addFile(whatIf, file);
  else
    addDrawn(whatIf, wholeNumber(values.draw ?? '', 2_000_000), wholeNumber(values.seed ?? '7', 1_000_000));
  report(whatIf.result(), base, change, values.out ?? '.local/what-if');
  if (bad > 0) console.log(`${grouped(bad)} 行不能读取，未计入`);
  return bad === 0;
};

try {
  process.exitCode = (await run()) ? 0 : 1;
} catch (problem) {
  if (problem instanceof InvalidInput) console.log(String(problem.details.sentence));
  else console.log(problem instanceof Error ? problem.message : String(problem));
  process.exitCode = 1;
}
