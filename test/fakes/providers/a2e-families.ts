import type { TaskKind } from '../../../functions/catalog/catalog.ts';
import type { Dialect, FakeAnswer, FakeRequest, JobState } from './fake-provider.ts';
import { bearer, byState, ECHO, JOB_ID, ok, VIDEO_URL } from './fake-words.ts';

/** How one family of A2E speaks, written from a2e-api.md and nothing else. */
export interface A2eFamily {
  /** Below `/api/v1`. */
  readonly start: string;
  /** How its record is read; `:id` stands for the id. */
  readonly detail: string;
  /** How a waiting task is deleted. */
  readonly remove: string;
  /** What a start is refused without. */
  readonly required: readonly string[];
  /** What the start of such a task must not hold. */
  readonly forbidden?: readonly string[];
  /** The record's field with the file; left out where there is none. */
  readonly result?: string;
  readonly isList?: true;
  /** What a completed record tells beside its file. */
  readonly told?: Readonly<Record<string, unknown>>;
  /** `words`: avatar videos; `bare`: a record without an envelope, in a vocabulary of its own. */
  readonly form?: 'array' | 'words' | 'bare' | 'face-swap' | 'voice';
}

const usual = (path: string, required: readonly string[] = []): A2eFamily => ({
  start: `/${path}/start`,
  detail: `GET /${path}/:id`,
  remove: `DELETE /${path}/:id`,
  required,
  result: 'result_url',
});

/** Sections 2 to 13. */
export const a2eFamilies: Readonly<Record<TaskKind, A2eFamily>> = {
  'image-to-video': usual('userImage2Video', ['name', 'image_url', 'prompt', 'negative_prompt']),
  'voice-clone': {
    start: '/userVoice/training',
    detail: 'GET /userVoice/:id',
    remove: 'DELETE /userVoice/:id',
    required: ['name', 'voice_urls'],
    told: { speaker_id: 'vendor-7', ttsRate: 4 },
    form: 'voice',
  },
  'avatar-video': {
    start: '/video/generate',
    detail: 'POST /video/awsResult',
    remove: 'DELETE /video/:id',
    required: ['title', 'anchor_id', 'anchor_type', 'resolution', 'audioSrc'],
    forbidden: ['name'],
    result: 'result',
    form: 'words',
  },
  'avatar-training': {
    start: '/userVideoTwin/startTraining',
    detail: 'GET /userVideoTwin/:id',
    remove: 'POST /userVideoTwin/remove',
    required: ['name', 'gender', 'video_url'],
    told: { anchor_id: 'anchor-7', preview_result_url: 'https://cdn.example.com/preview.mp4' },
  },
  'lip-sync-training': {
    start: '/userVideoTwin/continueTraining',
    detail: 'GET /userVideoTwin/:id',
    remove: 'POST /userVideoTwin/remove',
    required: ['_id'],
  },
  'face-swap': {
    start: '/userFaceSwapTask/add',
    detail: 'GET /userFaceSwapTask/:id',
    remove: 'DELETE /userFaceSwapTask/:id',
    required: ['name', 'face_url', 'video_url'],
    result: 'result_url',
    form: 'face-swap',
  },
  'face-swap-preview': {
    start: '/userFaceSwapPreview/add',
    detail: 'GET /userFaceSwapPreview/status?_id=:id',
    remove: 'DELETE /userFaceSwapPreview/:id',
    required: ['face_url', 'video_url'],
    result: 'result_url',
    form: 'face-swap',
  },
  dubbing: {
    ...usual('userDubbing', ['name', 'source_url', 'target_lang', 'source_lang']),
    start: '/userDubbing/startDubbing',
  },
  'caption-removal': usual('userCaptionRemoval', ['name', 'source_url']),
  'talking-photo': usual('talkingPhoto', ['name', 'image_url', 'prompt', 'negative_prompt']),
  'talking-video': usual('talkingVideo', ['name', 'video_url', 'prompt', 'negative_prompt']),
  'text-to-image': {
    ...usual('userText2Image', ['prompt', 'width', 'height']),
    result: 'image_urls',
    isList: true,
    form: 'array',
  },
  'nano-banana': {
    ...usual('userNanoBanana', ['prompt']),
    detail: 'GET /userNanoBanana/detail/:id',
    result: 'image_urls',
    isList: true,
  },
  'head-swap': usual('headSwap', ['image_url', 'target_image_url']),
  'actor-swap': usual('actorSwap'),
  'virtual-try-on': { ...usual('virtualTryOn', ['image_urls']), result: 'result_image_url' },
  'motion-transfer': {
    ...usual('motionTransfer', ['image_url', 'video_url', 'positive_prompt', 'negative_prompt']),
    result: 'result_video_url',
  },
  'product-avatar': { ...usual('productAvatar'), result: 'result_image_url' },
  photobook: { ...usual('userPhotobook'), result: 'image_urls', isList: true },
  'think-sound': usual('thinkSound', ['video_url']),
  upscale: usual('userUpscale', ['source_url']),
  'wan-25': usual('userWan25', ['prompt']),
  'wan-spicy': usual('userWanSpicy', ['prompt']),
  'kling-video': usual('klingVideo', ['prompt']),
  'veo-video': { ...usual('veoVideo', ['prompt']), result: 'video_output', form: 'bare' },
  'sora-video': usual('soraVideo', ['prompt']),
  'seedance-video': usual('seedanceVideo', ['prompt']),
  'grok-video': usual('grokVideo', ['prompt']),
  'hailuo-video': usual('hailuoVideo', ['prompt']),
};

