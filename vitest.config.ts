import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // By default one core is left free, which on two cores is half of the machine.
    maxWorkers: '100%',
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      { test: { name: 'contract', include: ['test/contract/**/*.test.ts'] } },
      { test: { name: 'infra', include: ['test/infra/**/*.test.ts'], testTimeout: 120_000 } },
      {
        test: {
          name: 'local',
          include: ['test/local/**/*.test.ts'],
          globalSetup: ['test/local/assembly.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Stories look at what moves; two at a time would disturb each other on two cores.
          fileParallelism: false,
        },
      },
    ],
  },
});
