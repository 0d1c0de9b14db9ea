import type { IAspect } from 'aws-cdk-lib';
import { CfnLogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IConstruct } from 'constructs';

/** Has every log group below keep its lines for that long. */
export class LogRetention implements IAspect {
  readonly #days: RetentionDays;

  constructor(days: RetentionDays) {
    this.#days = days;
  }

  visit(node: IConstruct): void {
    if (node instanceof CfnLogGroup) node.retentionInDays = this.#days;
  }
}
