import { useState } from 'preact/hooks';
import { addEndpoint } from '../data/endpoints.ts';
import { useAction } from '../data/use-action.ts';
import { Problem } from './problem.tsx';
import { SecretOnce } from './secret-once.tsx';

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
      <form
        class="inline-form"
        onSubmit={(event) => {
          event.preventDefault();
          void add.run();
        }}
      >
        <label class="field-name">
          Address
          <input
            type="url"
            required
            placeholder="https://example.com/hook"
            value={url}
            onInput={({ currentTarget }) => setUrl(currentTarget.value)}
          />
        </label>
        <label class="field-name">
          Events
          <input value={events} onInput={({ currentTarget }) => setEvents(currentTarget.value)} />
        </label>
        <label class="field-name">
          Description
          <input
            value={description}
            onInput={({ currentTarget }) => setDescription(currentTarget.value)}
          />
        </label>
        <button type="submit" class="primary" disabled={add.isRunning}>
          Register
        </button>
      </form>
      <Problem error={add.error} />
    </section>
  );
}
