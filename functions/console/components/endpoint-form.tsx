import { addEndpoint } from '../data/endpoints.ts';
import { listed } from '../data/words.ts';
import { ActionForm } from './action-form.tsx';
import { TextField } from './text-field.tsx';

/** Registers an endpoint and shows its secret once. */
export function EndpointForm({ onAdded }: { onAdded: () => Promise<void> }) {
  return (
    <section class="panel" aria-labelledby="add-endpoint">
      <h2 id="add-endpoint">Register an endpoint</h2>
      <ActionForm
        submit="Register"
        isPrimary
        secretWords="The signing secret, shown only now; any Standard Webhooks library verifies with it:"
        act={async ({ url, events = '', description }) => {
          const { secret } = await addEndpoint({ url, description, events: listed(events) });
          await onAdded();
          return secret;
        }}
      >
        <TextField
          {...{ label: 'Address', name: 'url', type: 'url', required: true }}
          placeholder="https://example.com/hook"
        />
        <TextField label="Events" name="events" initial="task.*" />
        <TextField label="Description" name="description" />
      </ActionForm>
    </section>
  );
}
