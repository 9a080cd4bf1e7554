/** `npm run demo`: see demo-here.ts. */
import process from 'node:process';
import { runProgram } from './run.mjs';

runProgram('demo-here.ts', process.argv.slice(2));
