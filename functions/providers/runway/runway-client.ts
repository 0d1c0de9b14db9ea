import * as z from 'zod';
import type { AdapterTools, CreateClient, ProviderClient } from '../adapter.ts';
import type { OperationStatus } from '../operation.ts';
import type { FailureCode } from '../provider-error.ts';
import { createRequester, type ErrorReport } from '../request.ts';
import { runwaySettings } from './runway.ts';

/** The version of the API that this adapter speaks. */
const RUNWAY_VERSION = '2024-11-06';
const startedSchema = z.object({ id: z.string() });
const operationSchema = z.object({ id: z.string() });
const creditsSchema = z.object({ credits: z.number() }).nullish().catch(null);
const taskSchema = z.object({
  status: z.string(),
  progress: z.number().min(0).max(1).nullish().catch(null),
  output: z.array(z.string()).nullish(),
  failure: z.string().nullish(),
  failureCode: z.string().nullish(),
  cost: creditsSchema,
});
const errorSchema = z.object({ error: z.string() });

/** The words of unfinished work. `THROTTLED` is accepted work that waits for the account's limit. */
const UNFINISHED = new Set(['PENDING', 'THROTTLED', 'RUNNING']);

export const createRunwayClient: CreateClient = (settings, tools) =>
  createRunway(runwaySettings.parse(settings), tools);

/** Runway's API (docs.dev.runwayml.com). */
function createRunway(
  { apiKey, baseUrl }: z.output<typeof runwaySettings>,
  tools: AdapterTools,
): ProviderClient {
  const requester = createRequester({
    ...tools,
    baseUrl,
    headers: { authorization: `Bearer ${apiKey}`, 'x-runway-version': RUNWAY_VERSION },
    readError,
  });
  const getPath = (operation: unknown) =>
    `/v1/tasks/${encodeURIComponent(operationSchema.parse(operation).id)}`;
  return {
    async start({ input }) {
      const { id } = await requester.start('/v1/image_to_video', startedSchema, { json: input });
      return { id };
    },
    check: async (operation) => parseStatus(await requester.get(getPath(operation), taskSchema)),
    async cancel(operation) {
      const { status } = await requester.get(getPath(operation), taskSchema);
      if (UNFINISHED.has(status)) await requester.stop('DELETE', getPath(operation));
    },
  };
}

function parseStatus(task: z.output<typeof taskSchema>): OperationStatus {
  const cost = task.cost ? { cost: { amount: task.cost.credits, unit: 'credits' } as const } : {};
  switch (task.status) {
    case 'PENDING':
    case 'THROTTLED':
      return { state: 'running', phase: 'queued' };
    case 'SUCCEEDED': {
      const url = task.output?.[0];
      if (url) return { state: 'completed', result: { url }, ...cost };
      const message = 'Runway finished the task without a file.';
      return { state: 'failed', code: 'result_gone', message, ...cost };
    }
    case 'FAILED':
      return {
        state: 'failed',
        code: getFailureCode(task.failureCode ?? ''),
        message: task.failure || 'The task failed at Runway.',
        ...cost,
      };
    case 'CANCELLED':
      return { state: 'failed', code: 'canceled', message: 'It was canceled at Runway.', ...cost };
    default: {
      const progress = task.progress ? { progress: task.progress * 100 } : {};
      return { state: 'running', phase: 'processing', ...progress };
    }
  }
}

/** Failure codes are words with dots, such as `SAFETY.INPUT.TEXT` (docs.dev.runwayml.com, "Task failures"). */
function getFailureCode(failureCode: string): FailureCode {
  if (/(^|\.)SAFETY(\.|$)/.test(failureCode)) return 'moderated';
  if (failureCode.startsWith('ASSET.')) return 'input_rejected';
  return 'provider_failed';
}

function readError(body: unknown): ErrorReport | undefined {
  const parsed = errorSchema.safeParse(body);
  if (!parsed.success) return undefined;
  const message = parsed.data.error;
  return { code: /not have enough credits/i.test(message) ? 'quota_exceeded' : undefined, message };
}
