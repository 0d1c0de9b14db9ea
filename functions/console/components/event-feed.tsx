import { useRef, useState } from 'preact/hooks';
import { listEvents } from '../data/endpoints.ts';
import { useRequest } from '../data/use-request.ts';
import { timeOfDay } from '../data/words.ts';
import { Problem } from './problem.tsx';

type Event = Awaited<ReturnType<typeof listEvents>>['rows'][number];

const MOST_SHOWN = 100;

/** A receiver in this page: shows the events of the account as they are made, for as long as it listens. */
export function EventFeed() {
  const [isListening, setListening] = useState(false);
  const heard = useRef<readonly Event[]>([]);
  const mark = useRef('');
  async function listen() {
    if (!isListening) return heard.current;
    const { rows, next } = await listEvents(mark.current);
    mark.current = next ?? mark.current;
    if (rows.length > 0) heard.current = [...rows.toReversed(), ...heard.current];
    return heard.current.slice(0, MOST_SHOWN);
  }
  const { value: events = [], error } = useRequest(listen, [isListening], {
    pollWhile: () => isListening,
  });
  function toggle() {
    mark.current = new Date().toISOString();
    setListening(!isListening);
  }
  return (
    <section class="panel" aria-labelledby="listen-title">
      <div class="panel-head">
        <h2 id="listen-title">Listen here</h2>
        <button type="button" aria-pressed={isListening} onClick={toggle}>
          {isListening ? 'Stop listening' : 'Start listening'}
        </button>
      </div>
      <p class="note">
        Events appear here while this page is open, without a receiver of yours.{' '}
        <code>npx reelhook listen</code> forwards them to your machine, signed.
      </p>
      <Problem error={error} />
      {isListening && events.length === 0 && (
        <p class="listening">Waiting for an event: start a task in another tab.</p>
      )}
      <ul class="feed" aria-live="polite">
        {events.map((event) => (
          <li key={event._id}>
            <details>
              <summary>
                <time>{timeOfDay(event.timestamp)}</time> <code>{event.type}</code>{' '}
                <span class="note">{event.subject}</span>
              </summary>
              <pre>{JSON.stringify(event, null, 2)}</pre>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}
