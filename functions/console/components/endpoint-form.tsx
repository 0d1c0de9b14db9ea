import { useState } from 'preact/hooks';
import { addEndpoint } from '../data/endpoints.ts';
import { listed } from '../data/words.ts';
import { ActionForm } from './action-form.tsx';
import { SecretOnce } from './secret-once.tsx';
import { TextField } from './text-field.tsx';

/** Registers an endpoint and shows its secret once. */
export function EndpointForm({ onAdded }: { onAdded: () => Promise<void> }) {
  const [secret, setSecret] = useState('');
  return (
    <section class="panel" aria-labelledby="add-endpoint">
      <h2 id="add-endpoint">Register an endpoint</h2>
      {secret && (
        <SecretOnce
          name="Signing secret:"
          secret={secret}
          note="shown once; verify each request with it, by any Standard Webhooks library."
        />
      )}
      <ActionForm
        submit="Register"
        isPrimary
        act={async ({ url = '', events = '', description = '' }) => {
          setSecret((await addEndpoint({ url, events: listed(events), description })).secret);
          await onAdded();
        }}
      >
        {() => (
          <>
            <TextField
              {...{ label: 'Address', name: 'url', type: 'url', required: true }}
              placeholder="https://example.com/hook"
            />
            <TextField label="Events" name="events" initial="task.*" />
            <TextField label="Description" name="description" />
          </>
        )}
      </ActionForm>
    </section>
  );
}
