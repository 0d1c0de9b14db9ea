import {
  Choice,
  Condition,
  Fail,
  type StateMachine,
  Succeed,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { ServiceFunction, WorkflowArn } from './service-function.ts';
import { createStep, createWorkflow, retryForever, workflowByName } from './workflow-states.ts';

const comment =
  'Delivers one event to one endpoint: signed attempts on the retry schedule until one is answered with 2xx. Input: { eventId, endpointId }. An internal fault never counts as an attempt.';

export interface DeliveryWorkflowProps {
  /** Makes the workflow's one function, which may itself start executions of the workflow. */
  readonly createAttemptDelivery: (workflow: WorkflowArn) => ServiceFunction;
}

/** One execution per event and endpoint. How many attempts there are and when is decided by the function. */
export class DeliveryWorkflow extends Construct {
  readonly stateMachine: StateMachine;
  readonly attemptDelivery: ServiceFunction;

  constructor(scope: Construct, id: string, { createAttemptDelivery }: DeliveryWorkflowProps) {
    super(scope, id);
    this.attemptDelivery = createAttemptDelivery(workflowByName(this));
    const attempt = createStep(this, 'Attempt the delivery', {
      calls: this.attemptDelivery,
      comment: 'Sends one signed request and records how it went.',
      payload: {
        eventId: '{% $states.context.Execution.Input.eventId %}',
        endpointId: '{% $states.context.Execution.Input.endpointId %}',
      },
    });
    retryForever(attempt, 'Wait before attempting again');
    const wait = Wait.jsonata(this, 'Wait for the next attempt', {
      time: WaitTime.timestamp('{% $states.input.nextAttemptAt %}'),
    });
    const wasDelivered = Choice.jsonata(this, 'Was it delivered?')
      .when(outcomeIs('delivered'), Succeed.jsonata(this, 'Delivered'))
      .when(outcomeIs('retry'), wait)
      .when(outcomeIs('skipped'), Succeed.jsonata(this, 'Skipped'))
      .otherwise(this.giveUp());
    wait.next(attempt).next(wasDelivered);
    this.stateMachine = createWorkflow(this, { comment, startsWith: attempt });
  }

  private giveUp(): Fail {
    return Fail.jsonata(this, 'Gave up', {
      error: 'DeliveryFailed',
      cause: 'No attempt was accepted; the delivery log names the answer to each.',
    });
  }
}

function outcomeIs(outcome: string): Condition {
  return Condition.jsonata(`{% $states.input.outcome = '${outcome}' %}`);
}
