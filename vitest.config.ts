import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'packages/**/*.test.ts',
            'functions/**/*.test.ts',
            'test/{policy,architecture,infra,contracts}/**/*.test.ts',
          ],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'cloud',
          // journeys of claims wait for one another at the bank
          maxConcurrency: 20,
          include: ['test/{stores,workflows,journeys}/**/*.test.ts'],
          globalSetup: ['test/support/cloud-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
