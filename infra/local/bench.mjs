/** `npm run bench [-- NAME …]`: every `test/bench/*-bench.ts` in turn, each in a process of its own. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { prepare } from './prepare.mjs';

const ROOT = path.join(import.meta.dirname, '..', '..');
const FOLDER = path.join(ROOT, 'test', 'bench');

prepare({ emulator: false });
const wanted = process.argv.slice(2);
let failed = 0;
for (const file of readdirSync(FOLDER).sort()) {
  if (!file.endsWith('-bench.ts') || (wanted.length > 0 && !wanted.some((name) => file.startsWith(name))))
    continue;
  process.stdout.write(`\n== ${file.replace('-bench.ts', '')}\n`);
  const { status } = spawnSync(
    process.execPath,
    ['--expose-gc', '--import', 'tsx', path.join(FOLDER, file)],
    {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...process.env, NODE_NO_WARNINGS: '1' },
    },
  );
  if (status !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
