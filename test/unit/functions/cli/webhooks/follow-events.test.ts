import { describe, expect, it } from 'vitest';
import {
  type EventSource,
  type EventsPage,
  ListenRefusedError,
} from '../../../../../functions/cli/webhooks/event-source.ts';
import { followEvents } from '../../../../../functions/cli/webhooks/follow-events.ts';

const NOW = '2026-11-23T09:00:00.000Z';

function eventOf(id: string) {
  return { id, type: 'task.completed', subject: 'task', body: '{}' };
}

/** Follows a server that answers these in turn, each a page or an error, and ends with the last one. */
async function follow(answers: readonly (EventsPage | Error)[], since?: string) {
  const marks: string[] = [];
  const lines: string[] = [];
  const forwarded: string[] = [];
  const waits: number[] = [];
  const source: EventSource = {
    begin: async () => ({ secret: 'whsec_c2VjcmV0', time: NOW }),
    async eventsAfter(mark) {
      const answer = answers[marks.length] ?? { events: [] };
      marks.push(mark);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  await followEvents(
    {
      source,
      async forward({ id }) {
        forwarded.push(id);
        return { received: id !== 'evt_bad', outcome: '200' };
      },
      print: (line) => void lines.push(line),
      async wait(seconds) {
        waits.push(seconds);
      },
      hasEnded: () => marks.length >= answers.length + 1,
    },
    since,
  );
  return { marks, lines, forwarded, waits };
}

describe('following events', () => {
  it('begins at the server’s present time and goes on after each page', async () => {
    const page = { events: [eventOf('evt_1'), eventOf('evt_2')], next: 'mark 2' };
    const { marks, forwarded, waits } = await follow([page, { events: [], next: 'mark 2' }]);
    expect(marks).toEqual([NOW, 'mark 2', 'mark 2']);
    expect(forwarded).toEqual(['evt_1', 'evt_2']);
    expect(waits).toEqual([1, 1]);
  });

  it('begins earlier when asked to', async () => {
    const { marks, lines } = await follow([], '2026-11-20T00:00:00.000Z');
    expect(marks).toEqual(['2026-11-20T00:00:00.000Z']);
    expect(lines).toEqual([
      'Listening for events after 2026-11-20T00:00:00.000Z, signed with whsec_c2VjcmV0',
    ]);
  });

  it('says of each event whether it was received', async () => {
    const { lines } = await follow([{ events: [eventOf('evt_1'), eventOf('evt_bad')] }]);
    expect(lines.slice(1)).toEqual([
      '✓ task.completed  task  evt_1  → 200',
      '✗ task.completed  task  evt_bad  → 200',
    ]);
  });

  it('tries again, more and more slowly, and says so once', async () => {
    const gone = new Error('it answered 503');
    const page = { events: [eventOf('evt_1')] };
    const { marks, lines, forwarded, waits } = await follow([gone, gone, gone, page]);
    expect(new Set(marks)).toEqual(new Set([NOW]));
    expect(lines.slice(1)).toEqual([
      "The server can't be asked: it answered 503. Trying again.",
      'The server answers again.',
      '✓ task.completed  task  evt_1  → 200',
    ]);
    expect(forwarded).toEqual(['evt_1']);
    expect(waits.slice(0, 3)).toEqual([1, 2, 5]);
  });

  it('ends where the server refuses', async () => {
    await expect(follow([new ListenRefusedError('No.')])).rejects.toThrow('No.');
  });
});
