import { Fail, type TaskStateBase, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { errorNames } from '../functions/contract.ts';
import { pauseBetweenRounds } from './retry-policies.ts';
import type { ServiceFunction } from './service-function.ts';
import { createStep, retryForever } from './workflow-states.ts';

interface FailureStates {
  readonly failTask: ServiceFunction;
  /** JSONata. */
  readonly taskId: string;
  /** Where a task goes on whose completion was announced already. */
  readonly finish: TaskStateBase;
}

/** The bad path of the task workflow: the failure is recorded and announced, then the execution fails with it. */
export function recordTheFailure(
  scope: Construct,
  { failTask, taskId, finish }: FailureStates,
): TaskStateBase {
  const final = [errorNames.taskNotFound];
  const completed = [errorNames.taskCompleted];
  const fail = Fail.jsonata(scope, 'Task failed', {
    error: '{% $states.input.failure.code %}',
    cause: '{% $states.input.failure.message %}',
  });
  const finishLater = Wait.jsonata(scope, 'Wait before finishing again', {
    comment:
      'The outcome is announced and stands. This begins again by itself once the fault is repaired.',
    time: WaitTime.duration(pauseBetweenRounds),
  });
  const step = createStep(scope, 'Record the failure', {
    calls: failTask,
    comment: 'Writes why the task failed, gives the coins back and announces it.',
    payload: { taskId, failure: '{% $states.input.failure %}' },
    finalErrors: [...final, ...completed],
  });
  step.addCatch(fail, { errors: final, outputs: '{% $states.input %}' });
  step.addCatch(finishLater.next(finish), { errors: completed, outputs: { taskId } });
  retryForever(step, 'Wait before recording again');
  step.next(fail);
  return step;
}
