import { Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { type AlarmDefinition, alarmDefinitions } from './alarms.ts';
import { createBudget } from './budget.ts';
import { createDashboard } from './dashboard.ts';
import type { Monitored } from './metrics.ts';
import type { Stage } from './stage.ts';

export interface MonitoringProps extends Omit<Monitored, 'serviceName'> {
  readonly stage: Pick<Stage, 'alarmEmail' | 'monthlyBudget'>;
}

/** One dashboard, and alarms that write to a topic. */
export class Monitoring extends Construct {
  constructor(scope: Construct, id: string, { stage, ...props }: MonitoringProps) {
    super(scope, id);
    const monitored = { ...props, serviceName: Stack.of(this).stackName };
    createDashboard(this, monitored);
    const topic = this.createTopic();
    const { alarmEmail, monthlyBudget } = stage;
    if (alarmEmail) topic.addSubscription(new EmailSubscription(alarmEmail));
    if (monthlyBudget) createBudget(this, topic, monthlyBudget).node.addDependency(topic);
    for (const definition of alarmDefinitions(monitored)) this.createAlarm(definition, topic);
  }

  /**
   * A topic with its own policy is closed to everyone that the policy does not name; the default one, which lets
   * the account's services in, is gone (Amazon SNS Developer Guide, "Identity-based policies").
   */
  private createTopic(): Topic {
    const topic = new Topic(this, 'Alarms', { enforceSSL: true });
    const writers = ['cloudwatch', 'budgets'].map(
      (service) => new ServicePrincipal(`${service}.amazonaws.com`),
    );
    topic.addToResourcePolicy(
      new PolicyStatement({
        actions: ['sns:Publish'],
        principals: writers,
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    return topic;
  }

  private createAlarm({ id, meaning, metric, ...when }: AlarmDefinition, topic: Topic): void {
    const [reached, outOf] = when.periods;
    const alarm = new Alarm(this, id, {
      alarmDescription: `${meaning}. What to do: docs/operating.md#${id.toLowerCase()}`,
      metric,
      threshold: when.threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      datapointsToAlarm: reached,
      evaluationPeriods: outOf,
      treatMissingData: when.silenceIsAlarming
        ? TreatMissingData.BREACHING
        : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
  }
}
