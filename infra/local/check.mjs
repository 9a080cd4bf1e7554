/** `npm run check`: one line per tool; what a tool has to say is shown when it is not content. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { prepare } from './prepare.mjs';

const ROOT = path.join(import.meta.dirname, '..', '..');
const tool = (...parts) => path.join(ROOT, 'node_modules', ...parts);

const STEPS = [
  [
    'lint',
    tool('eslint', 'bin', 'eslint.js'),
    ['.', '--max-warnings', '0', '--cache', '--cache-location', 'node_modules/.cache/eslint/'],
  ],
  ['format', tool('@biomejs', 'biome', 'bin', 'biome'), ['format', '--error-on-warnings']],
  ['types', tool('typescript', 'bin', 'tsc'), ['--noEmit']],
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

const seconds = (began) => `${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s`;

const report = (name, { passed, output, took }) => {
  process.stdout.write(`${passed ? 'ok     ' : 'FAILED '} ${name.padEnd(12)} ${took}\n`);
  if (!passed) process.stdout.write(`${output.trimEnd()}\n\n`);
};

/** Two at a time, the longest first; reported as they end. */
const runAll = async (steps) => {
  const waiting = [...steps];
  let failed = 0;
  const worker = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const [name, program, args] = step;
      const began = performance.now();
      const result = await run(program, args);
      report(name, { ...result, took: seconds(began) });
      if (!result.passed) failed += 1;
    }
  };
  await Promise.all([worker(), worker()]);
  return failed;
};

prepare({ emulator: false });
const wanted = process.argv.slice(2);
const steps = STEPS.filter(([name]) => wanted.length === 0 || wanted.includes(name));
const began = performance.now();
const failed = await runAll(steps);
const outcome =
  failed === 0 ? 'check passed' : `check failed: ${String(failed)} of ${String(steps.length)} steps`;
process.stdout.write(`${outcome} in ${seconds(began).trim()}\n`);
process.exit(failed === 0 ? 0 : 1);
