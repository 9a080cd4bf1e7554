/**
 * What this program knows of a kept state, beside the state. The emulator saves only when it stops cleanly, so this is
 * written only then: after a crash, both are as they were at the last clean stop.
 */
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import * as z from 'zod';

const keptSchema = z.record(z.string(), z.unknown());

export type Kept = {
  readonly recall: (name: string) => unknown;
  readonly remember: (name: string, value: unknown) => void;
  readonly save: () => Promise<void>;
};

export const openKept = (file: string): Kept => {
  const kept = new Map<string, unknown>(
    existsSync(file) ? Object.entries(keptSchema.parse(JSON.parse(readFileSync(file, 'utf8')))) : [],
  );
  return {
    recall: (name) => kept.get(name),
    remember: (name, value) => {
      kept.set(name, value);
    },
    save: () => writeFile(file, JSON.stringify(Object.fromEntries(kept))),
  };
};

/** For a cloud that nobody comes back to. */
export const keepNothing = (): Kept => ({
  recall: () => undefined,
  remember: () => undefined,
  save: () => Promise.resolve(),
});
