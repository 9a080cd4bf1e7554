/** What start and demo say on the terminal: each line with the seconds since the program began. */
import process from 'node:process';

const began = performance.now();

export const say = (line: string): void => {
  const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(6);
  process.stdout.write(`${seconds} s  ${line}\n`);
};
