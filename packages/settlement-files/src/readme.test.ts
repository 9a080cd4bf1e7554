import { readFileSync } from 'node:fs';
import { PROBLEM_ZH } from '@erbao/national-record/cells';
import { expect, it } from 'vitest';
import { FILE_PROBLEM_ZH } from '@erbao/month-file/file-problem';
import { columnNotes } from './template.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

it.each([...columnNotes(), ...Object.entries(FILE_PROBLEM_ZH), ...Object.entries(PROBLEM_ZH)])(
  'tells hospitals of %s',
  (...cells) => expect(readme).toContain(`| ${cells.join(' | ')} |`),
);
