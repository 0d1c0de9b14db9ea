import * as z from 'zod';
import { once } from '../../once.ts';
import { defineKind, getResults } from '../define-kind.ts';
import { decimal, flag, mediaUrl, text, wholeNumber } from '../fields.ts';
import { usualCalls } from '../kind-calls.ts';
import type { ShownTask, TaskStatus } from '../kind-definition.ts';
import { commonFields, kindRequest } from '../kind-request.ts';
import { passthroughField } from '../passthrough-field.ts';
import { unpublishedPrice } from '../prices.ts';
import { pick, taskRecord } from '../task-records.ts';

/** A2E's code for two backgrounds at once (a2e-api 1.2). */
const TWO_BACKGROUNDS = 30005;
/** The longest `title` (a2e-api 5.1), in characters. */
const LONGEST_TITLE = 40;

/** A position or a size in the picture, in pixels. */
const pixels = once(() => decimal(-10_000, 10_000).optional());
const settings = once(() =>
  z.record(z.string(), z.unknown(), 'must be an object').and(passthroughField),
);

const fields = once(() =>
  z.object({
    ...commonFields,
    name: text(LONGEST_TITLE).optional(),
    anchor_id: text(80).min(1, 'must not be empty'),
    anchor_type: wholeNumber(0, 1),
    audioSrc: mediaUrl.optional(),
    custom_voice: text(2048).optional(),
    resolution: wholeNumber(1, 4320).default(1080),
    web_bg_width: pixels(),
    web_bg_height: pixels(),
    web_people_width: pixels(),
    web_people_height: pixels(),
    web_people_x: pixels(),
    web_people_y: pixels(),
    web_dist_bg_width: pixels(),
    web_dist_bg_height: pixels(),
    web_dist_bg_x: pixels(),
    web_dist_bg_y: pixels(),
    back_id: text(80).optional(),
    custom_back_id: text(80).optional(),
    color: z
      .string('must be a string')
      .regex(/^rgba?\([\d.,%\s]{1,40}\)$/, 'must be a colour such as rgb(0,128,255)')
      .optional(),
    anchor_background_img: mediaUrl.optional(),
    anchor_background_color: text(60).optional(),
    isSkipRs: flag.optional(),
    isCaptionEnabled: flag.optional(),
    captionAlign: settings().optional(),
    isAllowReverse: text(20).optional(),
    isToPublicPool: flag.optional(),
    face_swap_id: text(80).optional(),
    wl_model: text(100).optional(),
    lip_model: text(100).optional(),
    gp_model: settings().optional(),
    isSkipGp: flag.optional(),
    erode_factor: decimal(-1000, 1000).optional(),
    msg: text(3000).optional(),
  }),
);

type AvatarVideoRequest = z.output<ReturnType<typeof fields>>;

/** A2E's other words for where a task stands (a2e-api 1.3). */
const WORDS: Readonly<Record<TaskStatus, string>> = {
  initialized: 'init',
  sent: 'start',
  pending: 'pending',
  processing: 'process',
  completed: 'success',
  failed: 'fail',
};

/** An avatar that speaks: A2E's `video/generate` (a2e-api 5). `anchor_type` 1 is an avatar of the owner's own. */
export const avatarVideo = defineKind<AvatarVideoRequest>({
  kind: 'avatar-video',
  summary: 'Avatar video',
  path: '/api/v1/video',
  calls: [
    ...usualCalls({ start: '/generate' }),
    { method: 'GET', path: '/awsList', effect: 'page-current' },
    { method: 'POST', path: '/awsList', effect: 'page-current' },
    { method: 'POST', path: '/awsResult', effect: 'detail-array', idField: '_id' },
    { method: 'GET', path: '/detail', effect: 'detail', idField: 'video_id' },
  ],
  request: () => kindRequest(fields(), { title: 'name' }, checkTogether),
  references: [
    {
      field: 'anchor_id',
      to: { kind: 'avatar-training' },
      applies: ({ anchor_type }) => anchor_type === 1,
    },
    {
      field: 'anchor_id',
      to: { shared: 'avatars' },
      applies: ({ anchor_type }) => anchor_type === 0,
    },
    { field: 'back_id', to: { shared: 'backgrounds' } },
    { field: 'custom_back_id', to: { collection: 'backgrounds' } },
  ],
  example: {
    title: 'welcome',
    anchor_id: '6b0404a8f5496ee79569fd53',
    anchor_type: 0,
    audioSrc: 'https://example.com/speech.mp3',
    resolution: 1080,
  },
  price: unpublishedPrice,
  expectedSeconds: 300,
  result: { field: 'result' },
  record,
});

function checkTogether(request: AvatarVideoRequest, context: z.RefinementCtx): void {
  const { audioSrc, custom_voice, back_id, custom_back_id } = request;
  if (audioSrc === undefined && custom_voice === undefined) {
    const message = 'is required: the address of the speech, from send_tts or your own';
    context.addIssue({ code: 'custom', path: ['audioSrc'], message });
  }
  if (back_id !== undefined && custom_back_id !== undefined) {
    const message = 'must be absent when back_id is given: a video has one background';
    const params = { code: TWO_BACKGROUNDS };
    context.addIssue({ code: 'custom', path: ['custom_back_id'], message, params });
  }
}

/** A2E's 17 fields (a2e-api 5), and those that all tasks have. */
function record(task: ShownTask<AvatarVideoRequest>): Record<string, unknown> {
  const { request, status, isCopying, createdAt, updatedAt, failure } = task;
  return taskRecord(
    task,
    {
      title: task.name,
      ...pick(request, ['anchor_type', 'anchor_id']),
      web_bg_width: request.web_bg_width ?? 0,
      web_bg_height: request.web_bg_height ?? 0,
      color: request.color ?? '',
      result_people_url: '',
      result_bg_url: '',
      replace_bg_id: request.back_id ?? '',
      custom_backs_id: request.custom_back_id ?? null,
    },
    {
      status: isCopying ? 'copy' : WORDS[status],
      msg: failure?.message ?? '',
      diff_s: Math.round((Date.parse(updatedAt) - Date.parse(createdAt)) / 1000),
      current_date: updatedAt,
      ...getResults(task, { field: 'result' }),
    },
  );
}
