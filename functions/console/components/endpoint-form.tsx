import { useState } from 'preact/hooks';
import { addEndpoint } from '../data/endpoints.ts';
import { useAction } from '../data/use-action.ts';
import { InlineForm } from './inline-form.tsx';
import { Problem } from './problem.tsx';
import { SecretOnce } from './secret-once.tsx';
import { TextField } from './text-field.tsx';

/** Registers an endpoint and shows its secret once. */
export function EndpointForm({ onAdded }: { onAdded: () => Promise<void> }) {
  const [url, setUrl] = useState('');
  const [events, setEvents] = useState('task.*');
  const [description, setDescription] = useState('');
  const [secret, setSecret] = useState('');
  const add = useAction(async () => {
    const types = events.split(/[\s,]+/).filter(Boolean);
    const endpoint = await addEndpoint(url.trim(), types, description);
    setSecret(endpoint.secret);
    setUrl('');
    await onAdded();
  });
  return (
    <section class="panel" aria-labelledby="add-endpoint">
      <h2 id="add-endpoint">Register an endpoint</h2>
      {secret && (
        <SecretOnce
          name="Signing secret:"
          secret={secret}
          note="verify each request with it, by any Standard Webhooks library."
        />
      )}
      <InlineForm action={add} submit="Register" isPrimary>
        <TextField
          label="Address"
          type="url"
          required
          placeholder="https://example.com/hook"
          value={url}
          onValue={setUrl}
        />
        <TextField label="Events" value={events} onValue={setEvents} />
        <TextField label="Description" value={description} onValue={setDescription} />
      </InlineForm>
      <Problem error={add.error} />
    </section>
  );
}
