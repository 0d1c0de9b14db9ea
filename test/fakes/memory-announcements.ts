import type { Announcements } from '../../functions/tasks/announcements.ts';
import type { TaskEvent } from '../../functions/tasks/task-event.ts';
import { eventId } from '../../functions/webhooks/event.ts';

/** Announcements in memory: every event once, as it was recorded first, and the subjects of those that were delivered. */
export function createMemoryAnnouncements() {
  const events: TaskEvent[] = [];
  const find = (id: string) => events.find((event) => eventId(event) === id);
  const delivered: string[] = [];
  const announcements: Announcements = {
    async record(event) {
      const known = find(eventId(event));
      if (!known) events.push(event);
      return {
        body: JSON.stringify(known ?? event),
        deliver: async () => void delivered.push(event.subject),
      };
    },
    isRecorded: async (id) => find(id) !== undefined,
  };
  return { announcements, delivered, events };
}
