import {
  Choice,
  Condition,
  Errors,
  Fail,
  type StateMachine,
  Succeed,
  type TaskStateBase,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { errorNames } from '../functions/contract.ts';
import type { ServiceFunction } from './service-function.ts';
import {
  caughtMessage,
  createStep,
  createWorkflow,
  retryForever,
  workflowByName,
} from './workflow-states.ts';

const sampleInput = {
  kind: 'image-to-video',
  request: { image_url: 'https://example.com/photo.jpg', prompt: 'slow push in' },
};

const comment = `Carries one media task from its start to its announced outcome. The execution's name is the task's id. \
To start a task here, give an input such as ${JSON.stringify(sampleInput)}`;

/** An execution that continues a dead one can't have its name, and gets the id in its input. */
const taskId =
  '{% $exists($states.context.Execution.Input.taskId) ? $states.context.Execution.Input.taskId : $states.context.Execution.Name %}';

/** Every step answers `{ outcome, waits?, failure? }`; the outcome leads to the next state. */
const outcomeIs = (outcome: string) => `$states.input.outcome = '${outcome}'`;

/** What the failure of a step becomes in the task's record. */
const caughtFailure = {
  failure: {
    code: `{% $states.errorOutput.Error = '${errorNames.provider}' ? 'provider_unavailable' : 'internal_error' %}`,
    message: `{% ${caughtMessage} %}`,
  },
};

/** The errors of a start that leave nothing behind: no record, no charge. */
const refusals = [errorNames.invalidTask, errorNames.accountNotFound, errorNames.insufficientCoins];

export interface TaskWorkflowProps {
  readonly startTask: ServiceFunction;
  readonly checkTask: ServiceFunction;
  readonly storeResult: ServiceFunction;
  readonly failTask: ServiceFunction;
  readonly announceOutcome: ServiceFunction;
}

/**
 * One execution per task. It carries ids and small values; the table holds the rest. Started by the API and, with the
 * same input, by a person in the console.
 */
export class TaskWorkflow extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, functions: TaskWorkflowProps) {
    super(scope, id);
    const failed = Fail.jsonata(this, 'Task failed', {
      error: '{% $states.input.failure.code %}',
      cause: '{% $states.input.failure.message %}',
    });
    const announce = this.announceTheOutcome(functions, failed);
    const record = this.recordTheFailure(functions, failed);
    const store = this.storeTheResult(functions);
    const start = this.startTheTask(functions);
    for (const step of [start, store]) step.addCatch(record, { outputs: caughtFailure });
    start.next(this.loopUntilFinished(functions, { start, store, record }));
    store.next(announce);
    record.next(announce);
    announce.next(this.endAsTheTaskDid(failed));
    this.stateMachine = createWorkflow(this, { comment, startsWith: start });
  }

  private startTheTask({ startTask }: TaskWorkflowProps): TaskStateBase {
    const refuse = Fail.jsonata(this, 'Refuse the task', {
      comment: 'The input can not become a task. Nothing was started and nothing is charged.',
      error: '{% $states.input.error %}',
      cause: '{% $states.input.message %}',
    });
    return createStep(this, 'Start the task', {
      calls: startTask,
      comment: 'Writes the record if the API has not, and asks the provider to begin.',
      payload: {
        taskId,
        input: '{% $states.input %}',
      },
      finalErrors: refusals,
    }).addCatch(refuse, {
      errors: refusals,
      outputs: { error: '{% $states.errorOutput.Error %}', message: `{% ${caughtMessage} %}` },
    });
  }

  private loopUntilFinished(
    functions: TaskWorkflowProps,
    to: Record<'start' | 'store' | 'record', TaskStateBase>,
  ): Choice {
    const wait = this.waitForTheProvider(functions).addCatch(to.record, { outputs: caughtFailure });
    const isFinished = Choice.jsonata(this, 'Is the task finished?')
      .when(when(outcomeIs('running')), wait, {
        assign: { waits: '{% $states.input.waits %}', checks: 0 },
      })
      .when(when(outcomeIs('waiting')), this.waitForSlot().next(to.start))
      .when(when(outcomeIs('completed')), to.store)
      .when(when(outcomeIs('deleted')), Succeed.jsonata(this, 'Task deleted'))
      .otherwise(to.record);
    wait.next(isFinished);
    return isFinished;
  }

  /** No provider has taken the task: it is full, asks for a pause, or is unavailable. */
  private waitForSlot(): Wait {
    return Wait.jsonata(this, 'Wait for a slot', {
      comment: 'Until a slot may be free; then the task asks again, in the order of arrival.',
      time: WaitTime.seconds('{% $states.input.waitSeconds %}'),
    });
  }

  /** The time-out is the rule here, not a fault: it leads to the next check, at the cost of one transition. */
  private waitForTheProvider({ checkTask }: TaskWorkflowProps): TaskStateBase {
    const { TIMEOUT: timeout } = Errors;
    checkTask.grantSendTaskSuccess(workflowByName(this));
    const wait = createStep(this, 'Wait for the provider', {
      calls: checkTask,
      comment: 'Checks the task, then waits until the provider calls or the next check is due.',
      payload: {
        taskId,
        token: '{% $states.context.Task.Token %}',
        isFirst: '{% $checks = 0 %}',
      },
      waitsSeconds: '{% $checks < $count($waits) ? $waits[$checks] : $waits[-1] %}',
      finalErrors: [timeout],
    });
    return wait.addCatch(wait, {
      errors: [timeout],
      outputs: '{% $states.input %}',
      assign: { checks: '{% $checks + 1 %}' },
    });
  }

  private storeTheResult({ storeResult }: TaskWorkflowProps): TaskStateBase {
    return createStep(this, 'Store the result', {
      calls: storeResult,
      comment: 'Copies the finished file into the media bucket and settles the price.',
      payload: { taskId },
    });
  }

  private recordTheFailure({ failTask }: TaskWorkflowProps, failed: Fail): TaskStateBase {
    const step = createStep(this, 'Record the failure', {
      calls: failTask,
      comment: 'Writes why the task failed and gives the coins back.',
      payload: { taskId, failure: '{% $states.input.failure %}' },
      finalErrors: [errorNames.taskNotFound],
    }).addCatch(failed, { errors: [errorNames.taskNotFound], outputs: '{% $states.input %}' });
    retryForever(step, 'Wait before recording again');
    return step;
  }

  private announceTheOutcome(functions: TaskWorkflowProps, failed: Fail): TaskStateBase {
    const step = createStep(this, 'Announce the outcome', {
      calls: functions.announceOutcome,
      comment: 'Makes the event and starts its delivery to every endpoint that asked for it.',
      payload: { taskId },
      finalErrors: [errorNames.taskNotFound],
    }).addCatch(failed, { errors: [errorNames.taskNotFound], outputs: caughtFailure });
    retryForever(step, 'Wait before announcing again');
    return step;
  }

  private endAsTheTaskDid(failed: Fail): Choice {
    const completed = Succeed.jsonata(this, 'Task completed', {
      outputs: { taskId, status: '{% $states.input.status %}' },
    });
    return Choice.jsonata(this, 'Did the task succeed?')
      .when(when("$states.input.status = 'completed'"), completed)
      .otherwise(failed);
  }
}

function when(expression: string): Condition {
  return Condition.jsonata(`{% ${expression} %}`);
}
