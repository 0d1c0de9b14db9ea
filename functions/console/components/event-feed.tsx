import { useEffect, useState } from 'preact/hooks';
import { getMessage } from '../data/client.ts';
import { listEvents } from '../data/endpoints.ts';
import { timeOfDay } from '../data/words.ts';

type Event = Awaited<ReturnType<typeof listEvents>>['rows'][number];

const EVERY_MILLISECONDS = 1000;
const MOST_SHOWN = 100;

/** A receiver in this page: shows the events of the account as they are made, for as long as it listens. */
export function EventFeed() {
  const [isListening, setListening] = useState(false);
  const [events, setEvents] = useState<readonly Event[]>([]);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    if (!isListening) return;
    let mark = new Date().toISOString();
    let isOver = false;
    let timer = 0;
    async function ask() {
      try {
        const { rows, next } = await listEvents(mark);
        if (isOver) return;
        mark = next ?? mark;
        if (rows.length > 0)
          setEvents((old) => [...rows.toReversed(), ...old].slice(0, MOST_SHOWN));
        setProblem('');
      } catch (error) {
        setProblem(getMessage(error));
      }
      if (!isOver) timer = window.setTimeout(() => void ask(), EVERY_MILLISECONDS);
    }
    void ask();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [isListening]);

  return (
    <section class="panel" aria-labelledby="listen-title">
      <div class="panel-head">
        <h2 id="listen-title">Listen here</h2>
        <button type="button" aria-pressed={isListening} onClick={() => setListening(!isListening)}>
          {isListening ? 'Stop listening' : 'Start listening'}
        </button>
      </div>
      <p class="note">
        Events appear here while this page is open, without a receiver of yours.{' '}
        <code>npx reelhook listen</code> forwards them to your machine, signed.
      </p>
      {problem && <p class="problem">{problem}</p>}
      {isListening && events.length === 0 && <p class="loading">Waiting for an event…</p>}
      <ul class="feed" aria-live="polite">
        {events.map((event) => (
          <li key={event._id}>
            <details>
              <summary>
                <time>{timeOfDay(event.timestamp)}</time> <code>{event.type}</code> {event.subject}
              </summary>
              <pre>{JSON.stringify(event, null, 2)}</pre>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}
