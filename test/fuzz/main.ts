import { startVitest } from 'vitest/node';

/*
 * Fuzzes every operation for longer than the suite does, from a seed of its own each time:
 * `FUZZ_RUNS=5000 FUZZ_SEED=7 npm run test:fuzz`.
 */
process.env['FUZZ_RUNS'] ??= '1000';
process.env['FUZZ_SEED'] ??= `${Math.floor(Math.random() * 2 ** 31)}`;
process.stdout.write(
  `FUZZ_RUNS=${process.env['FUZZ_RUNS']} FUZZ_SEED=${process.env['FUZZ_SEED']}\n`,
);

const vitest = await startVitest('test', ['test/unit/functions/api/server/fuzz.test.ts'], {
  project: ['unit'],
  watch: false,
});
await vitest.close();
