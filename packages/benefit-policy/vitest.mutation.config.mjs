/** For the mutation tester only: it copies the repository, so workspace names must lead into the copy. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('../..'),
  resolve: {
    alias: [
      { find: /^@erbao\/kernel\/(.*)$/, replacement: here('../kernel/src/$1.ts') },
      { find: /^@erbao\/benefit-policy\/((?:bulk|fast)-.*)$/, replacement: here('./src/bulk/$1.ts') },
      { find: /^@erbao\/benefit-policy\/(.*)$/, replacement: here('./src/$1.ts') },
    ],
  },
  test: {
    // the random properties are left out: they are slow and would kill by luck what a named case should kill
    include: [
      'cases',
      'scheme-faults',
      'receipts',
      'what-if',
      'fund-forecast',
      'bulk-scheme',
      'small-readers',
      'trace',
    ].map((name) => `test/policy/${name}.test.ts`),
  },
});
