/** `npm run -s cases -- FILE...`: decides every case of the files and compares with what they expect. */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { publishedSchemeBook } from '../src/published-schemes.ts';
import type { SchemeBook } from '../src/scheme-book.ts';
import { readCaseLine } from './case-lines.ts';
import { runCase } from './run-case.ts';

type Score = { passed: number; failed: number };

const fail = (score: Score, lines: readonly string[]): void => {
  score.failed += 1;
  console.log(lines.join('\n'));
};

const readLines = (file: string): readonly string[] | { problem: string } => {
  try {
    return readFileSync(file, 'utf8')
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/);
  } catch (problem) {
    return { problem: problem instanceof Error ? problem.message : String(problem) };
  }
};

const runFile = (book: SchemeBook, file: string, score: Score): void => {
  const lines = readLines(file);
  if ('problem' in lines) {
    fail(score, [`FAILED ${file}`, `  the file cannot be read: ${lines.problem}`]);
    return;
  }
  lines.forEach((line, index) => {
    if (line.trim() === '') return;
    const place = `${file}:${index + 1}`;
    const read = readCaseLine(line);
    if (!read.ok) {
      fail(score, [`FAILED ${place}`, `  ${read.problem}`]);
      return;
    }
    const differences = runCase(book, read.value);
    if (differences.length === 0) score.passed += 1;
    else fail(score, [`FAILED ${read.value.id} (${place})`, `  ${read.value.why ?? ''}`, ...differences]);
  });
};

const files = process.argv.slice(2);
const score: Score = { passed: 0, failed: 0 };
if (files.length === 0) console.log('Usage: npm run -s cases -- FILE...');
for (const file of files) runFile(publishedSchemeBook(), file, score);
console.log(`${score.passed} passed, ${score.failed} failed`);
process.exitCode = score.failed > 0 || files.length === 0 ? 1 : 0;
