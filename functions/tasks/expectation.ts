/** How long work of one sort takes: half of it is done by `p50Seconds`, nine in ten by `p90Seconds`. */
export interface Expectation {
  readonly p50Seconds: number;
  readonly p90Seconds: number;
  /** From how many runs that was learned; undefined where it is the provider's own word. */
  readonly runs?: number;
}

/** Fewer runs than this say less than the provider's own word. */
const ENOUGH_RUNS = 5;
/** The 90th percentile of the standard normal distribution. */
const NORMAL_P90 = 1.2816;
/** The half of a normal distribution's runs lie this far around its median, in standard deviations. */
const NORMAL_QUARTILES = 1.349;
/** How widely times spread before anything is learned: nine in ten are done within 1.8 times the usual time. */
const USUAL_SPREAD = 0.45;
/** With how many runs' weight the usual spread counts beside what was learned. */
const USUAL_SPREAD_RUNS = 4;
const LEAST_SPREAD = 0.1;
/** The part of all runs that is held up, and takes about three times as long, but nobody knows how long. */
const STRAGGLERS = { part: 0.04, times: 3, spread: 0.8 };
/** The part of all runs that ends early, as a refused picture does, after a tenth of the usual time on average. */
const EARLY_ENDS = { part: 0.03, times: 0.1 };

/** What is expected where nothing but the provider's own word is known. */
export function unlearned(seconds: number): Expectation {
  return { p50Seconds: seconds, p90Seconds: seconds * Math.exp(NORMAL_P90 * USUAL_SPREAD) };
}

/**
 * What recent runs teach, in seconds each; the provider's own word where they are too few. The spread is taken from the
 * middle half, so that neither a straggler nor a first check that came late moves it much.
 */
export function learned(runs: readonly number[], providersWord: number): Expectation {
  if (runs.length < ENOUGH_RUNS) return unlearned(providersWord);
  const logs = runs.map((seconds) => Math.log(Math.max(seconds, 0.1))).sort((a, b) => a - b);
  const at = (part: number) => logs[Math.min(logs.length - 1, Math.floor(part * logs.length))] ?? 0;
  const spread = (at(0.75) - at(0.25)) / NORMAL_QUARTILES;
  const weighed =
    (runs.length * spread ** 2 + USUAL_SPREAD_RUNS * USUAL_SPREAD ** 2) /
    (runs.length + USUAL_SPREAD_RUNS);
  const p50Seconds = Math.exp(at(0.5));
  const growth = Math.exp(NORMAL_P90 * Math.max(Math.sqrt(weighed), LEAST_SPREAD));
  return { p50Seconds, p90Seconds: p50Seconds * growth, runs: runs.length };
}

/**
 * The part of such work that is over by then, from 0 to 1: most of it log-normal, some of it held up, some of it ended
 * early by a failure.
 */
export function overBy({ p50Seconds, p90Seconds }: Expectation, seconds: number): number {
  if (seconds <= 0) return 0;
  const spread = Math.max(Math.log(p90Seconds / p50Seconds) / NORMAL_P90, LEAST_SPREAD);
  const logNormal = (times: number, wide: number) =>
    normal(Math.log(seconds / (p50Seconds * times)) / wide);
  const early = 1 - Math.exp(-seconds / (p50Seconds * EARLY_ENDS.times));
  return (
    (1 - STRAGGLERS.part - EARLY_ENDS.part) * logNormal(1, spread) +
    STRAGGLERS.part * logNormal(STRAGGLERS.times, STRAGGLERS.spread) +
    EARLY_ENDS.part * early
  );
}

/** How much longer work takes that has gone on for so long already; whole seconds, at least 1. */
export function remaining(expectation: Expectation, elapsedSeconds: number): Expectation {
  return {
    p50Seconds: remainingAt(expectation, elapsedSeconds, 0.5),
    p90Seconds: remainingAt(expectation, elapsedSeconds, 0.9),
  };
}

/** The longest time that is foretold, in seconds. */
const LONGEST = 24 * 60 * 60;

function remainingAt(expectation: Expectation, elapsedSeconds: number, part: number): number {
  const goal = 1 - (1 - part) * (1 - overBy(expectation, elapsedSeconds));
  let [tooShort, enough] = [0, LONGEST];
  while (enough - tooShort > 1) {
    const middle = Math.floor((tooShort + enough) / 2);
    if (overBy(expectation, elapsedSeconds + middle) >= goal) enough = middle;
    else tooShort = middle;
  }
  return enough;
}

/** The standard normal distribution function (Abramowitz and Stegun, 7.1.26; off by less than 2e-7). */
function normal(deviations: number): number {
  const x = Math.abs(deviations) / Math.SQRT2;
  const t = 1 / (1 + 0.327_591_1 * x);
  const coefficients = [
    1.061_405_429, -1.453_152_027, 1.421_413_741, -0.284_496_736, 0.254_829_592,
  ];
  const polynomial = coefficients.reduce((sum, coefficient) => sum * t + coefficient, 0) * t;
  const tail = (polynomial * Math.exp(-x * x)) / 2;
  return deviations > 0 ? 1 - tail : tail;
}
