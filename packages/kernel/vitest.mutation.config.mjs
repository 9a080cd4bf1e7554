/** For the mutation tester only: the kernel's own tests in the copy of the repository that it makes. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: { include: ['packages/kernel/src/*.test.ts'] },
});
