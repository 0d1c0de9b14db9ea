import type { KindRequest } from '../catalog/catalog.ts';

/** The lists of a provider that everyone sees. */
export type SharedList = 'avatars' | 'backgrounds';

/**
 * Who may name what by the provider's own id. One account at the provider serves all owners, so an id alone proves
 * nothing.
 */
export interface UpstreamIds {
  /** Whether everyone may use the id: it is in the provider's list, or nobody here has such a list. */
  isShared(list: SharedList, id: string): Promise<boolean>;
  /** Whether the operator has assigned the id to the owner, or to its parent. */
  isAssigned(owner: string, id: string): Promise<boolean>;
}

/** The fields by which A2E's calls name what was made in an account (a2e-api 4 to 7). */
const FIELDS = new Set([
  ...['anchor_id', 'avatar_id', 'user_video_twin_id', 'video_twin_id', 'face_swap_id'],
  ...['user_voice_id', 'voice_id', 'speaker_id', 'back_id', 'custom_back_id'],
]);

export interface NamedId {
  /** Its path in the request, such as `options.voice_id`. */
  readonly field: string;
  readonly id: string;
}

/** Every id of the provider's that a request names, at whatever depth; empty texts name nothing. */
export function findUpstreamIds(request: KindRequest): NamedId[] {
  return findIn(request, '');
}

function findIn(value: unknown, path: string): NamedId[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const field = path === '' ? name : `${path}.${name}`;
    const isId = FIELDS.has(name) && (typeof member === 'string' || typeof member === 'number');
    return isId && member !== '' ? [{ field, id: `${member}` }] : findIn(member, field);
  });
}
