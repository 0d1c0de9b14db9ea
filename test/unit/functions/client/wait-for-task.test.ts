import { describe, expect, it } from 'vitest';
import { ApiFailure } from '../../../../functions/client/api-failure.ts';
import type { TaskItem } from '../../../../functions/client/kinds.ts';
import { wait } from '../../../../functions/client/wait.ts';
import { waitForTask } from '../../../../functions/client/wait-for-task.ts';

const task = (current_status: TaskItem['current_status'], process = 0) =>
  ({ _id: 'a', current_status, process }) as TaskItem;
const lost = new TypeError('fetch failed');

/** A service that gives these answers one after another, the last one for ever. */
function serve(...answers: (TaskItem | Error)[]) {
  const asked: number[] = [];
  const waits: number[] = [];
  return {
    asked,
    waits,
    async getTask(_: string, seconds: number) {
      const answer = answers[Math.min(asked.length, answers.length - 1)];
      asked.push(seconds);
      if (answer === undefined || answer instanceof Error) throw answer;
      return answer;
    },
    wait: async (milliseconds: number) => void waits.push(milliseconds),
  };
}

describe('waiting for a task', () => {
  it('ends with the task, completed or failed', async () => {
    for (const end of [task('completed', 100), task('failed')]) {
      await expect(waitForTask(serve(task('sent'), end), 'a')).resolves.toBe(end);
    }
  });

  it('has the service wait where nobody follows, and asks with growing waits', async () => {
    const service = serve(...Array(20).fill(task('processing')), task('completed'));
    await waitForTask(service, 'a');
    expect(new Set(service.asked)).toEqual(new Set([25]));
    expect(service.waits[0]).toBe(500);
    expect(service.waits.at(-1)).toBe(5000);
  });

  it('shows every change once', async () => {
    const seen: string[] = [];
    const states = [task('initialized'), task('processing', 10), task('processing', 10)];
    const service = serve(...states, task('processing', 40), task('completed', 100));
    await waitForTask(service, 'a', {
      onUpdate: ({ current_status, process }) => seen.push(`${current_status} ${process}`),
    });
    expect(seen).toEqual(['initialized 0', 'processing 10', 'processing 40', 'completed 100']);
    expect(new Set(service.asked)).toEqual(new Set([0]));
  });

  it('goes on after faults, and gives up after ten in a row', async () => {
    const faults = [lost, new ApiFailure(503, {}), new ApiFailure(429, {})];
    await waitForTask(serve(...faults, task('completed')), 'a');
    const gone = serve(lost);
    await expect(waitForTask(gone, 'a')).rejects.toBe(lost);
    expect(gone.asked).toHaveLength(11);
  });

  it('gives up at once where the task is unknown', async () => {
    const unknown = new ApiFailure(404, { message: 'There is no task a.' });
    await expect(waitForTask(serve(unknown), 'a')).rejects.toBe(unknown);
  });
});

it('a wait ends with the signal', async () => {
  const controller = new AbortController();
  const waiting = wait(1_000_000, controller.signal);
  controller.abort('enough');
  await expect(waiting).rejects.toBe('enough');
  await expect(wait(1, controller.signal)).rejects.toBe('enough');
});
