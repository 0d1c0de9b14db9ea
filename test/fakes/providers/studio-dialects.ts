import type { Dialect } from './fake-provider.ts';
import { bearer, byState, ECHO, isRoute, JOB_ID, ok, VIDEO_URL } from './fake-words.ts';

/** docs.dev.runwayml.com. */
export const runwayDialect: Dialect = {
  isStart: (request) => isRoute(request, 'POST /v1/image_to_video'),
  isAuthorized: (request) =>
    bearer(request) && request.headers['x-runway-version'] === '2024-11-06',
  unauthorized: { status: 401, json: { error: ECHO } },
  rejected: { status: 400, json: { error: 'promptImage: Only HTTPS URLs are allowed.' } },
  throttled: { status: 429, json: { error: 'You have reached a limit.' } },
  answer(request, { state }) {
    const say = (status: string, more = {}) => ({ id: JOB_ID, status, createdAt: '', ...more });
    if (this.isStart(request)) return ok({ id: JOB_ID });
    if (isRoute(request, `DELETE /v1/tasks/${JOB_ID}`)) return { status: 204 };
    if (!isRoute(request, `GET /v1/tasks/${JOB_ID}`)) return undefined;
    return byState(state, {
      queued: say('THROTTLED', { estimatedCost: { credits: 25 } }),
      running: say('RUNNING', { progress: 0.4 }),
      completed: say('SUCCEEDED', { output: [VIDEO_URL], cost: { credits: 25 } }),
      failed: say('FAILED', { failure: 'Oops', failureCode: 'INTERNAL.BAD_OUTPUT.CODE01' }),
      moderated: say('FAILED', { failure: 'Unsafe', failureCode: 'SAFETY.INPUT.TEXT' }),
      canceled: say('CANCELLED'),
      strange: say('POLISHING'),
    });
  },
};

/** docs.agents.lumalabs.ai. */
export const lumaDialect: Dialect = {
  isStart: (request) => isRoute(request, 'POST /v1/generations'),
  isAuthorized: bearer,
  unauthorized: { status: 401, json: { detail: ECHO } },
  rejected: { status: 422, json: { detail: 'start_frame: could not be decoded' } },
  throttled: { status: 429, json: { detail: 'Rate limit exceeded' } },
  answer(request, { state }) {
    const say = (word: string, more = {}) => ({ id: JOB_ID, state: word, output: [], ...more });
    const failed = (failure_code: string) => say('failed', { failure_code, failure_reason: 'Why' });
    if (this.isStart(request)) return { status: 201, json: say('queued') };
    if (!isRoute(request, `GET /v1/generations/${JOB_ID}`)) return undefined;
    return byState(state, {
      queued: say('queued'),
      running: say('processing'),
      completed: say('completed', { output: [{ type: 'video', url: VIDEO_URL }] }),
      failed: failed('generation_failed'),
      moderated: failed('content_moderated'),
      strange: say('rendering'),
    });
  },
};

/** docs.lumalabs.ai. */
export const dreamMachineDialect: Dialect = {
  isStart: (request) => isRoute(request, 'POST /dream-machine/v1/generations/video'),
  isAuthorized: bearer,
  unauthorized: { status: 401, json: { detail: ECHO } },
  rejected: { status: 400, json: { detail: 'Invalid image URL' } },
  throttled: { status: 429, json: { detail: 'Too many requests' } },
  answer(request, { state }) {
    const say = (word: string, more = {}) => ({ id: JOB_ID, state: word, assets: null, ...more });
    if (this.isStart(request)) return { status: 201, json: say('queued') };
    if (!isRoute(request, `GET /dream-machine/v1/generations/${JOB_ID}`)) return undefined;
    return byState(state, {
      queued: say('queued'),
      running: say('dreaming'),
      completed: say('completed', { assets: { video: VIDEO_URL } }),
      failed: say('failed', { failure_reason: 'Job failed' }),
      moderated: say('failed', { failure_reason: '400: prompt not allowed by moderation' }),
      canceled: say('failed', { failure_reason: 'Job was cancelled' }),
      strange: say('polishing'),
    });
  },
};
