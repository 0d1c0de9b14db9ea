import { AttemptChart } from '../components/attempt-chart.tsx';
import { Badge } from '../components/badge.tsx';
import { Empty } from '../components/empty.tsx';
import { EndpointForm } from '../components/endpoint-form.tsx';
import { EventFeed } from '../components/event-feed.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { listEndpoints } from '../data/endpoints.ts';
import { useRequest } from '../data/use-request.ts';

/** Who is called when a task ends, and a receiver in this page for trying. */
export function EndpointsScreen() {
  const request = useRequest(listEndpoints, []);
  return (
    <Page title="Webhooks" lead="Every outcome is signed, sent, retried for days and logged.">
      <Loaded request={request}>
        {({ rows }) => (
          <>
            {rows.length === 0 ? (
              <Empty icon="hook" title="No endpoint yet">
                Register the address of your receiver below. A single task can also carry its own{' '}
                <code>webhook_url</code>.
              </Empty>
            ) : (
              <ul class="cards">
                {rows.map(({ _id: id, description, url, state, events, updatedAt }) => (
                  <li key={id}>
                    <a class="card" href={`/console/endpoints/${id}`}>
                      <span class="grows">
                        <strong>{description || url}</strong> <Badge state={state} words={state} />
                        <span class="note">{url}</span>
                        <span class="note">{events.join(', ')}</span>
                      </span>
                      <AttemptChart endpointId={id} version={updatedAt} isSmall />
                    </a>
                  </li>
                ))}
              </ul>
            )}
            <EndpointForm onAdded={request.reload} />
            <EventFeed />
          </>
        )}
      </Loaded>
    </Page>
  );
}
