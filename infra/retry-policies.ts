import { Duration } from 'aws-cdk-lib';
import { JitterType, type RetryProps } from 'aws-cdk-lib/aws-stepfunctions';

/**
 * For an internal fault or one of the platform. The waits before the repeats are random, at most 2, 4, 8, 16, 32, 64 and then
 * four times 120 seconds: five minutes on average, ten at most. Each repeat is a billed transition and three history
 * events.
 */
export const faultRetries: RetryProps = {
  interval: Duration.seconds(2),
  backoffRate: 2,
  maxDelay: Duration.minutes(2),
  maxAttempts: 10,
  jitterStrategy: JitterType.FULL,
};

/** For an error that the same input would only meet again. */
export const noPatience: RetryProps = { maxAttempts: 0 };

/**
 * The pause between two rounds of `faultRetries` in a step that must be done before its execution may end. A
 * round that fails adds 37 history events, so the 25,000 that an execution may have usually last four weeks, and five
 * days after the longest possible series of checks.
 */
export const pauseBetweenRounds = Duration.hours(1);
