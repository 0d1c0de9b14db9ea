import {
  type FirstAttemptsDependencies,
  isPrompt,
  makeFirstAttempts,
} from '../webhooks/first-attempts.ts';
import { recordEvent } from '../webhooks/record-event.ts';
import { taskTokenContext } from './read-webhook.ts';
import type { TaskEvent } from './task-event.ts';

/** Makes known how tasks ended. All of it can be repeated. */
export interface Announcements {
  /** Stores the event, once, and a delivery for each receiver; answers it as it was stored first. */
  record(event: TaskEvent): Promise<RecordedAnnouncement>;
  /** True if the event with this id was stored. */
  isRecorded(eventId: string): Promise<boolean>;
}

export interface RecordedAnnouncement {
  /** The event's content, as JSON. */
  readonly body: string;
  /**
   * Makes the first attempts, and has the others made; called when the record says that the event is stored.
   * @param millisecondsLeft until the function is ended
   */
  deliver(millisecondsLeft: number): Promise<void>;
}

/** Announces to an owner's endpoints, and to the address and token that a task's own request named. */
export function createAnnouncements(dependencies: FirstAttemptsDependencies): Announcements {
  return {
    async record({ webhook, ...event }) {
      const sealed = webhook?.sealedToken;
      const token =
        sealed && (await dependencies.cipher.open(sealed, taskTokenContext(event.owner)));
      const recorded = await recordEvent(
        dependencies,
        {
          ...event,
          ...(webhook ? { webhook: { url: webhook.url, ...(token ? { token } : {}) } } : {}),
        },
        (receiver) => isPrompt(dependencies, receiver),
      );
      return {
        body: recorded.event.body,
        deliver: (millisecondsLeft) => makeFirstAttempts(dependencies, recorded, millisecondsLeft),
      };
    },

    isRecorded: async (eventId) => (await dependencies.store.event(eventId)) !== undefined,
  };
}
