/** One test file at a time orders payments: a payment run pays whatever is payable, also what another file waits for. */
import { mkdir, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { inject } from 'vitest';

const lockOf = (): string =>
  path.join(os.tmpdir(), `erbao-bank-${inject('cloudDoor').replaceAll(/\D+/g, '-')}`);

/** Left behind by a run that was ended: its door may have had the same port. */
const STALE_MS = 600_000;
const isStale = async (lock: string): Promise<boolean> =>
  stat(lock).then(
    ({ mtimeMs }) => Date.now() - mtimeMs > STALE_MS,
    () => false,
  );

/** Waits until the bank is free, and keeps it; gives what frees it. For `beforeAll` with a patient timeout. */
export const holdTheBank = async (): Promise<() => Promise<void>> => {
  const lock = lockOf();
  for (;;) {
    try {
      await mkdir(lock);
      return () => rm(lock, { recursive: true, force: true });
    } catch {
      if (await isStale(lock)) await rm(lock, { recursive: true, force: true });
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
};

/** Longer than the other file that orders payments takes. */
export const BANK_PATIENCE_MS = 300_000;
