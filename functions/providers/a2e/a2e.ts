import * as z from 'zod';
import { kinds, taskKinds } from '../../catalog/catalog.ts';
import type {
  Adapter,
  AdapterDefinition,
  AdapterTools,
  Json,
  OperationStatus,
  ProviderModel,
  StartCall,
} from '../provider.ts';
import { ProviderError } from '../provider-error.ts';
import { createRequester, type Requester } from '../request.ts';
import { envelopeSchema, readError, recordIn } from './a2e-answer.ts';
import { bodyOf, DEFAULT_MODEL, imageToVideoBody } from './a2e-bodies.ts';
import { FIRST_KIND, operationSchema } from './a2e-operation.ts';
import { deleteCall, detailCalls, type RecordCall, startPath } from './a2e-paths.ts';
import { a2eAnswers, a2eQuestions } from './a2e-questions.ts';
import { type A2eRecord, statusOf } from './a2e-record.ts';
import { referencedFields } from './a2e-references.ts';
import { verifyA2eCallback } from './callback.ts';

const settingsSchema = z.object({
  apiKey: z.string('is missing: an API token (sk_...) from the account page of A2E').min(1),
  baseUrl: z.url().default('https://video.a2e.ai'),
  /** True where the service honours `Idempotency-Key`, as another Reelhook does and A2E does not. */
  honoursIdempotencyKey: z.boolean().default(false),
});

/** A2E asks for 3 to 5 seconds (a2e-api 1.3). */
const SECONDS_BETWEEN_CHECKS = 3;
/** With these a record was not found in one way, and may be in another. */
const NOT_FOUND = ['result_gone', 'answer_unreadable'];

export const a2e: AdapterDefinition = {
  type: 'a2e',
  kinds: taskKinds,
  questions: a2eQuestions,
  create: (settings, tools) => createA2e(settingsSchema.parse(settings), tools),
};

/** A2E itself, or another Reelhook, which speaks the same API (a2e-api 2). */
function createA2e(settings: z.output<typeof settingsSchema>, tools: AdapterTools): Adapter {
  const { apiKey, baseUrl, honoursIdempotencyKey: isReelhook } = settings;
  const requester = createRequester({
    ...tools,
    baseUrl,
    headers: { authorization: `Bearer ${apiKey}` },
    secrets: [apiKey],
    readError,
  });
  const check = async (operation: unknown): Promise<OperationStatus> => {
    const { id, kind } = operationSchema.parse(operation);
    return statusOf(kinds[kind], await readRecord(requester, tools, detailCalls(kind, id)));
  };
  return {
    startsOncePerTask: isReelhook,
    models: [modelOf(DEFAULT_MODEL), modelOf('a2e-v2'), modelOf('a2e-v2-flash')],
    pictures: 'url',
    secondsBetweenChecks: SECONDS_BETWEEN_CHECKS,
    callback: {
      kinds: taskKinds.filter((kind) => isReelhook || !kinds[kind].isSilent),
      verify: async ({ body }, operation) =>
        verifyA2eCallback(body, operationSchema.optional().parse(operation)?.id),
    },
    start: (call) => start(requester, tools, call, imageToVideoBody(call)),
    others: {
      kinds: taskKinds.filter((kind) => kind !== FIRST_KIND),
      refusals: (_kind, { region }) =>
        isReelhook || region === undefined ? [] : [{ field: 'region', message: NO_REGION }],
      expectedSeconds: (kind) => kinds[kind].expectedSeconds,
      async start(call) {
        const referenced = await referencedFields(requester, call.request);
        return start(requester, tools, call, bodyOf(call, referenced));
      },
    },
    check,
    answers: a2eAnswers(requester, tools),
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

const NO_REGION = 'must be left out: A2E finds the captions by itself';

function modelOf(name: string): ProviderModel {
  return {
    name,
    id: name,
    seconds: [5, 10, 15, 20],
    expectedSeconds: 300,
    negativePrompt: true,
    lastFrame: true,
    lora: true,
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
