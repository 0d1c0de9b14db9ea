import { useRef } from 'preact/hooks';
import { listSampleTypes } from '../data/document.ts';
import * as calls from '../data/endpoints.ts';
import { useRequest } from '../data/use-request.ts';
import { localMoment } from '../data/words.ts';
import { ActionButton } from './action-button.tsx';

export interface EndpointActionsProps {
  readonly endpoint: calls.Endpoint;
  readonly reload: () => Promise<void>;
}

const DAY = 86_400_000;

/** What can be done with an endpoint at once. */
export function EndpointActions({ endpoint, reload }: EndpointActionsProps) {
  const { _id: id, disabled_at, failing_since } = endpoint;
  const types = useRequest(listSampleTypes, []);
  const type = useRef<HTMLSelectElement>(null);
  const since = useRef<HTMLInputElement>(null);
  const missedSince = disabled_at ?? failing_since ?? new Date(Date.now() - DAY).toISOString();
  const tell = (sent: Promise<calls.Delivery>) => sent.then(calls.tellOutcome).finally(reload);
  async function recover() {
    await calls.recoverSince(id, new Date(since.current?.value ?? missedSince).toISOString());
    await reload();
    return 'What was missed since then is being sent.';
  }
  return (
    <section class="panel action-row" aria-label="Actions">
      <ActionButton act={() => tell(calls.pingEndpoint(id))}>Ping</ActionButton>
      <span class="group">
        <select ref={type} aria-label="Type of the sample">
          {types.value?.map((one) => (
            <option key={one} selected={one === 'task.completed'}>
              {one}
            </option>
          ))}
        </select>
        <ActionButton act={() => tell(calls.sendSample(id, type.current?.value ?? ''))}>
          Send a sample
        </ActionButton>
      </span>
      <span class="group">
        <input
          {...{ ref: since, type: 'datetime-local', 'aria-label': 'Recover since' }}
          defaultValue={localMoment(missedSince)}
        />
        <ActionButton act={recover}>Recover</ActionButton>
      </span>
    </section>
  );
}
