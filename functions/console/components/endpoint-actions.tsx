import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import {
  type Endpoint,
  pingEndpoint,
  recoverSince,
  removeEndpoint,
  rotateSecret,
} from '../data/endpoints.ts';
import { useAction } from '../data/use-action.ts';
import { ConfirmButton } from './confirm-button.tsx';
import { Problem } from './problem.tsx';
import { SecretOnce } from './secret-once.tsx';

const DAY = 86_400_000;

/** What can be done with an endpoint at once. */
export function EndpointActions({
  endpoint,
  reload,
}: {
  endpoint: Endpoint;
  reload: () => Promise<void>;
}) {
  const { route } = useLocation();
  const { _id: id } = endpoint;
  const [since, setSince] = useState(new Date(Date.now() - DAY).toISOString().slice(0, 16));
  const [secret, setSecret] = useState('');
  const [outcome, setOutcome] = useState('');
  const ping = useAction(async () => {
    const { hint } = (await pingEndpoint(id)) as { hint?: string };
    setOutcome(hint ?? 'The ping was sent.');
    await reload();
  });
  const recover = useAction(async () => {
    await recoverSince(id, new Date(since).toISOString());
    setOutcome('What was missed since then is being sent.');
    await reload();
  });
  const rotate = useAction(async () => setSecret((await rotateSecret(id)).secret));
  const remove = useAction(async () => {
    await removeEndpoint(id);
    route('/console/endpoints');
  });
  const failed = [ping, recover, rotate, remove].find(({ error }) => error !== undefined);
  return (
    <section class="panel endpoint-actions" aria-label="Actions">
      <div class="action-row">
        <button type="button" disabled={ping.isRunning} onClick={() => void ping.run()}>
          Ping
        </button>
        <span class="group">
          <input
            type="datetime-local"
            aria-label="Recover since"
            value={since}
            onChange={({ currentTarget }) => setSince(currentTarget.value)}
          />
          <button type="button" disabled={recover.isRunning} onClick={() => void recover.run()}>
            Recover
          </button>
        </span>
        <ConfirmButton name="Rotate the secret" confirm="Really rotate" act={rotate.run} />
        <ConfirmButton name="Remove" confirm="Really remove" act={remove.run} />
      </div>
      <p class="note" role="status">
        {outcome}
      </p>
      {secret && (
        <SecretOnce
          name="New secret:"
          secret={secret}
          note="the old one signs beside it for a day."
        />
      )}
      <Problem error={failed?.error} />
    </section>
  );
}
