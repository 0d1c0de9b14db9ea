import * as z from 'zod';
import { text, withoutNulls } from '../catalog/fields.ts';
import type { SystemAvatar } from '../providers/provider-query.ts';
import type { GetTaskDependencies } from '../tasks/get-task.ts';
import { listNewest } from '../tasks/list-tasks.ts';
import type { Task } from '../tasks/task.ts';

export interface ListAvatarsDependencies extends GetTaskDependencies {
  /** Those that everyone has at the provider who makes avatar videos; none where there is no such provider. */
  sharedAvatars(): Promise<readonly SystemAvatar[]>;
}

/** Which avatars are asked for, in the words of A2E's clients (a2e-api 5). */
export const avatarFilter = z.preprocess(
  withoutNulls,
  z.object({
    /** The training that made the avatar. */
    user_video_twin_id: text(80).optional(),
    type: z
      .preprocess(
        (type) => (typeof type === 'number' ? String(type) : type),
        z.string('must be custom or default'),
      )
      .optional(),
  }),
);

const OWN = ['custom', '1'];
const SHARED = ['default', 'public', 'system', '0'];

/** The owner's trained avatars, newest first, then everyone's; one sort alone where the filter names it. */
export async function listAvatars(
  context: ListAvatarsDependencies,
  owner: string,
  { user_video_twin_id: twin, type = '' }: z.output<typeof avatarFilter>,
): Promise<(AvatarView | SystemAvatar)[]> {
  const wantsOwn = !SHARED.includes(type);
  const wantsShared = !twin && !OWN.includes(type);
  const [own, shared] = await Promise.all([
    wantsOwn ? ownAvatars(context, owner) : [],
    wantsShared ? context.sharedAvatars() : [],
  ]);
  return [...own.filter(({ _id }) => !twin || _id === twin), ...shared];
}

async function ownAvatars(context: GetTaskDependencies, owner: string): Promise<AvatarView[]> {
  const trainings = await listNewest(context, { owner, kind: 'avatar-training' });
  return trainings.filter(({ status }) => status === 'completed').map(view);
}

/** An owner's avatar as A2E shows it (a2e-api 5), as far as the training reports it. */
interface AvatarView {
  /** The `anchor_id` of a video, with `anchor_type` 1: the id of the training. */
  readonly _id: string;
  readonly type: 'custom';
  readonly name: string;
  readonly [field: string]: unknown;
}

const training = z.object({
  gender: z.string().optional(),
  video_url: z.string().optional(),
  image_url: z.string().optional(),
  video_background_image: z.string().optional(),
  video_background_color: z.string().optional(),
});

function view({ id, name, createdAt, request, facts = {} }: Task): AvatarView {
  const { gender, video_url, image_url, ...background } = training.parse(request);
  const preview = facts['preview_result_url'] ?? '';
  return {
    _id: id,
    type: 'custom',
    name,
    gender: gender ?? '',
    video_cover: image_url ?? '',
    base_video: video_url ?? preview,
    people_img: image_url ?? '',
    background_img: background.video_background_image ?? '',
    background_color: background.video_background_color ?? '',
    user_video_twin_id: id,
    createdAt,
  };
}
