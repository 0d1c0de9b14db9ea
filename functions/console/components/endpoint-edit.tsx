import { useState } from 'preact/hooks';
import { listEndpointOptions } from '../data/document.ts';
import { changeEndpoint, type Endpoint } from '../data/endpoints.ts';
import { notify } from '../data/notices.ts';
import { useRequest } from '../data/use-request.ts';
import { listed } from '../data/words.ts';
import { ActionForm } from './action-form.tsx';
import { FieldInput } from './field-input.tsx';
import { TextField } from './text-field.tsx';

export interface EndpointEditProps {
  readonly endpoint: Endpoint;
  readonly reload: () => Promise<void>;
}

/** Changes what an endpoint gets, and how. */
export function EndpointEdit({ endpoint, reload }: EndpointEditProps) {
  const { url, events, kinds, description, enabled, header_names: headers } = endpoint;
  const options = useRequest(listEndpointOptions, []);
  /** Null takes a limit or a filter away. */
  const [changed, setChanged] = useState<Readonly<Record<string, unknown>>>({});
  async function save(values: Readonly<Record<string, string>>) {
    const { url, description, events = '', kinds = '', enabled } = values;
    const lists = { events: listed(events), kinds: listed(kinds) };
    const isOn = enabled !== undefined;
    await changeEndpoint(endpoint._id, { url, description, ...lists, enabled: isOn, ...changed });
    setChanged({});
    notify(isOn && !endpoint.enabled ? 'Enabled. Recover sends what it missed.' : 'Saved.');
    await reload();
  }
  return (
    <section class="panel" aria-labelledby="edit-endpoint">
      <h2 id="edit-endpoint">Edit</h2>
      <ActionForm submit="Save" act={save}>
        {(getProblem) => (
          <>
            <TextField label="Address" name="url" type="url" initial={url} />
            <TextField label="Description" name="description" initial={description} />
            <TextField label="Events" name="events" initial={events.join(', ')} />
            <TextField
              {...{ label: 'Kinds', name: 'kinds', initial: kinds.join(', ') }}
              placeholder="all kinds"
            />
            <label class="flag">
              <input type="checkbox" name="enabled" defaultChecked={enabled} />
              Enabled
            </label>
            <details class="options">
              <summary>Delivery options</summary>
              {headers.length > 0 && <p class="note">Headers of your own: {headers.join(', ')}</p>}
              {options.value?.map((field) => (
                <FieldInput
                  key={field.name}
                  field={field}
                  value={{ ...endpoint, ...changed }[field.name] ?? undefined}
                  onChange={(value) => setChanged({ ...changed, [field.name]: value ?? null })}
                  problem={getProblem(field.name)}
                />
              ))}
            </details>
          </>
        )}
      </ActionForm>
    </section>
  );
}
