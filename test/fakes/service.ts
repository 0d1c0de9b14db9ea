import { newAccount } from '../../functions/accounts/account.ts';
import { createCoins } from '../../functions/accounts/coins.ts';
import type {
  ConfiguredProvider,
  ProviderLimits,
} from '../../functions/providers/configured-provider.ts';
import type { Operation, OperationStatus } from '../../functions/providers/operation.ts';
import type { Provider } from '../../functions/providers/provider.ts';
import { createCheckPlans } from '../../functions/tasks/check-plans.ts';
import { createExpectDuration } from '../../functions/tasks/durations.ts';
import type { TaskWorkflowInput } from '../../functions/tasks/ports.ts';
import type { StepOutcome } from '../../functions/tasks/step-outcome.ts';
import type { Task } from '../../functions/tasks/task.ts';
import { createThrottle } from '../../functions/throttling/throttle.ts';
import { createMemoryAccountStore } from './memory-account-store.ts';
import { createMemoryAnnouncements } from './memory-announcements.ts';
import { createMemoryDurationStore } from './memory-duration-store.ts';
import { createMemoryResourceStore } from './memory-resource-store.ts';
import { createMemoryTaskStore } from './memory-task-store.ts';
import { createMemoryThrottlingStore } from './memory-throttling-store.ts';

/** A provider whose every answer a test decides; it counts what it was asked to start. */
function createScriptedProvider(overrides: Partial<Provider> = {}) {
  const started: string[] = [];
  const canceled: Operation[] = [];
  let status: OperationStatus = { state: 'running', phase: 'queued' };
  const provider: Provider = {
    name: 'scripted',
    kinds: ['image-to-video'],
    startsOncePerTask: true,
    refusals: () => [],
    expectedSeconds: () => 10,
    async start({ taskId }) {
      started.push(taskId);
      return { work: taskId };
    },
    check: async () => status,
    async cancel(operation) {
      canceled.push(operation);
    },
    ...overrides,
  };
  return {
    provider,
    started,
    canceled,
    answer(next: OperationStatus) {
      status = next;
    },
  };
}

/** Everything the use cases of tasks need, in memory, with a clock that stands still until it is moved. */
export async function createService(
  options: {
    coins?: number;
    diamonds?: number;
    provider?: Partial<Provider>;
    limits?: ProviderLimits;
  } = {},
) {
  const owner = 'ada';
  let now = Date.parse('2026-11-23T09:00:00.000Z');
  const clock = { now: () => now };
  const accounts = createMemoryAccountStore();
  const throttlingStore = createMemoryThrottlingStore();
  const { coins: balance = 1000, diamonds = 0 } = options;
  const createdAt = new Date(now).toISOString();
  await accounts.create(newAccount({ owner, createdAt, balance, diamonds }));
  const scripted = createScriptedProvider(options.provider);
  const executions = new Map<string, TaskWorkflowInput>();
  const stopped: string[] = [];
  const stored: string[] = [];
  const removed: string[] = [];
  const ended: Task[] = [];
  const durations = createMemoryDurationStore();
  const resumed: { token: string; outcome: StepOutcome }[] = [];
  const announced = createMemoryAnnouncements();
  const warn = () => {};
  return {
    owner,
    clock,
    accounts,
    executions,
    stopped,
    stored,
    removed,
    ended,
    events: announced.events,
    delivered: announced.delivered,
    durations,
    resumed,
    throttlingStore,
    ...scripted,
    pass(seconds: number) {
      now += seconds * 1000;
    },
    context: {
      tasks: createMemoryTaskStore(),
      resources: createMemoryResourceStore(clock),
      coins: createCoins({ accounts, clock }),
      clock,
      keepSeconds: 3600,
      deadlineSeconds: 7200,
      defaultOwner: owner,
      mediaUrl: 'https://media.test',
      noteEnd: (task: Task) => void ended.push(task),
      providersFor: async (): Promise<ConfiguredProvider[]> => [
        { name: scripted.provider.name, provider: scripted.provider, limits: options.limits },
      ],
      provider: async (_name: string): Promise<Provider> => scripted.provider,
      throttle: createThrottle({ store: throttlingStore, clock }),
      warn,
      durations,
      expectDuration: createExpectDuration({ durations, clock, warn }),
      ...createCheckPlans({ durations, clock, warn }),
      announcements: announced.announcements,
      news: {
        noteStart: async () => {},
        isProgressDue: async () => false,
        noteProgress: async () => {},
      },
      waitingStates: {
        async resume(token: string, outcome: StepOutcome) {
          resumed.push({ token, outcome });
        },
      },
      whyNotCallable: (url: string) =>
        url.startsWith('https:') ? undefined : 'must be an https URL',
      cipher: {
        seal: async (plaintext: string) => `sealed ${plaintext}`,
        open: async (sealed: string) => sealed.slice('sealed '.length),
      },
      workflow: {
        async start(taskId: string, input: TaskWorkflowInput) {
          executions.set(taskId, input);
        },
        async stop(taskId: string) {
          stopped.push(taskId);
        },
      },
      files: {
        async remove(key: string) {
          removed.push(key);
        },
      },
      results: {
        async copy(taskId: string) {
          stored.push(taskId);
          return `results/${taskId}/file.mp4`;
        },
      },
    },
  };
}
