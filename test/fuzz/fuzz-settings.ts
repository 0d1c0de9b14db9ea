/** The seed of the suite that everyone runs: what it finds, it finds again. */
const FIXED_SEED = 20261125;

/**
 * How much is fuzzed, and from where. `FUZZ_RUNS` is how many requests each operation gets, `FUZZ_SEED` what they are
 * made from: a number.
 */
export function fuzzSettings(usualRuns: number): { seed: number; runs: number } {
  const { FUZZ_SEED: seed, FUZZ_RUNS: runs } = process.env;
  return {
    seed: Number(seed ?? FIXED_SEED),
    runs: Number(runs ?? usualRuns),
  };
}
