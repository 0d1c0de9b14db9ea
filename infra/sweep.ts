import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function.ts';

/** What a crash leaves is looked at so often. A run that finds nothing costs some forty reads. */
const pauseBetweenSweeps = Duration.minutes(5);

export interface SweepProps {
  readonly sweep: ServiceFunction;
}

/** Runs the sweep on a schedule. A run that failed is not repeated: the next one comes soon and finds the same. */
export class Sweep extends Construct {
  constructor(scope: Construct, id: string, { sweep }: SweepProps) {
    super(scope, id);
    sweep.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: pauseBetweenSweeps });
    new Rule(this, 'Schedule', {
      description: 'Continues tasks and deliveries that nobody works on',
      schedule: Schedule.rate(pauseBetweenSweeps),
      targets: [new LambdaFunction(sweep)],
    });
  }
}
