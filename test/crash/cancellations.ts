import { setTimeout } from 'node:timers/promises';
import { createApi } from '../local/api.ts';

/** What a client that cancels was answered for certain: that its task is cancelled, or that it is too late for that. */
export type CancelAnswer = 'cancelled' | 'too late';

/** After how long a task is cancelled, in milliseconds, in turn: from its acceptance until after its end. */
const DELAYS = [0, 0, 50, 150, 300, 600, 1000, 1500, 2500, 5000];

/** Clients that cancel their tasks at every state. What was not answered is sent again by `repeat`. */
export function createCancellations(apiUrl: string) {
  const answers = new Map<string, CancelAnswer | undefined>();

  async function send(token: string, id: string): Promise<void> {
    try {
      const api = createApi(apiUrl, token);
      const { status, data } = await api.call('POST', `/api/v1/tasks/${id}/cancel`);
      if (status === 409) answers.set(id, 'too late');
      if (status === 200 && data.failed_code === 'cancelled') answers.set(id, 'cancelled');
    } catch {
      // The stack died; it is asked again.
    }
  }

  return {
    /** What was answered, by the tasks' ids; undefined as long as nothing certain was. */
    answers,
    async cancel(token: string, id: string): Promise<void> {
      const delay = DELAYS[answers.size % DELAYS.length];
      answers.set(id, undefined);
      await setTimeout(delay);
      await send(token, id);
    },
    async repeat(token: string): Promise<void> {
      const open = [...answers].filter(([, answer]) => answer === undefined);
      await Promise.all(open.map(([id]) => send(token, id)));
    },
  };
}
