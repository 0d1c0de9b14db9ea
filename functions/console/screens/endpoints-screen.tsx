import { Badge } from '../components/badge.tsx';
import { Empty } from '../components/empty.tsx';
import { EndpointForm } from '../components/endpoint-form.tsx';
import { EventFeed } from '../components/event-feed.tsx';
import { Page } from '../components/page.tsx';
import { Problem } from '../components/problem.tsx';
import { listEndpoints } from '../data/endpoints.ts';
import { useRequest } from '../data/use-request.ts';

/** Who is called when a task ends, and a receiver in this page for trying. */
export function EndpointsScreen() {
  const { value, error, reload } = useRequest(listEndpoints, []);
  return (
    <Page title="Webhooks" lead="Every outcome is signed, sent, retried for days and logged.">
      <Problem error={error} retry={reload} />
      {value?.rows.length === 0 && (
        <Empty icon="hook" title="No endpoint yet">
          Register the address of your receiver below. A single task can also carry its own{' '}
          <code>webhook_url</code>.
        </Empty>
      )}
      <ul class="cards">
        {value?.rows.map((endpoint) => (
          <li key={endpoint._id}>
            <a class="card" href={`/console/endpoints/${endpoint._id}`}>
              <span class="card-head">
                <Badge state={endpoint.state} words={endpoint.state} />
                <strong>{endpoint.description || endpoint.url}</strong>
              </span>
              <span class="note">{endpoint.url}</span>
              <span class="note">
                {endpoint.events.join(', ')}
                {endpoint.state_reason && ` · ${endpoint.state_reason}`}
              </span>
            </a>
          </li>
        ))}
      </ul>
      <EndpointForm onAdded={reload} />
      <EventFeed />
    </Page>
  );
}
