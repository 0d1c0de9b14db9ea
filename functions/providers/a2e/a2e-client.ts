import type * as z from 'zod';
import { kinds, taskKinds } from '../../catalog/catalog.ts';
import type { AdapterTools, CreateClient, ProviderClient } from '../adapter.ts';
import type { Json, OperationStatus } from '../operation.ts';
import type { StartCall } from '../provider.ts';
import { ProviderError } from '../provider-error.ts';
import { createRequester, type Requester } from '../request.ts';
import { a2eSettings } from './a2e.ts';
import { envelopeSchema, readError, recordIn } from './a2e-answer.ts';
import { createBody } from './a2e-bodies.ts';
import { operationSchema } from './a2e-operation.ts';
import { deleteCall, detailCalls, type RecordCall, startPath } from './a2e-paths.ts';
import { createA2eQueries } from './a2e-queries.ts';
import { type A2eRecord, parseStatus } from './a2e-record.ts';
import { referencedFields } from './a2e-references.ts';
import { verifyA2eCallback } from './callback.ts';

/** With these a record was not found in one way, and may be in another. */
const NOT_FOUND = ['result_gone', 'answer_unreadable'];

export const createA2eClient: CreateClient = (settings, tools) =>
  createA2e(a2eSettings.parse(settings), tools);

/** A2E itself, or another Reelhook, which speaks the same API (a2e-api 2). */
function createA2e(settings: z.output<typeof a2eSettings>, tools: AdapterTools): ProviderClient {
  const { apiKey, baseUrl, honoursIdempotencyKey: isReelhook } = settings;
  const requester = createRequester({
    ...tools,
    baseUrl,
    headers: { authorization: `Bearer ${apiKey}` },
    readError,
  });
  const check = async (operation: unknown): Promise<OperationStatus> => {
    const { id, kind } = operationSchema.parse(operation);
    return parseStatus(kinds[kind], await readRecord(requester, tools, detailCalls(kind, id)));
  };
  return {
    callback: {
      kinds: taskKinds.filter((kind) => isReelhook || (kinds[kind].supportsCallbacks ?? true)),
      verify: async ({ body }, operation) =>
        verifyA2eCallback(body, operationSchema.optional().parse(operation)?.id),
    },
    async start(call) {
      const referenced = await referencedFields(requester, call.request);
      return start(requester, tools, call, createBody(call, referenced));
    },
    check,
    queryHandlers: createA2eQueries(requester, tools),
    /** Deleting is the only way to cancel; a finished record must stay, because its file goes with it. */
    async cancel(operation) {
      const { id, kind } = operationSchema.parse(operation);
      const { state } = await check(operation);
      const call = deleteCall(kind, id);
      if (state !== 'running' || !call || call.method === 'GET') return;
      await requester.stop(call.method, call.path, call.json ? { json: call.json } : {});
    },
  };
}

async function start(
  requester: Requester,
  { name }: AdapterTools,
  { kind, taskId }: Pick<StartCall, 'kind' | 'taskId'>,
  json: Record<string, unknown>,
): Promise<Json> {
  const headers = { 'idempotency-key': taskId };
  const envelope = await requester.start(startPath(kind), envelopeSchema, { json, headers });
  const record = recordIn(name, envelope, { code: 'input_rejected', retryable: false });
  return { id: record._id, kind };
}

/** Reads a record in the first way in which it is found. */
async function readRecord(
  requester: Requester,
  tools: AdapterTools,
  [call, ...others]: readonly RecordCall[],
): Promise<A2eRecord> {
  if (!call) throw new Error("A2E's API has no record of this kind.");
  try {
    const envelope = await (call.json
      ? requester.prepare(call.path, envelopeSchema, { json: call.json })
      : requester.get(call.path, envelopeSchema));
    return recordIn(tools.name, envelope, { code: 'provider_unreachable', retryable: true });
  } catch (error) {
    const isMissing = error instanceof ProviderError && NOT_FOUND.includes(error.code);
    if (!isMissing || others.length === 0) throw error;
    return readRecord(requester, tools, others);
  }
}
