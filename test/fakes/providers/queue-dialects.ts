import type { Dialect, FakeAnswer, JobState } from './fake-provider.ts';
import {
  API_KEY,
  bearer,
  byState,
  ECHO,
  isRoute,
  JOB_ID,
  ok,
  VIDEO_URL,
  WEBHOOK_SECRET,
} from './fake-words.ts';

/** a2e-api 1.2, 1.3, 2.3. */
export const a2eDialect: Dialect = {
  isStart: (request) => isRoute(request, 'POST /api/v1/userImage2Video/start'),
  isAuthorized: bearer,
  unauthorized: { status: 401, json: { code: 401, message: ECHO, trace_id: 't' } },
  rejected: { status: 400, json: { code: 400, msg: 'image_url must be public', trace_id: 't' } },
  throttled: { status: 429, json: { code: 429, message: 'slow down' } },
  answer(request, { state }) {
    const record = { _id: JOB_ID, coins: 30, failed_message: '', failed_code: '', result_url: '' };
    const say = (current_status: string, more = {}) => ({
      code: 0,
      data: { ...record, current_status, ...more },
      trace_id: 't',
    });
    if (this.isStart(request)) return ok(say('initialized'));
    if (isRoute(request, `DELETE /api/v1/userImage2Video/${JOB_ID}`)) return ok({ code: 0 });
    if (!isRoute(request, `GET /api/v1/userImage2Video/${JOB_ID}`)) return undefined;
    return byState(state, {
      queued: say('pending'),
      running: say('processing', { process: 40 }),
      completed: say('completed', { result_url: VIDEO_URL }),
      failed: say('failed', { failed_message: 'out of memory', failed_code: 'E1' }),
      moderated: say('failed', { failed_message: 'NSFW content', failed_code: 'E2' }),
      canceled: say('failed', { failed_message: 'by the user', failed_code: 'canceled' }),
      strange: say('uploading'),
    });
  },
};

/** docs.fal.ai, "Queue". */
export const falDialect: Dialect = {
  isStart: ({ method, path }) => method === 'POST' && !path.includes('/requests/'),
  isAuthorized: ({ headers, path }) =>
    headers['authorization'] === `Key ${API_KEY}` || path.startsWith('/.well-known/'),
  unauthorized: { status: 401, json: { detail: ECHO } },
  rejected: {
    status: 422,
    json: { detail: [{ loc: ['body', 'prompt'], msg: 'field required', type: 'missing' }] },
  },
  throttled: { status: 429, json: { detail: 'Too many requests' } },
  answer(request, { state, url }) {
    const base = `${url}/fal-ai/wan/requests/${JOB_ID}`;
    const urls = {
      request_id: JOB_ID,
      status_url: `${base}/status`,
      response_url: base,
      cancel_url: `${base}/cancel`,
    };
    if (this.isStart(request)) return ok({ status: 'IN_QUEUE', queue_position: 3, ...urls });
    if (request.path.endsWith('/cancel')) {
      return { status: 202, json: { status: 'CANCELLATION_REQUESTED' } };
    }
    if (request.path.endsWith('/status')) return falStatus(state, urls);
    if (!request.path.endsWith(`/requests/${JOB_ID}`)) return undefined;
    if (state === 'completed') return ok({ video: { url: VIDEO_URL } });
    if (state === 'failed') return { status: 500, json: { detail: 'CUDA out of memory' } };
    if (state !== 'moderated') return { status: 404, json: { detail: 'Request not found' } };
    const msg = 'The content could not be processed';
    return { status: 422, json: { detail: [{ loc: [], msg, type: 'content_policy_violation' }] } };
  },
};

function falStatus(state: JobState, urls: object): FakeAnswer {
  const word = { queued: 'IN_QUEUE', running: 'IN_PROGRESS', strange: 'DREAMING' };
  const status = word[state as keyof typeof word] ?? 'COMPLETED';
  const more = status === 'IN_QUEUE' ? { queue_position: 2 } : {};
  const metrics = status === 'COMPLETED' ? { metrics: { inference_time: 41.5 } } : {};
  return {
    status: status === 'COMPLETED' ? 200 : 202,
    json: { status, ...urls, ...more, ...metrics },
  };
}

/** replicate.com/docs/reference/http. */
export const replicateDialect: Dialect = {
  isStart: ({ method, path }) => method === 'POST' && path.endsWith('/predictions'),
  isAuthorized: bearer,
  unauthorized: { status: 401, json: { title: 'Unauthenticated', detail: ECHO, status: 401 } },
  rejected: { status: 422, json: { title: 'Input', detail: 'input: image is required' } },
  throttled: { status: 429, json: { detail: 'Request was throttled.' } },
  answer(request, { state }) {
    const say = (status: string, more = {}) => ({
      id: JOB_ID,
      status,
      output: null,
      error: null,
      metrics: {},
      ...more,
    });
    if (this.isStart(request)) return { status: 201, json: say('starting') };
    if (isRoute(request, `POST /v1/predictions/${JOB_ID}/cancel`)) return ok(say('canceled'));
    if (isRoute(request, 'GET /v1/webhooks/default/secret')) return ok({ key: WEBHOOK_SECRET });
    if (!isRoute(request, `GET /v1/predictions/${JOB_ID}`)) return undefined;
    return byState(state, {
      queued: say('starting'),
      running: say('processing'),
      completed: say('succeeded', { output: [VIDEO_URL], metrics: { predict_time: 38.2 } }),
      failed: say('failed', { error: 'CUDA out of memory' }),
      moderated: say('failed', { error: 'The input was flagged as sensitive. (E005)' }),
      canceled: say('canceled'),
      gone: say('succeeded', { output: null, data_removed: true }),
      strange: say('warming'),
    });
  },
};
