import { useState } from 'preact/hooks';
import { changeEndpoint, type Endpoint } from '../data/endpoints.ts';
import { useAction } from '../data/use-action.ts';
import { InlineForm } from './inline-form.tsx';
import { Problem } from './problem.tsx';
import { TextField } from './text-field.tsx';

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
      <InlineForm action={save} submit="Save">
        <TextField label="Address" type="url" value={url} onValue={setUrl} />
        <TextField label="Events" value={events} onValue={setEvents} />
        <TextField label="Kinds" placeholder="all kinds" value={kinds} onValue={setKinds} />
        <label class="flag">
          <input
            type="checkbox"
            checked={enabled}
            onChange={({ currentTarget }) => setEnabled(currentTarget.checked)}
          />
          Enabled
        </label>
      </InlineForm>
      <Problem error={save.error} />
    </section>
  );
}
