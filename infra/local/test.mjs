/** `npm test`: all tests, then one line `N passed, N failed` for people and machines. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { prepare } from './prepare.mjs';

const ROOT = path.join(import.meta.dirname, '..', '..');
const REPORT = path.join(ROOT, '.local', 'test-report.json');
const VITEST = path.join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');

prepare({ emulator: true });
mkdirSync(path.dirname(REPORT), { recursive: true });
rmSync(REPORT, { force: true });
const args = [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${REPORT}`,
  ...process.argv.slice(2),
];
const vitest = spawnSync(process.execPath, [VITEST, ...args], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, NODE_NO_WARNINGS: '1' },
});

/** A file that could not even be loaded has no tests in the report, but is a failure all the same. */
const countsOf = (file) => {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const unloaded = report.testResults.filter(
    (suite) =>
      suite.status === 'failed' && suite.assertionResults.every((result) => result.status !== 'failed'),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length };
};

let counts = { passed: 0, failed: 1 };
try {
  counts = countsOf(REPORT);
} catch {
  process.stderr.write('The tests did not come to an end\n');
}
if (vitest.status !== 0 && counts.failed === 0) counts = { ...counts, failed: 1 };
process.stdout.write(`${String(counts.passed)} passed, ${String(counts.failed)} failed\n`);
process.exit(counts.failed === 0 ? 0 : 1);
