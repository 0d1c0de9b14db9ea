import { createCoins } from '../../functions/accounts/coins.ts';
import type { Provider } from '../../functions/providers/provider.ts';
import type { ExecutionState } from '../../functions/sweep/executions.ts';
import { sweep } from '../../functions/sweep/sweep.ts';
import { checkTask } from '../../functions/tasks/check-task.ts';
import { createTask } from '../../functions/tasks/create-task.ts';
import { deleteTask } from '../../functions/tasks/delete-task.ts';
import { failTask } from '../../functions/tasks/fail-task.ts';
import { finishTask } from '../../functions/tasks/finish-task.ts';
import type { TaskWorkflowInput } from '../../functions/tasks/ports.ts';
import { startTask } from '../../functions/tasks/start-task.ts';
import { Crash } from './crashing.ts';
import { createService } from './service.ts';

type Options = Parameters<typeof createService>[0];
type Wrap = <Port extends object>(port: Port) => Port;

const kind = 'image-to-video' as const;
const body = { image_url: 'https://example.com/cat.jpg' };

/** Every port of tasks in memory, executions that die with a crash instead of repeating their step, and the sweep. */
export async function createSweepWorld(options: Options = {}) {
  const service = await createService(options);
  const executions = new Map<string, { input: TaskWorkflowInput; state: ExecutionState }>();
  const workflow = {
    async start(name: string, input: TaskWorkflowInput) {
      if (!executions.has(name)) executions.set(name, { input, state: 'alive' });
    },
    async stop(name: string) {
      const execution = executions.get(name);
      if (execution?.state === 'alive') execution.state = 'stopped';
    },
  };

  /** The ports, each of whose calls `wrap` may let die. */
  function portsWith(wrap: Wrap) {
    const accounts = wrap(service.accounts);
    const { start, check } = wrap({ start: service.provider.start, check: service.provider.check });
    const provider: Provider = { ...service.provider, start, check };
    return {
      ...service.context,
      accounts,
      tasks: wrap(service.context.tasks),
      coins: createCoins({ accounts, clock: service.clock }),
      results: wrap(service.context.results),
      workflow: wrap(workflow),
      providersFor: async () => [{ name: provider.name, provider, limits: undefined }],
      provider: async () => provider,
      expectDuration: async () => ({ p50Seconds: 10, p90Seconds: 20 }),
      durations: wrap(service.context.durations),
      waitingStates: wrap({ resume: async () => {} }),
      announcements: wrap(service.context.announcements),
      ...wrap({ continueDeliveries: async () => 0 }),
      executions: wrap({
        state: async (name: string) => executions.get(name)?.state ?? ('missing' as const),
      }),
    };
  }

  async function runToItsEnd(name: string, input: TaskWorkflowInput, wrap: Wrap): Promise<void> {
    const ports = portsWith(wrap);
    const taskId = input.taskId ?? name;
    let step = await startTask(ports, { taskId, token: name, firstCheckSeconds: 0, input });
    const check = { taskId, token: name, isFirst: false };
    while (step.outcome === 'running') step = await checkTask(ports, check);
    const millisecondsLeft = () => 300_000;
    if (step.failure) await failTask(ports, { taskId, failure: step.failure, millisecondsLeft });
    else await finishTask(ports, { taskId, millisecondsLeft });
  }

  return {
    ...service,
    executions,
    /** Sends a request as a client does; nothing when the process died before it could answer. */
    accept: (wrap: Wrap = (port) => port, idempotencyKey?: string) =>
      unlessCrashed(async () => {
        const call = { owner: 'ada', kind, body, ...(idempotencyKey ? { idempotencyKey } : {}) };
        return (await createTask(portsWith(wrap), call))[0];
      }),
    remove: (id: string, wrap: Wrap = (port) => port) =>
      unlessCrashed(() => deleteTask(portsWith(wrap), { owner: 'ada', kind, id })),
    /** Runs every living execution to its end, or to the crash that ends it. */
    async runExecutions(wrap: Wrap = (port) => port) {
      for (const [name, execution] of executions) {
        if (execution.state !== 'alive') continue;
        await unlessCrashed(() => runToItsEnd(name, execution.input, wrap));
        execution.state = 'ended';
      }
    },
    sweep: (wrap: Wrap = (port) => port) =>
      unlessCrashed(() => sweep(portsWith(wrap), { quietSeconds: 900, heldSeconds: 3600 })),
  };
}

/** What the calls answer; nothing where they died. */
async function unlessCrashed<Answer>(act: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Crash) return undefined;
    throw error;
  }
}
