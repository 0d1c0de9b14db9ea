import * as z from 'zod';
import { isTaskKind, kinds, type TaskKind } from '../../catalog/catalog.ts';
import type { AdapterTools, CreateClient, ProviderClient } from '../adapter.ts';
import type { OperationStatus } from '../operation.ts';
import type { StartCall } from '../provider.ts';
import {
  type FailureCode,
  failureCodes,
  ProviderError,
  StartOutcomeUnknownError,
} from '../provider-error.ts';
import { getPrompt, scriptSchema } from './mock.ts';
import { readScript, type Script } from './script.ts';
import { SMALLEST_PICTURE } from './smallest-picture.ts';
import { SMALLEST_VIDEO } from './smallest-video.ts';

const operationSchema = z.object({
  /** When it was taken, in milliseconds since 1970. */
  takenAt: z.number(),
  /** How many starts of this task there have been in this process: 1 where all is well. */
  starts: z.int(),
  script: scriptSchema,
  taskId: z.string().default(''),
  kind: z.string().refine(isTaskKind).default('image-to-video'),
});

/** Codes with which a start may be tried again. */
const RETRYABLE = new Set<FailureCode>(['rate_limited', 'provider_unreachable']);

export const createMockClient: CreateClient = (settings, tools) =>
  createMock(scriptSchema.parse(settings), tools);

/**
 * Generates nothing: does what the script in the prompt says, and what the settings say where there is none. All that
 * it knows of a task is in the operation, so that any function may ask.
 */
function createMock(defaults: Script, { clock, name }: AdapterTools): ProviderClient {
  const starts = new Map<string, number>();

  async function start({ taskId, kind, request }: Pick<StartCall, 'taskId' | 'kind' | 'request'>) {
    const script = readScript(getPrompt(request), defaults);
    if (typeof script === 'string') throw rejection('input_rejected', `The prompt ${script}.`);
    if (script.refusesWith) throw rejection(script.refusesWith);
    const count = (starts.get(taskId) ?? 0) + 1;
    starts.set(taskId, count);
    if (script.losesAnswer) {
      throw new StartOutcomeUnknownError(`It is not known whether ${name} took the task.`);
    }
    const { failsWith, refusesWith: _refused, ...timing } = script;
    const kept = failsWith ? { ...timing, failsWith } : timing;
    return { takenAt: clock.now(), starts: count, script: kept, taskId, kind };
  }

  return {
    start,
    async check(operation) {
      const { takenAt, script, ...task } = operationSchema.parse(operation);
      const status = statusAfter(script, (clock.now() - takenAt) / 1000);
      return status.state === 'completed' ? { ...status, ...parseFacts(task) } : status;
    },
    async fetchResult(operation) {
      const { mediaType = 'video/mp4' } = kinds[operationSchema.parse(operation).kind].result;
      const isPicture = mediaType.startsWith('image/');
      return {
        bytes: Buffer.from(isPicture ? SMALLEST_PICTURE : SMALLEST_VIDEO, 'base64'),
        mediaType: isPicture ? 'image/png' : 'video/mp4',
      };
    },
  };
}

/** What the kind's provider reports by its own ids, such as an avatar's. */
function parseFacts({ taskId, kind }: { taskId: string; kind: TaskKind }) {
  const ids = (kinds[kind].result.facts ?? []).filter((name) => name.endsWith('_id'));
  if (ids.length === 0) return {};
  return { facts: Object.fromEntries(ids.map((name) => [name, `mock-${taskId}`])) };
}

function rejection(failure: FailureCode, message: string = failureCodes[failure]): ProviderError {
  return new ProviderError(failure, message, { retryable: RETRYABLE.has(failure) });
}

function statusAfter(script: z.output<typeof scriptSchema>, seconds: number): OperationStatus {
  const worked = seconds - script.queueSeconds;
  if (worked < 0) return { state: 'running', phase: 'queued', queuePosition: Math.ceil(-worked) };
  if (worked < script.takesSeconds || script.neverEnds) {
    const part = Math.min(worked / Math.max(script.takesSeconds, 1), 0.99);
    const progress = script.progress ? { progress: part * 100 } : {};
    return { state: 'running', phase: 'processing', ...progress };
  }
  if (!script.failsWith) return { state: 'completed' };
  return { state: 'failed', code: script.failsWith, message: failureCodes[script.failsWith] };
}
