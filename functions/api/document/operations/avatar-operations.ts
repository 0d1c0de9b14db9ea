import * as z from 'zod';
import { outputSchema } from '../json-schema.ts';
import type { OperationDescription, OperationDescriptions } from '../operation-description.ts';
import { exampleRecord, startedRecord } from '../sample-task.ts';
import { recordName, recordOf, refer } from '../schema-names.ts';
import { tagOfKind } from '../tags.ts';

const avatar = z.looseObject({
  _id: z.string().describe('The `anchor_id` of an avatar video.'),
  type: z.string().describe('`custom` for your own: then `anchor_type` is 1, else 0.'),
  name: z.string().optional(),
  gender: z.string().optional(),
  video_cover: z.string().optional(),
  base_video: z.string().optional(),
  people_img: z.string().optional(),
  user_video_twin_id: z.string().optional().describe('The task that trained it.'),
});

const id = '6b041e9c0f717e54d42a0b72';
const exampleAvatar = {
  _id: id,
  type: 'custom',
  name: 'Ada',
  gender: 'female',
  base_video: 'https://example.com/ada.mp4',
  user_video_twin_id: id,
};

const tag = tagOfKind('avatar-training');

const list: OperationDescription = {
  tag,
  summary: 'List avatars',
  description:
    'Your trained ones, newest first, then those that everyone has at the provider, where one of type `a2e` is configured.',
  data: outputSchema(z.array(avatar)),
  example: [exampleAvatar],
  refusals: [424],
};

/** A call that A2E has and that is always refused here, in words. */
function refusedCall(
  summary: string,
  description: string,
  refusals: OperationDescription['refusals'] = [],
): OperationDescription {
  return { tag, summary, description, data: outputSchema(z.null()), refusals };
}

export const avatarOperations: OperationDescriptions = {
  'GET /api/v1/anchor/character_list': list,
  'POST /api/v1/anchor/character_list': { ...list, summary: 'List avatars, with a body' },
  'POST /api/v1/anchor/list': { ...list, summary: 'List all avatars' },
  'POST /api/v1/userVideoTwin/addVoiceClone': {
    tag,
    summary: "Train a voice with the sound of an avatar's video",
    description: 'Starts a task that trains a voice, like POST /api/v1/userVoice/training.',
    data: refer(recordName('voice-clone')),
    bodyExample: { _id: id },
    example: startedRecord('voice-clone'),
    refusals: [404, 409, 422],
  },
  'POST /api/v1/userVideoTwin/eyeContact': {
    tag,
    summary: 'Have an avatar look at its audience',
    description: "Costs 30 coins. The avatar's record stays as it is.",
    data: recordOf('avatar-training'),
    bodyExample: { _id: id },
    example: exampleRecord('avatar-training'),
    refusals: [403, 404, 422, 424],
  },
  'POST /api/v1/userVideoTwin/upload': refusedCall(
    'Upload for an avatar',
    'Always refused with 400: A2E has never published what it takes.',
  ),
  'POST /api/v1/userVideoTwin/training': refusedCall(
    'Train an avatar in an older way',
    'Always refused with 400: A2E has never published what it takes.',
  ),
  'POST /api/v1/video/auto-public-pool': {
    ...refusedCall(
      'Set where avatar videos wait',
      "Always refused with 403: it is a setting of the operator's whole account at A2E.",
      [403],
    ),
    bodyExample: { isAutoToPublicPool: true },
  },
};
