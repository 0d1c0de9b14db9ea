import {
  Errors,
  Fail,
  type StateMachine,
  type TaskStateBase,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { errorNames, outcomeErrors } from '../functions/contract.ts';
import { recordTheFailure } from './record-the-failure.ts';
import type { ServiceFunction } from './service-function.ts';
import { caughtMessage, createStep, createWorkflow, workflowByName } from './workflow-states.ts';

const sampleInput = {
  kind: 'image-to-video',
  request: { image_url: 'https://example.com/photo.jpg', prompt: 'slow push in' },
};

const comment = `Carries one media task from its start to its announced outcome. The execution's name is the task's id. \
To start a task here, give an input such as ${JSON.stringify(sampleInput)}`;

/** An execution that continues a dead one can't have its name, and gets the id in its input. */
const taskId =
  '{% $exists($states.context.Execution.Input.taskId) ? $states.context.Execution.Input.taskId : $states.context.Execution.Name %}';

/** The `failed_code` of errors that the provider is to blame for. */
const caughtCodes = {
  [errorNames.provider]: 'provider_unavailable',
  [errorNames.resultInvalid]: 'result_invalid',
  [errorNames.resultUnreachable]: 'result_unreachable',
  [errorNames.resultDelayed]: 'result_unreachable',
};
const caughtCode = Object.entries(caughtCodes).reduceRight(
  (otherwise, [name, code]) => `$states.errorOutput.Error = '${name}' ? '${code}' : ${otherwise}`,
  "'internal_error'",
);

/** What the failure of a step becomes in the task's record. */
const caughtFailure = {
  failure: {
    code: `{% ${caughtCode} %}`,
    message: `{% ${caughtMessage} %}`,
  },
};

/** The outcome that a step reports by one of the errors of `outcomeErrors`. */
const reportedOutcome = '$parse($states.errorOutput.Cause)';

/** The errors of a start that leave nothing behind: no record, no charge. */
const refusals = [errorNames.invalidTask, errorNames.accountNotFound, errorNames.insufficientCoins];

export interface TaskWorkflowProps {
  readonly startTask: ServiceFunction;
  readonly checkTask: ServiceFunction;
  readonly finishTask: ServiceFunction;
  readonly failTask: ServiceFunction;
}

/** When the first check is of a task whose execution was started without a plan: later than a start may take. */
const longestStart = 70;

const { TIMEOUT: timeout } = Errors;
const { running, waiting, failed } = outcomeErrors;

/** The states that follow a step which waits for the provider. */
interface NextStates {
  readonly check: TaskStateBase;
  readonly waitForSlot: Wait;
  readonly record: TaskStateBase;
}

/**
 * One execution per task. It carries ids and small values; the table holds the rest. Started by the API and, with the
 * same input, by a person in the console. A step that waits ends well when the provider is done; every other outcome is
 * an error by which it goes on.
 */
export class TaskWorkflow extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, functions: TaskWorkflowProps) {
    super(scope, id);
    const start = this.startTheTask(functions);
    const check = this.checkTheTask(functions);
    const finish = this.finishTheTask(functions);
    const record = recordTheFailure(this, { failTask: functions.failTask, taskId, finish });
    const waitForSlot = this.waitForSlot();
    const next = { check, waitForSlot, record };
    catchOutcomes(start, next, {
      waits:
        '{% $exists($states.context.Execution.Input.waits) ? $states.context.Execution.Input.waits : [60] %}',
      checks: 1,
    });
    catchOutcomes(check, next, { checks: '{% $checks + 1 %}' });
    start.next(finish);
    check.next(finish);
    waitForSlot.next(start);
    finish.addCatch(record, { outputs: caughtFailure });
    this.stateMachine = createWorkflow(this, { comment, startsWith: start });
  }

  private startTheTask({ startTask }: TaskWorkflowProps): TaskStateBase {
    const refuse = Fail.jsonata(this, 'Refuse the task', {
      comment: 'The input can not become a task. Nothing was started and nothing is charged.',
      error: '{% $states.input.error %}',
      cause: '{% $states.input.message %}',
    });
    startTask.grantTaskTokens(workflowByName(this));
    const firstCheck = (otherwise: number) =>
      `{% $exists($states.context.Execution.Input.waits) ? $states.context.Execution.Input.waits[0] : ${otherwise} %}`;
    return createStep(this, 'Start the task and wait', {
      calls: startTask,
      comment:
        'Writes the record if the API has not, asks the provider to begin, and waits until the provider calls or the first check is due.',
      payload: {
        taskId,
        token: '{% $states.context.Task.Token %}',
        firstCheckSeconds: firstCheck(0),
        input: '{% $states.input %}',
      },
      waitsSeconds: firstCheck(longestStart),
      finalErrors: [...refusals, timeout, running, waiting, failed],
    }).addCatch(refuse, {
      errors: refusals,
      outputs: { error: '{% $states.errorOutput.Error %}', message: `{% ${caughtMessage} %}` },
    });
  }

  /** The time-out is the rule here, not a fault: it leads to the next check, at the cost of one transition. */
  private checkTheTask({ checkTask }: TaskWorkflowProps): TaskStateBase {
    checkTask.grantTaskTokens(workflowByName(this));
    return createStep(this, 'Check the task', {
      calls: checkTask,
      comment: 'Checks the task, then waits until the provider calls or the next check is due.',
      payload: {
        taskId,
        token: '{% $states.context.Task.Token %}',
        isFirst: '{% $checks = 0 %}',
      },
      waitsSeconds: '{% $checks < $count($waits) ? $waits[$checks] : $waits[-1] %}',
      finalErrors: [timeout, running, waiting, failed],
    });
  }

  /** No provider has taken the task: it is full, asks for a pause, or is unavailable. */
  private waitForSlot(): Wait {
    return Wait.jsonata(this, 'Wait for a slot', {
      comment: 'Until a slot may be free; then the task asks again, in the order of arrival.',
      time: WaitTime.seconds('{% $states.input.waitSeconds %}'),
    });
  }

  private finishTheTask({ finishTask }: TaskWorkflowProps): TaskStateBase {
    return createStep(this, 'Finish the task', {
      calls: finishTask,
      comment:
        'Copies the finished file into the media bucket, settles the price, announces the outcome and makes the first delivery attempts.',
      payload: { taskId },
      finalErrors: [
        ...[failed, errorNames.taskNotFound],
        ...[errorNames.resultInvalid, errorNames.resultUnreachable],
      ],
    });
  }
}

/**
 * Leads on from a step that waits when it does not end well.
 * @param onTimeout what the execution's variables are when the next check is due
 */
function catchOutcomes(
  step: TaskStateBase,
  { check, waitForSlot, record }: NextStates,
  onTimeout: Record<string, number | string>,
): void {
  step
    .addCatch(check, { errors: [timeout], outputs: { taskId }, assign: onTimeout })
    .addCatch(check, {
      errors: [running],
      outputs: { taskId },
      assign: { waits: `{% ${reportedOutcome}.waits %}`, checks: 0 },
    })
    .addCatch(waitForSlot, { errors: [waiting], outputs: `{% ${reportedOutcome} %}` })
    .addCatch(record, {
      errors: [failed],
      outputs: { failure: `{% ${reportedOutcome}.failure %}` },
    })
    .addCatch(record, { outputs: caughtFailure });
}
