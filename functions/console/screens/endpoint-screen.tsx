import { useRoute } from 'preact-iso';
import { Badge } from '../components/badge.tsx';
import { BarChart } from '../components/bar-chart.tsx';
import { DeliveryList } from '../components/delivery-list.tsx';
import { EndpointActions } from '../components/endpoint-actions.tsx';
import { EndpointEdit } from '../components/endpoint-edit.tsx';
import { Page } from '../components/page.tsx';
import { Problem } from '../components/problem.tsx';
import { countAttempts, getEndpoint, listDeliveries } from '../data/endpoints.ts';
import { useRequest } from '../data/use-request.ts';

async function loadEndpoint(id: string) {
  const [endpoint, deliveries, attempts] = await Promise.all([
    getEndpoint(id),
    listDeliveries(id),
    countAttempts(id),
  ]);
  return { endpoint, deliveries: deliveries.rows, attempts: attempts.rows };
}

/** One endpoint: how it is and what to do next, its last day, its deliveries. */
export function EndpointScreen() {
  const { params } = useRoute();
  const id = params['id'] ?? '';
  const { value, error, reload } = useRequest(() => loadEndpoint(id), [id], {
    pollWhile: ({ deliveries }) => deliveries.some(({ status }) => status === 'pending'),
    every: 2000,
  });
  if (!value) {
    return (
      <Page title="Endpoint">
        {error === undefined ? (
          <p class="loading">Loading…</p>
        ) : (
          <Problem error={error} retry={reload} />
        )}
      </Page>
    );
  }
  const { endpoint, deliveries, attempts } = value;
  const columns = attempts.map(({ at, delivered, failed }) => ({
    name: new Date(at).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' }),
    parts: [
      { name: 'delivered', value: delivered, tone: 'good' },
      { name: 'failed', value: failed, tone: 'bad' },
    ],
  }));
  return (
    <Page
      title={endpoint.description || endpoint.url}
      lead={
        <>
          <Badge state={endpoint.state} words={endpoint.state} />{' '}
          {endpoint.state_reason || 'It gets every event that it asked for.'}
        </>
      }
    >
      <Problem error={error} retry={reload} />
      {endpoint.next_step && <p class="note">{endpoint.next_step}</p>}
      <EndpointActions endpoint={endpoint} reload={reload} />
      <BarChart title="Attempts by hour, last 24 hours" columns={columns} />
      <DeliveryList deliveries={deliveries} reload={reload} />
      <EndpointEdit endpoint={endpoint} reload={reload} />
    </Page>
  );
}
