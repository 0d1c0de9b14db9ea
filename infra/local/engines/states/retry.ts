import * as z from 'zod';
import { matchesError } from './state-error.ts';

/** An entry of `Retry`, with AWS's defaults filled in (ASL specification, "Retrying after error"). */
export const retrierSchema = z.strictObject({
  ErrorEquals: z.array(z.string()).min(1),
  Comment: z.string().optional(),
  IntervalSeconds: z.int().min(1).max(99_999_999).default(1),
  BackoffRate: z.number().min(1).default(2),
  MaxAttempts: z.int().min(0).max(99_999_999).default(3),
  MaxDelaySeconds: z.int().min(1).max(31_622_399).optional(),
  JitterStrategy: z.enum(['NONE', 'FULL']).default('NONE'),
});

export type Retrier = z.infer<typeof retrierSchema>;

/**
 * How long to wait before the state runs again. The first retrier that names the error decides; when it has no
 * attempt left, there is none.
 *
 * @param counts how many retries each retrier has made in this visit of the state
 * @returns the retrier's index and the delay in milliseconds
 */
export function nextRetry(
  retriers: readonly Retrier[],
  counts: readonly number[],
  error: string,
  random: () => number,
): { index: number; delay: number } | undefined {
  const index = retriers.findIndex((retrier) => matchesError(retrier.ErrorEquals, error));
  const retrier = retriers[index];
  const count = counts[index] ?? 0;
  if (retrier === undefined || count >= retrier.MaxAttempts) {
    return undefined;
  }
  const seconds = Math.min(
    retrier.IntervalSeconds * retrier.BackoffRate ** count,
    retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY,
    99_999_999,
  );
  const share = retrier.JitterStrategy === 'FULL' ? random() : 1;
  return { index, delay: Math.round(seconds * 1000 * share) };
}
