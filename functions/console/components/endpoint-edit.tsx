import { useState } from 'preact/hooks';
import { ApiFailure } from '../../client/api-failure.ts';
import { listEndpointOptions } from '../data/endpoint-fields.ts';
import { changeEndpoint, type Endpoint } from '../data/endpoints.ts';
import { useAction } from '../data/use-action.ts';
import { useRequest } from '../data/use-request.ts';
import { FieldInput } from './field-input.tsx';
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
  const options = useRequest(listEndpointOptions, []);
  /** Null takes a limit or a filter away. */
  const [changed, setChanged] = useState<Readonly<Record<string, unknown>>>({});
  const save = useAction(async () => {
    const change = { url, events: words(events), kinds: words(kinds), enabled, ...changed };
    await changeEndpoint(endpoint._id, change);
    setChanged({});
    await reload();
  });
  const problems = save.error instanceof ApiFailure ? save.error.fields : [];
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
        <details class="options">
          <summary>Delivery options</summary>
          {endpoint.header_names.length > 0 && (
            <p class="note">Headers of your own: {endpoint.header_names.join(', ')}</p>
          )}
          {options.value?.map((field) => (
            <FieldInput
              key={field.name}
              field={field}
              value={{ ...endpoint, ...changed }[field.name] ?? undefined}
              onChange={(value) => setChanged({ ...changed, [field.name]: value ?? null })}
              problem={problems.find((one) => one.field.startsWith(field.name))?.message ?? ''}
              withSamples={false}
            />
          ))}
        </details>
      </InlineForm>
      <Problem error={save.error} />
    </section>
  );
}
