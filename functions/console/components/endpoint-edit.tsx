import { useState } from 'preact/hooks';
import { changeEndpoint, type Endpoint } from '../data/endpoints.ts';
import { useAction } from '../data/use-action.ts';
import { Problem } from './problem.tsx';

const words = (text: string) => text.split(/[\s,]+/).filter(Boolean);

/** Changes what an endpoint gets. */
export function EndpointEdit({
  endpoint,
  reload,
}: {
  endpoint: Endpoint;
  reload: () => Promise<void>;
}) {
  const [url, setUrl] = useState(endpoint.url);
  const [events, setEvents] = useState(endpoint.events.join(', '));
  const [kinds, setKinds] = useState(endpoint.kinds.join(', '));
  const [enabled, setEnabled] = useState(endpoint.enabled);
  const save = useAction(async () => {
    const change = { url, events: words(events), kinds: words(kinds), enabled };
    await changeEndpoint(endpoint._id, change);
    await reload();
  });
  return (
    <section class="panel" aria-labelledby="edit-endpoint">
      <h2 id="edit-endpoint">Edit</h2>
      <form
        class="inline-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save.run();
        }}
      >
        <label class="field-name">
          Address
          <input
            type="url"
            value={url}
            onInput={({ currentTarget }) => setUrl(currentTarget.value)}
          />
        </label>
        <label class="field-name">
          Events
          <input value={events} onInput={({ currentTarget }) => setEvents(currentTarget.value)} />
        </label>
        <label class="field-name">
          Kinds
          <input
            placeholder="all kinds"
            value={kinds}
            onInput={({ currentTarget }) => setKinds(currentTarget.value)}
          />
        </label>
        <label class="flag">
          <input
            type="checkbox"
            checked={enabled}
            onChange={({ currentTarget }) => setEnabled(currentTarget.checked)}
          />
          Enabled
        </label>
        <button type="submit" disabled={save.isRunning}>
          Save
        </button>
      </form>
      <Problem error={save.error} />
    </section>
  );
}
