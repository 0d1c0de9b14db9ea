import * as z from 'zod';
import type { KindRequest } from '../../catalog/catalog.ts';
import { ProviderError } from '../provider-error.ts';
import type { Requester } from '../request.ts';
import { operationSchema } from './a2e-operation.ts';

/** What was looked up of the owner's things when the task was accepted. */
const referencesSchema = z
  .object({
    /** A completed avatar-training task. */
    anchor_id: z.object({
      operation: operationSchema,
      facts: z.object({ anchor_id: z.string().optional().catch(undefined) }),
    }),
    /** The avatar whose lips are trained. */
    _id: z.object({ operation: operationSchema }),
    custom_back_id: z.object({ content: z.object({ img_url: z.string() }) }),
  })
  .partial();

const identified = z.object({ data: z.object({ _id: z.string() }) });
const avatarList = z.object({ data: z.array(z.object({ _id: z.string() })) });

/** The fields of a request that name something of the owner's, as A2E knows it. @throws ProviderError */
export async function referencedFields(
  requester: Requester,
  { references }: KindRequest,
): Promise<Record<string, string>> {
  if (references === undefined) return {};
  const {
    anchor_id: avatar,
    _id: trained,
    custom_back_id: back,
  } = referencesSchema.parse(references);
  return {
    ...(avatar
      ? { anchor_id: avatar.facts.anchor_id || (await findAvatar(requester, avatar)) }
      : {}),
    ...(trained ? { _id: trained.operation.id } : {}),
    ...(back ? { custom_back_id: await addBackground(requester, back.content.img_url) } : {}),
  };
}

/** The avatar of a training whose record did not name it (a2e-api 6). */
async function findAvatar(
  requester: Requester,
  { operation }: { operation: { id: string } },
): Promise<string> {
  const query = new URLSearchParams({ user_video_twin_id: operation.id, type: 'custom' });
  const { data } = await requester.get(`/api/v1/anchor/character_list?${query}`, avatarList);
  const [avatar] = data;
  if (avatar) return avatar._id;
  const message = 'The upstream service has no avatar of this training.';
  throw new ProviderError('result_gone', message, { retryable: false });
}

/** Backgrounds are the owner's with us, and nobody's there until a video needs one (a2e-api 7). */
async function addBackground(requester: Requester, img_url: string): Promise<string> {
  const content = { json: { img_url } };
  const { data } = await requester.prepare('/api/v1/custom_back/add', identified, content);
  return data._id;
}
