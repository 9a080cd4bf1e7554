/** `npm run big-month -- ROWS`: see big-month-here.ts. */
import process from 'node:process';
import { runProgram } from './run.mjs';

runProgram('big-month-here.ts', process.argv.slice(2));
