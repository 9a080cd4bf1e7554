/** The part of the house rules that no linter knows: names of files, and how long the parts of a function may be. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = path.join(import.meta.dirname, '..', '..');
const OUR_FOLDERS = ['packages', 'functions', 'infra', 'test'];
const NOT_OURS = new Set(['node_modules', 'dist', 'cdk.out', '.local']);
const EMPTY_WORDS =
  /(^|[-/.])(utils?|helpers?|common|managers?|services?|types|interfaces|dtos?|misc)([-/.]|$)/;

const filesIn = (folder: string): readonly string[] =>
  readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.has(entry.name)) return [];
    const place = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesIn(place) : [place];
  });

const files = OUR_FOLDERS.flatMap(filesIn);
const code = files.filter((file) => /\.(ts|mjs|cjs)$/.test(file));

describe('names', () => {
  test('of code are in kebab-case', () => {
    expect(
      code.filter(
        (file) => !/^([a-z0-9]+-)*[a-z0-9]+(\.[a-z]+)*\.(ts|mjs|mts|cjs)$/.test(path.basename(file)),
      ),
    ).toEqual([]);
  });
  test('say what is inside', () => {
    expect(files.filter((file) => EMPTY_WORDS.test(file))).toEqual([]);
  });
});

/** Lines that do something: without blank lines, comments and imports. */
const workingLinesOf = (file: string): number =>
  readFileSync(path.join(ROOT, file), 'utf8')
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/^import\b[\s\S]*?;$/gm, '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.trim().startsWith('//')).length;

describe('functions', () => {
  const longer = (pattern: RegExp, most: number) =>
    code
      .filter((file) => pattern.test(file) && workingLinesOf(file) > most)
      .map((file) => `${file}: ${String(workingLinesOf(file))}`);

  test('a contract fits on a page', () => {
    expect(longer(/^functions\/[^/]+\/contract\.ts$/, 40)).toEqual([]);
  });
  test('an index only wires', () => {
    expect(longer(/^functions\/[^/]+\/index\.ts$/, 25)).toEqual([]);
  });
  test('a use case is one thing', () => {
    expect(longer(/^functions\/[^/]+\/(?!contract|index)[^/]*(?<!\.test)\.ts$/, 100)).toEqual([]);
  });
});

describe('what is committed', () => {
  test('names no path of a machine', () => {
    const homes = /(^|[\s"'`(])\/(home|Users|root|work)\/[a-z]/m;
    expect(code.filter((file) => homes.test(readFileSync(path.join(ROOT, file), 'utf8')))).toEqual([]);
  });
});
