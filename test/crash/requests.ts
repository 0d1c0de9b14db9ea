import { createApi } from '../local/api.ts';
import { createCancellations } from './cancellations.ts';
import type { OutsideWorld } from './outside-world.ts';

/** What a task is to come to. */
type TaskSort = 'completes' | 'fails' | 'refused-photo' | 'rendered';

/** What the tasks are to come to, in turn; every hundredth is rendered. */
const SORTS: readonly TaskSort[] = [
  'completes',
  'completes',
  'completes',
  'fails',
  'refused-photo',
];

/** A request that is sent until it is answered, or once, if it has no key. */
interface TaskRequest {
  readonly mark: string;
  readonly sort: TaskSort;
  readonly key?: string;
  /** Whether the client cancels the task once it is accepted. */
  readonly isCancelled: boolean;
}

/**
 * A client that sends start requests to a stack which may die at any moment. What was not answered is sent again by
 * `sendAll`, with its idempotency key; requests without one are sent once, as by a client that gives up.
 */
export function createRequests(outside: OutsideWorld, apiUrl: string) {
  const accepted = new Map<string, string>();
  const unanswered = new Map<string, TaskRequest>();
  const cancellations = createCancellations(apiUrl);
  let count = 0;

  function newRequest(): TaskRequest {
    count += 1;
    const sort = count % 100 === 0 ? 'rendered' : (SORTS[count % SORTS.length] ?? 'completes');
    const mark = `task-${count}`;
    const request = { mark, sort, isCancelled: count % 2 === 0 };
    // Every seventh client has no key and gives up when it gets no answer.
    return count % 7 === 0 ? request : { ...request, key: `key-${count}` };
  }

  async function send(token: string, request: TaskRequest): Promise<void> {
    const headers = request.key ? { 'idempotency-key': request.key } : undefined;
    try {
      const answer = await createApi(apiUrl, token).start(describeBody(outside, request), headers);
      if (answer.status !== 200) return;
      accepted.set(request.mark, answer.data._id);
      unanswered.delete(request.mark);
    } catch {
      return; // The stack died; what has a key is sent again.
    }
    if (request.isCancelled) await cancellations.cancel(token, accepted.get(request.mark) ?? '');
  }

  return {
    /** The ids of the tasks that the service has promised to carry out, by the requests' marks. */
    accepted,
    /** What clients that cancelled were answered, by the tasks' ids. */
    cancelled: cancellations.answers,
    /** How many different requests were sent. */
    count: () => count,
    /** Sends so many new requests and again those that were not answered, all at once; cancellations too. */
    async sendAll(token: string, newTasks: number): Promise<void> {
      const fresh = Array.from({ length: newTasks }, newRequest);
      const repeated = [...unanswered.values()];
      for (const request of fresh) if (request.key) unanswered.set(request.mark, request);
      const sent = [...repeated, ...fresh].map((request) => send(token, request));
      await Promise.all([cancellations.repeat(token), ...sent]);
    },
  };
}

function describeBody(outside: OutsideWorld, { mark, sort }: TaskRequest): object {
  const isEmbedded = sort === 'refused-photo' || sort === 'rendered';
  return {
    name: mark,
    image_url: `${outside.url}/${sort === 'refused-photo' ? 'text.txt' : 'photo.jpg'}`,
    prompt: `${sort === 'fails' ? 'fail' : 'slow push in'} <${mark}>`,
    provider: isEmbedded ? 'embedded' : 'replicate',
    webhook_url: `${outside.url}/task/${mark}`,
  };
}
