import type { Dialect, FakeAnswer, FakeWorld, JobState } from './fake-provider.ts';
import {
  ACCESS_KEY_ID,
  API_KEY,
  ARN,
  bearer,
  byState,
  COMFYUI_VIDEO,
  ECHO,
  isRoute,
  JOB_ID,
  ok,
} from './fake-words.ts';

/** ai.google.dev, "Generate videos with Veo". */
export const veoDialect: Dialect = {
  isStart: ({ method, path }) => method === 'POST' && path.endsWith(':predictLongRunning'),
  isAuthorized: ({ headers }) => headers['x-goog-api-key'] === API_KEY,
  unauthorized: googleError(400, 'INVALID_ARGUMENT', `API key not valid. ${ECHO}`),
  rejected: googleError(400, 'INVALID_ARGUMENT', 'Unable to process input image.'),
  throttled: googleError(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota.'),
  answer(request, { state, url }) {
    const name = 'models/veo-3.1-generate-preview/operations/abc123';
    if (this.isStart(request)) return ok({ name });
    if (!isRoute(request, `GET /v1beta/${name}`)) return undefined;
    const done = (generateVideoResponse: object) => ({
      name,
      done: true,
      response: { generateVideoResponse },
    });
    const video = { uri: `${url}/v1beta/files/xyz:download?alt=media` };
    return byState(state, {
      queued: { name },
      running: { name, done: false },
      completed: done({ generatedSamples: [{ video }] }),
      failed: { name, done: true, error: { code: 13, message: 'Internal error' } },
      moderated: done({ raiMediaFilteredCount: 1, raiMediaFilteredReasons: ['Filtered.'] }),
      canceled: { name, done: true, error: { code: 1, message: 'Cancelled' } },
      strange: { name, metadata: { state: 'THINKING' } },
    });
  },
};

function googleError(code: number, status: string, message: string): FakeAnswer {
  return { status: code, json: { error: { code, message, status } } };
}

/** Bedrock API reference, StartAsyncInvoke and GetAsyncInvoke. A token that came before is the same invocation. */
export const bedrockDialect: Dialect = {
  isStart: (request) => isRoute(request, 'POST /async-invoke'),
  isAuthorized: ({ headers }) =>
    headers['authorization']?.startsWith(`AWS4-HMAC-SHA256 Credential=${ACCESS_KEY_ID}/`) ?? false,
  unauthorized: awsError(403, 'UnrecognizedClientException', 'The security token is invalid'),
  rejected: awsError(400, 'ValidationException', 'The image is too small'),
  throttled: awsError(429, 'ThrottlingException', 'Too many requests'),
  answer(request, { state }) {
    if (this.isStart(request)) return ok({ invocationArn: ARN });
    if (!isRoute(request, `GET /async-invoke/${encodeURIComponent(ARN)}`)) return undefined;
    const s3Uri = 's3://bedrock-output/renders/bedrock/abcdef012345';
    const say = (status: string, failureMessage?: string) => ({
      invocationArn: ARN,
      status,
      failureMessage,
      outputDataConfig: { s3OutputDataConfig: { s3Uri } },
    });
    return byState(state, {
      queued: say('InProgress'),
      running: say('InProgress'),
      completed: say('Completed'),
      failed: say('Failed', 'Internal server error'),
      moderated: say('Failed', 'The prompt was blocked by our content filters'),
      strange: say('Throttled'),
    });
  },
};

function awsError(status: number, type: string, message: string): FakeAnswer {
  return { status, json: { message }, headers: { 'x-amzn-errortype': type } };
}

/** docs.comfy.org, "Server routes"; behind a proxy that wants a token. */
export const comfyuiDialect: Dialect = {
  isStart: (request) => isRoute(request, 'POST /prompt'),
  isAuthorized: bearer,
  unauthorized: { status: 401, json: { error: ECHO } },
  rejected: {
    status: 400,
    json: { error: { type: 'x', message: 'Prompt has no outputs', details: '' }, node_errors: {} },
  },
  throttled: { status: 429, json: { error: 'Too many requests' } },
  answer(request, world) {
    if (this.isStart(request)) return ok({ prompt_id: JOB_ID, number: 4, node_errors: {} });
    if (isRoute(request, 'POST /upload/image')) {
      const name = /filename="([^"]+)"/.exec(request.body)?.[1];
      return ok({ name, subfolder: '', type: 'input' });
    }
    if (isRoute(request, 'POST /queue') || isRoute(request, 'POST /interrupt')) {
      return { status: 200 };
    }
    if (isRoute(request, 'GET /queue')) return ok(comfyuiQueue(world));
    if (isRoute(request, `GET /history/${JOB_ID}`)) return ok(comfyuiHistory(world));
    return isRoute(request, 'GET /view') ? { status: 200, bytes: COMFYUI_VIDEO } : undefined;
  },
};

function comfyuiQueue({ state }: FakeWorld) {
  const ours = [4, JOB_ID, {}, {}, []];
  const others = [3, 'of-somebody-else', {}, {}, []];
  return {
    queue_running: state === 'running' || state === 'strange' ? [ours] : [others],
    queue_pending: state === 'queued' ? [ours] : [],
  };
}

function comfyuiHistory({ state }: FakeWorld) {
  const error = { node_type: 'KSampler', exception_message: 'CUDA out of memory' };
  const video = { filename: 'clip_00001_.mp4', subfolder: 'video', type: 'output' };
  const say = (status_str: string, messages: unknown[], outputs = {}) => ({
    [JOB_ID]: { outputs, status: { status_str, completed: status_str === 'success', messages } },
  });
  const entries: Partial<Record<JobState, object>> = {
    completed: say('success', [['execution_success', {}]], {
      '9': { images: [video], animated: [true] },
    }),
    failed: say('error', [['execution_error', error]]),
    canceled: say('error', [['execution_interrupted', {}]]),
  };
  return entries[state] ?? {};
}
