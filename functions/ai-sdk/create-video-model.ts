import type { Experimental_VideoModelV4 as VideoModel } from '@ai-sdk/provider';
import type { Kind } from '../client/kinds.ts';
import type { Reelhook } from '../client/reelhook.ts';
import { createInput } from './create-input.ts';

/** `image-to-video` alone makes several copies in one start. */
const MOST_COPIES = 8;

/** A kind of task as a video model of the AI SDK; its operations are the ids of tasks. */
export function createVideoModel(client: Reelhook, kind: Kind): VideoModel {
  const respond = () => ({ timestamp: new Date(), modelId: kind, headers: undefined });
  return {
    specificationVersion: 'v4',
    provider: 'reelhook',
    modelId: kind,
    maxVideosPerCall: kind === 'image-to-video' ? MOST_COPIES : 1,

    async handleWebhookOption({ webhook }) {
      const { url, received } = await webhook();
      return { webhookUrl: url, received };
    },

    async doStart(call) {
      const { input, warnings } = createInput(call);
      const key = findHeader(call.headers, 'idempotency-key');
      const tasks = await client.startAll(kind, input as never, {
        ...(key === undefined ? {} : { idempotencyKey: key }),
        ...(call.abortSignal ? { signal: call.abortSignal } : {}),
      });
      const operation = { ids: tasks.map(({ _id }) => _id) };
      return { operation, warnings, response: respond() };
    },

    async doStatus({ operation }) {
      const tasks = await Promise.all(readIds(operation).map((id) => client.get(id)));
      const response = respond();
      const failed = tasks.find(({ current_status }) => current_status === 'failed');
      if (failed) return { status: 'error', error: failed.failed_message, response };
      if (tasks.some(({ current_status }) => current_status !== 'completed')) {
        return { status: 'pending', response };
      }
      const videos = await Promise.all(
        tasks.flatMap(({ result_urls }) => result_urls.map(toVideo)),
      );
      return { status: 'completed', videos, warnings: [], response };
    },
  };
}

/** The SDK downloads from no address of this machine, so the results of a local service are brought to it. */
async function toVideo(url: string) {
  const mediaType = getMediaType(url);
  if (!/^https?:\/\/(localhost|127\.0\.0\.1)[:/]/.test(url)) {
    return { type: 'url' as const, url, mediaType };
  }
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The result could not be read: ${url}, ${response.status}.`);
  return { type: 'binary' as const, data: new Uint8Array(await response.arrayBuffer()), mediaType };
}

const getMediaType = (url: string) => (url.endsWith('.webm') ? 'video/webm' : 'video/mp4');

/** @throws TypeError for an operation that no start of this model has answered */
function readIds(operation: unknown): string[] {
  const ids = typeof operation === 'object' && operation && 'ids' in operation ? operation.ids : [];
  if (Array.isArray(ids) && ids.length > 0) return ids.map(String);
  throw new TypeError('operation must be what a start of a Reelhook model has answered.');
}

function findHeader(headers: Readonly<Record<string, string | undefined>> = {}, name: string) {
  return Object.entries(headers).find(([one]) => one.toLowerCase() === name)?.[1];
}
