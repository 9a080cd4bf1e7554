/** `npm run big-month -- ROWS [--in-memory]`: see big-month-here.ts and test/bench/big-month.ts. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { runProgram } from './run.mjs';

const IN_MEMORY = '--in-memory';
const ROOT = path.join(import.meta.dirname, '..', '..');

const words = process.argv.slice(2);
if (words.includes(IN_MEMORY)) {
  const program = path.join(ROOT, 'test', 'bench', 'big-month.ts');
  const rows = words.filter((word) => word !== IN_MEMORY);
  const node = ['--max-old-space-size=12000', '--import', 'tsx', program, ...rows];
  process.exit(spawnSync(process.execPath, node, { cwd: ROOT, stdio: 'inherit' }).status ?? 1);
}
runProgram('big-month-here.ts', words);
