/** Prepares the machine, then runs a TypeScript program with the rest of the command line: `run.mjs start.ts --port 4600`. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { prepare } from './prepare.mjs';

export const runProgram = (program, args) => {
  prepare({ emulator: true });
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', path.join(import.meta.dirname, program), ...args],
    {
      cwd: path.join(import.meta.dirname, '..', '..'),
      stdio: 'inherit',
      // The SDK's note on Node versions after 2027 is for us, not for who starts this
      env: { ...process.env, NODE_NO_WARNINGS: '1' },
    },
  );
  // A Ctrl-C reaches the child from the terminal itself; a signal sent to this process alone is passed on
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));
};
