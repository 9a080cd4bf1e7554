/** `npm run check`: one line per tool; what a tool has to say is shown when it is not content. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { prepare } from './prepare.mjs';

const ROOT = path.join(import.meta.dirname, '..', '..');
const tool = (...parts) => path.join(ROOT, 'node_modules', ...parts);

const STEPS = [
  ['format', tool('@biomejs', 'biome', 'bin', 'biome'), ['format', '--error-on-warnings']],
  ['types', tool('typescript', 'bin', 'tsc'), ['--noEmit']],
  [
    'lint',
    tool('eslint', 'bin', 'eslint.js'),
    ['.', '--max-warnings', '0', '--cache', '--cache-location', 'node_modules/.cache/eslint/'],
  ],
  [
    'directions',
    tool('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
    ['packages', 'functions', 'infra', 'test', '--config', '.dependency-cruiser.cjs'],
  ],
  ['unused', tool('knip', 'bin', 'knip.js'), ['--no-progress', '--no-config-hints']],
];

const run = (program, args) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: ROOT,
      env: { ...process.env, NODE_NO_WARNINGS: '1' },
    });
    const output = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => output.push(String(data)));
    child.on('close', (code) => resolve({ passed: code === 0, output: output.join('') }));
  });

const step = async ([name, program, args]) => {
  const began = performance.now();
  const { passed, output } = await run(program, args);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stdout.write(`${passed ? 'ok     ' : 'FAILED '} ${name.padEnd(12)} ${seconds.padStart(5)} s\n`);
  if (!passed) process.stdout.write(`${output.trimEnd()}\n\n`);
  return passed;
};

prepare({ emulator: false });
const wanted = process.argv.slice(2);
let failed = 0;
for (const entry of STEPS) {
  if (wanted.length > 0 && !wanted.includes(entry[0])) continue;
  if (!(await step(entry))) failed += 1;
}
process.stdout.write(
  failed === 0 ? 'check passed\n' : `check failed: ${String(failed)} of ${String(STEPS.length)} steps\n`,
);
process.exit(failed === 0 ? 0 : 1);
