import { publishedSchemeBook } from '@erbao/benefit-policy/published-schemes';
import { describe, expect, it } from 'vitest';
import { readCaseLine } from '../../packages/benefit-policy/cli/case-lines.ts';
import { runCase } from '../../packages/benefit-policy/cli/run-case.ts';
import { listPackageFiles, readPackageFile } from './published-files.ts';

describe.each(listPackageFiles('cases', '.jsonl'))('%s', (file) => {
  const lines = readPackageFile(file)
    .split('\n')
    .filter((line) => line.trim() !== '');

  it.each(lines.map((line, index) => [index + 1, line] as const))('line %i', (_number, line) => {
    const read = readCaseLine(line);
    expect(read.ok ? '' : read.problem).toBe('');
    if (read.ok) expect(runCase(publishedSchemeBook(), read.value)).toEqual([]);
  });
});

describe('a case file with problems', () => {
  const broken: readonly (readonly [string, string, RegExp])[] = [
    ['broken JSON', '{"id": ', /not JSON/],
    ['no bills', '{"id":"x","scheme":"nansha-2018"}', /bills/],
    ['not an object', '[1]', /object/],
  ];
  it.each(broken)('%s is a sentence, not a crash', (_name, line, sentence) => {
    const read = readCaseLine(line);
    expect(read.ok).toBe(false);
    if (!read.ok) expect(read.problem).toMatch(sentence);
  });
});
