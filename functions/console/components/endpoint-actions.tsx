import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { listSampleTypes } from '../data/endpoint-fields.ts';
import {
  type Delivery,
  type Endpoint,
  pingEndpoint,
  recoverSince,
  removeEndpoint,
  rotateSecret,
  sendSample,
} from '../data/endpoints.ts';
import { useAction } from '../data/use-action.ts';
import { useRequest } from '../data/use-request.ts';
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
  const types = useRequest(listSampleTypes, []);
  const [type, setType] = useState('task.completed');
  const tell = async ({ reason, attempts }: Delivery) => {
    setOutcome(attempts.at(-1)?.hint || reason);
    await reload();
  };
  const ping = useAction(async () => tell(await pingEndpoint(id)));
  const sample = useAction(async () => tell(await sendSample(id, type)));
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
  const failed = [ping, sample, recover, rotate, remove].find(({ error }) => error !== undefined);
  return (
    <section class="panel endpoint-actions" aria-label="Actions">
      <div class="action-row">
        <button type="button" disabled={ping.isRunning} onClick={() => void ping.run()}>
          Ping
        </button>
        <span class="group">
          <select
            aria-label="Type of the sample"
            value={type}
            onChange={({ currentTarget }) => setType(currentTarget.value)}
          >
            {types.value?.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
          <button type="button" disabled={sample.isRunning} onClick={() => void sample.run()}>
            Send a sample
          </button>
        </span>
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
