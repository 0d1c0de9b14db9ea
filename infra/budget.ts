import { Stack } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/**
 * Writes to the topic when a month's charges of the account have passed the limit, in US dollars, or are forecast to.
 * The account's, because what a single stack costs is known only where a cost allocation tag has been activated.
 */
export function createBudget(scope: Construct, topic: ITopic, dollars: number): CfnBudget {
  const { region, stackName } = Stack.of(scope);
  return new CfnBudget(scope, 'Budget', {
    budget: {
      // Budgets are an account's, not a region's.
      budgetName: `${stackName}-${region}`,
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      budgetLimit: { amount: dollars, unit: 'USD' },
    },
    notificationsWithSubscribers: ['ACTUAL', 'FORECASTED'].map((notificationType) => ({
      notification: {
        notificationType,
        comparisonOperator: 'GREATER_THAN',
        threshold: 100,
        thresholdType: 'PERCENTAGE',
      },
      subscribers: [{ subscriptionType: 'SNS', address: topic.topicArn }],
    })),
  });
}
