import { ArnFormat, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  DefinitionBody,
  type IChainable,
  IntegrationPattern,
  LogLevel,
  QueryLanguage,
  StateMachine,
  TaskInput,
  type TaskStateBase,
  Timeout,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { faultRetries, noPatience, pauseBetweenRounds } from './retry-policies.ts';
import type { ServiceFunction, WorkflowArn } from './service-function.ts';

/** How much longer than its function a step waits, so that the function's own time-out is the one reported. */
const graceSeconds = 10;

const lambdaDefaultTimeout = Duration.seconds(3);

/** What users read of an error is cut to this many characters. */
const longestMessage = 1_000;

/**
 * The message of a caught error. The cause of an error that a function threw is a JSON document with `errorMessage`;
 * any other cause is a text for operators, and the error's name stands for it. A document that was cut off is not
 * parsed, because an expression that fails inside a Catch ends the execution.
 */
export const caughtMessage = [
  '(',
  '$cause := $states.errorOutput.Cause;',
  "$isDocument := $substring($cause, 0, 1) = '{' and $substring($cause, -1) = '}';",
  '$message := $isDocument ? $parse($cause).errorMessage;',
  `$substring($exists($message) ? $message : $states.errorOutput.Error, 0, ${longestMessage})`,
  ')',
].join(' ');

export interface StepProps {
  readonly calls: ServiceFunction;
  readonly comment: string;
  /** What the function is given, values and JSONata expressions; plus the execution, for its log. */
  readonly payload: Record<string, string>;
  /** Variables of the execution that the state sets. */
  readonly assign?: Record<string, number | string>;
  /** The names of errors that are not worth a repeat. */
  readonly finalErrors?: readonly string[];
  /**
   * Makes the state go on waiting after its function has ended, until it is resumed by the token
   * `$states.context.Task.Token` or these seconds have passed: a JSONata expression.
   */
  readonly waitsSeconds?: string;
}

/** A Task state that calls one function and passes its answer on. The caller adds what happens when it fails. */
export function createStep(scope: Construct, name: string, props: StepProps): TaskStateBase {
  const { calls, comment, payload, assign, finalErrors = [], waitsSeconds } = props;
  const functionTimeout = calls.timeout ?? lambdaDefaultTimeout;
  const step = LambdaInvoke.jsonata(scope, name, {
    comment,
    lambdaFunction: calls,
    payload: TaskInput.fromObject({ ...payload, execution: '{% $states.context.Execution.Id %}' }),
    ...(assign ? { assign } : {}),
    ...(waitsSeconds === undefined
      ? {
          outputs: '{% $states.result.Payload %}',
          taskTimeout: Timeout.duration(functionTimeout.plus(Duration.seconds(graceSeconds))),
        }
      : {
          integrationPattern: IntegrationPattern.WAIT_FOR_TASK_TOKEN,
          taskTimeout: Timeout.jsonata(waitsSeconds),
        }),
    retryOnServiceExceptions: false,
  });
  if (finalErrors.length > 0) step.addRetry({ ...noPatience, errors: [...finalErrors] });
  return step.addRetry(faultRetries);
}

/**
 * Makes the step go on until it is done: after each round of repeats it waits and begins again, with the same input.
 * A repaired function picks the execution up by itself.
 */
export function retryForever(step: TaskStateBase, nameOfPause: string): void {
  const pause = Wait.jsonata(step, nameOfPause, {
    comment: 'This step may not be skipped. It begins again by itself once the fault is repaired.',
    time: WaitTime.duration(pauseBetweenRounds),
  });
  step.addCatch(pause.next(step), { outputs: '{% $states.input %}' });
}

export interface WorkflowProps {
  readonly comment: string;
  readonly startsWith: IChainable;
}

/** The name of a workflow's state machine, known before it is made. */
function workflowName(workflow: Construct): string {
  return `${Stack.of(workflow).stackName}-${workflow.node.id}`;
}

/** A workflow's ARN by its name, for its own functions: they are parts of the state machine and can't refer to it. */
export function workflowByName(workflow: Construct): WorkflowArn {
  const stateMachineArn = Stack.of(workflow).formatArn({
    service: 'states',
    resource: 'stateMachine',
    resourceName: workflowName(workflow),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return { stateMachineArn };
}

/** A Standard state machine, traced, whose log names every state and error but no input or output. */
export function createWorkflow(scope: Construct, props: WorkflowProps): StateMachine {
  const stateMachineName = workflowName(scope);
  return new StateMachine(scope, 'StateMachine', {
    stateMachineName,
    comment: props.comment,
    definitionBody: DefinitionBody.fromChainable(props.startsWith),
    queryLanguage: QueryLanguage.JSONATA,
    tracingEnabled: true,
    logs: {
      // Log groups under this prefix don't count against the account's log resource policy (Step Functions, Logging).
      destination: new LogGroup(scope, 'Log', {
        logGroupName: `/aws/vendedlogs/states/${stateMachineName}`,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
      level: LogLevel.ALL,
      includeExecutionData: false,
    },
  });
}
