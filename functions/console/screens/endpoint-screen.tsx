import { useState } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso';
import { ActionButton } from '../components/action-button.tsx';
import { AttemptChart } from '../components/attempt-chart.tsx';
import { Badge } from '../components/badge.tsx';
import { DeliveryList } from '../components/delivery-list.tsx';
import { EndpointActions } from '../components/endpoint-actions.tsx';
import { EndpointEdit } from '../components/endpoint-edit.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { SecretOnce } from '../components/secret-once.tsx';
import * as calls from '../data/endpoints.ts';
import { useRequest } from '../data/use-request.ts';
import { readable } from '../data/words.ts';

const NEW_SECRET = 'The new secret, shown only now; the old one signs beside it for a day:';

async function loadEndpoint(id: string) {
  const [endpoint, deliveries] = await Promise.all([
    calls.getEndpoint(id),
    calls.listDeliveries(id),
  ]);
  return { endpoint, deliveries: deliveries.rows };
}

/** One endpoint: how it is and what to do next, its last day, its deliveries. */
export function EndpointScreen() {
  const { params } = useRoute();
  const id = params['id'] ?? '';
  const request = useRequest(() => loadEndpoint(id), [id], {
    pollWhile: ({ deliveries }) => deliveries.some(({ status }) => status === 'pending'),
  });
  const [secret, setSecret] = useState('');
  const { endpoint: known } = request.value ?? {};
  const { route } = useLocation();
  const rotate = () => calls.rotateSecret(id).then((made) => setSecret(made.secret));
  const remove = () => calls.removeEndpoint(id).then(() => route('/console/endpoints'));
  const actions = (
    <>
      <ActionButton confirm="Really rotate" act={rotate}>
        Rotate the secret
      </ActionButton>
      <ActionButton confirm="Really remove" act={remove}>
        Remove
      </ActionButton>
    </>
  );
  const title = known ? known.description || known.url : 'Endpoint';
  return (
    <Page title={title} lead={known?.url} actions={known && actions}>
      <Loaded request={request}>
        {({ endpoint, deliveries }) => (
          <>
            <EndpointState endpoint={endpoint} />
            <EndpointActions endpoint={endpoint} reload={request.reload} />
            {secret && <SecretOnce words={NEW_SECRET} secret={secret} />}
            <section class="panel" aria-label="Attempts">
              <AttemptChart endpointId={id} version={JSON.stringify(deliveries)} />
            </section>
            <DeliveryList isOfTask={false} deliveries={deliveries} reload={request.reload} />
            <EndpointEdit key={id} endpoint={endpoint} reload={request.reload} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

const nextSteps = {
  active: '',
  failing: 'Mend the receiver and press Ping to try it; then Recover sends at once what waits.',
  disabled:
    'Mend the receiver and press Ping, which works all the same; enable it under Edit; then Recover sends what it missed.',
};

/** How it is in words, and what to do about it. */
function EndpointState({
  endpoint: { state, state_reason: reason },
}: {
  endpoint: calls.Endpoint;
}) {
  return (
    <div class="health">
      <Badge state={state} words={state} />
      <div>
        <p>{readable(reason) || 'It answers, and gets every event that it asked for.'}</p>
        {nextSteps[state] && <p>{nextSteps[state]}</p>}
      </div>
    </div>
  );
}