const BACKGROUND_ID = '67d2aaaaaaaaaaaaaaaaaaaa';

/** One family as a server; it refuses a start that lacks what the family requires. */
export function a2eFamilyDialect(family: A2eFamily): Dialect {
  const isStart = (request: FakeRequest) => isCall(request, `POST ${family.start}`);
  return {
    isStart,
    isAuthorized: bearer,
    unauthorized: { status: 401, json: { code: 401, message: ECHO, trace_id: 't' } },
    rejected: { status: 400, json: { code: 400, msg: 'not like this', trace_id: 't' } },
    throttled: { status: 429, json: { code: 429, message: 'slow down' } },
    answer(request, { state }) {
      if (isCall(request, 'POST /custom_back/add')) {
        return ok({
          code: 0,
          data: { _id: BACKGROUND_ID, img_url: describeBody(request)['img_url'] },
        });
      }
      if (isStart(request)) return startAnswer(family, describeBody(request));
      if (isCall(request, family.remove)) return ok({ code: 0, trace_id: 't' });
      return isCall(request, family.detail) ? detailAnswer(family, state) : htmlNotFound;
    },
  };
}

/** A2E answers an unknown path with its web framework's page (a2e-api 1.2); nothing says so in JSON. */
const htmlNotFound: FakeAnswer = { status: 404 };

function startAnswer(family: A2eFamily, body: Record<string, unknown>): FakeAnswer {
  const missing = family.required.filter((field) => body[field] === undefined);
  const odd = (family.forbidden ?? []).filter((field) => body[field] !== undefined);
  if (missing.length + odd.length > 0) {
    const message = `missing: ${missing}; not taken: ${odd}`;
    return { status: 400, json: { code: 400, message, trace_id: 't' } };
  }
  const record = recordOf(family, 'initialized');
  return enveloped(family, family.form === 'array' ? [record] : record);
}

function detailAnswer(family: A2eFamily, state: JobState): FakeAnswer {
  const { result, isList, told = {}, form } = family;
  const file = result === undefined ? {} : { [result]: isList ? [VIDEO_URL] : VIDEO_URL };
  const say = (word: string, more = {}) => {
    const record = recordOf(family, word, more);
    return enveloped(family, form === 'words' ? [record] : record).json;
  };
  return byState(state, {
    queued: say('pending'),
    running: say('processing', { process: 40 }),
    completed: say('completed', { ...file, ...told }),
    failed: say('failed', failure(family, 'out of memory', 'E1')),
    moderated: say('failed', failure(family, 'NSFW content', 'E2')),
    strange: say('uploading'),
  });
}

function enveloped({ form }: A2eFamily, data: unknown): FakeAnswer {
  return ok(form === 'bare' ? data : { code: 0, data, trace_id: 't' });
}

/** The words of avatar videos and of Veo, beside those of all others (a2e-api 1.3). */
const OTHER_WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  words: {
    initialized: 'init',
    pending: 'pending',
    processing: 'process',
    uploading: 'copy',
    completed: 'success',
    failed: 'fail',
  },
  bare: {
    initialized: 'waiting',
    pending: 'waiting',
    processing: 'running',
    completed: 'success',
    failed: 'fail',
  },
  voice: { pending: 'pendding' },
};

function recordOf({ form, result, isList }: A2eFamily, word: string, more: object = {}) {
  const spoken = OTHER_WORDS[form ?? '']?.[word] ?? word;
  const others: Readonly<Record<string, string>> = { words: 'status', bare: 'state' };
  const field = others[form ?? ''] ?? 'current_status';
  const empty = result === undefined ? {} : { [result]: isList ? [] : '' };
  const swap = form === 'face-swap' ? { faild_message: null, error_code: null } : {};
  return { _id: JOB_ID, [field]: spoken, coins: 30, ...empty, ...swap, ...more };
}

function failure({ form }: A2eFamily, message: string, code: string): object {
  if (form === 'face-swap') return { faild_message: message, error_code: code };
  if (form === 'words') return { msg: message };
  if (form === 'bare') return { fail_reason: message };
  return { failed_message: message, failed_code: code };
}

/** Whether it is the call that the documentation has; an id in a body counts as one in the path. */
function isCall(request: FakeRequest, call: string): boolean {
  const [method, path = ''] = call.split(' ');
  const isByBody = method === 'POST' && describeBody(request)['_id'] !== undefined;
  const isAboutJob =
    !isByBody || describeBody(request)['_id'] === JOB_ID || path.includes('Training');
  const wanted = `${method} /api/v1${path.replace(':id', JOB_ID)}`;
  return isAboutJob && `${request.method} ${request.path}` === wanted;
}

function describeBody({ body }: FakeRequest): Record<string, unknown> {
  return body === '' ? {} : JSON.parse(body);
}
