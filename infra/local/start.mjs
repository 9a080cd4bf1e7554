/** `npm start`: see start-here.ts. */
import process from 'node:process';
import { runProgram } from './run.mjs';

runProgram('start-here.ts', process.argv.slice(2));
