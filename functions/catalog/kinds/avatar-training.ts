import * as z from 'zod';
import { once } from '../../once.ts';
import { defineKind } from '../define-kind.ts';
import { flag, mediaUrl, text, word } from '../fields.ts';
import { usualCalls } from '../kind-calls.ts';
import type { ShownTask } from '../kind-definition.ts';
import { commonFields, kindRequest } from '../kind-request.ts';
import { pick, taskRecord } from '../task-records.ts';

const fields = once(() =>
  z.object({
    ...commonFields,
    name: text(200).min(1, 'must not be empty'),
    gender: word('female', 'male').default('female'),
    video_url: mediaUrl.optional(),
    image_url: mediaUrl.optional(),
    video_background_image: mediaUrl.optional(),
    video_background_color: text(60).optional(),
    model_version: word('V2.0', 'V2.1').optional(),
    prompt: text(4000).optional(),
    negative_prompt: text(4000).optional(),
    skipPreview: flag.optional(),
  }),
);

type AvatarTrainingRequest = z.output<ReturnType<typeof fields>>;

const FACTS = ['anchor_id', 'preview_result_url'];

/**
 * An avatar made of a video or a picture: A2E's `userVideoTwin` (a2e-api 6). It leaves no file but the avatar, which
 * `video/generate` knows by this task's id.
 */
export const avatarTraining = defineKind<AvatarTrainingRequest>({
  kind: 'avatar-training',
  summary: 'Avatar training',
  path: '/api/v1/userVideoTwin',
  calls: [
    ...usualCalls({ start: '/startTraining' }),
    { method: 'GET', path: '/records', effect: 'page' },
    { method: 'GET', path: '/userRecords', effect: 'page' },
    { method: 'GET', path: '/trainingRecords', effect: 'unfinished' },
    { method: 'GET', path: '/uploadStatus', effect: 'unfinished' },
    { method: 'POST', path: '/remove', effect: 'delete', idField: '_id' },
    { method: 'POST', path: '/retry', effect: 'retry', idField: '_id' },
  ],
  supportsCallbacks: false,
  request: () =>
    kindRequest(
      fields(),
      {
        video_backgroud_image: 'video_background_image',
        video_backgroud_color: 'video_background_color',
      },
      checkSource,
    ),
  example: { name: 'Ada', gender: 'female', video_url: 'https://example.com/ada.mp4' },
  price: ({ image_url }) =>
    image_url === undefined
      ? { amount: 0, currency: 'coins' }
      : { amount: 1, currency: 'diamonds' },
  expectedSeconds: 600,
  result: { facts: FACTS },
  record,
});

function checkSource({ video_url, image_url }: AvatarTrainingRequest, context: z.RefinementCtx) {
  if ((video_url === undefined) !== (image_url === undefined)) return;
  const message =
    video_url === undefined
      ? 'is required, or image_url: what the avatar is made of'
      : 'must be absent when image_url is given: an avatar is made of one of them';
  context.addIssue({ code: 'custom', path: ['video_url'], message });
}

/** The avatar is known by the task's own id; what the provider calls it stays inside. */
function record(task: ShownTask<AvatarTrainingRequest>): Record<string, unknown> {
  const { id, request, status, facts } = task;
  const isReady = status === 'completed';
  const { video_background_image: image, video_background_color: color } = request;
  const spelled = { video_backgroud_image: image, video_backgroud_color: color };
  return taskRecord(
    task,
    {
      ...pick(request, ['gender', 'video_url', 'image_url', 'model_version', 'prompt']),
      ...pick(request, ['negative_prompt', 'video_background_image', 'video_background_color']),
      ...spelled,
    },
    {
      anchor_id: isReady ? id : '',
      preview_result_url: isReady ? (facts['preview_result_url'] ?? '') : '',
    },
  );
}
