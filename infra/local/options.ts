/** The command line of `npm start`: `--members N --seed S --port P --fresh`. */
import { parseArgs } from 'node:util';

export type StartOptions = {
  readonly members: number;
  readonly seed: number;
  readonly port: number;
  /** Forgets everything of earlier starts. */
  readonly fresh: boolean;
};

const wholeNumber = (name: string, text: string, least: number, most: number): number => {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) {
    throw new Error(`--${name} takes a whole number from ${String(least)} to ${String(most)}, not "${text}"`);
  }
  return value;
};

export const readStartOptions = (args: readonly string[]): StartOptions => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      members: { type: 'string', default: '2000' },
      seed: { type: 'string', default: '1' },
      port: { type: 'string', default: '4566' },
      fresh: { type: 'boolean', default: false },
    },
  });
  return {
    members: wholeNumber('members', values.members, 1, 236_954),
    seed: wholeNumber('seed', values.seed, 0, 999_999_999),
    port: wholeNumber('port', values.port, 1024, 65_533),
    fresh: values.fresh,
  };
};
