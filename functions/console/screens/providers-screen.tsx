import { Badge } from '../components/badge.tsx';
import { Page } from '../components/page.tsx';
import { Problem } from '../components/problem.tsx';
import { listProviders } from '../data/account.ts';
import { useRequest } from '../data/use-request.ts';
import { duration, title } from '../data/words.ts';

/** Who makes what: usable or what is missing, how busy, how fast. */
export function ProvidersScreen() {
  const { value, error, reload } = useRequest(listProviders, [], {
    pollWhile: () => true,
    every: 5000,
  });
  const kinds = Object.entries(value?.providers ?? {});
  const served = kinds.filter(([, providers]) => providers.length > 0);
  const others = kinds.filter(([, providers]) => providers.length === 0);
  return (
    <Page
      title="Providers"
      lead="Who makes each kind of task, in the order in which they are asked."
    >
      <Problem error={error} retry={reload} />
      {value?.problems.map((problem) => (
        <p key={String(problem)} class="problem">
          {String(problem)}
        </p>
      ))}
      <div class="table-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Kind</th>
              <th scope="col">Provider</th>
              <th scope="col">State</th>
              <th scope="col">Median</th>
              <th scope="col">p90</th>
              <th scope="col">Waiting</th>
            </tr>
          </thead>
          <tbody>
            {served.flatMap(([kind, providers]) =>
              providers.map((provider) => (
                <tr key={kind + provider.name}>
                  <td>{title(kind)}</td>
                  <td>
                    <strong>{provider.name}</strong>
                  </td>
                  <td>
                    <Badge {...getState(provider)} />
                  </td>
                  <td>{secondsWords(provider.median_seconds)}</td>
                  <td>{secondsWords(provider.p90_seconds)}</td>
                  <td>{provider.waiting}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
      {others.length > 0 && (
        <section class="panel" aria-labelledby="unserved-title">
          <h2 id="unserved-title">Nobody makes these yet</h2>
          <p>{others.map(([kind]) => title(kind)).join(', ')}.</p>
          <p class="note">
            Name the services that you have an account with, in the order of preference:{' '}
            <code>PROVIDERS=fal,replicate,embedded FAL_KEY=… REPLICATE_API_TOKEN=… npm start</code>.
          </p>
        </section>
      )}
    </Page>
  );
}

function getState({ usable, breaker }: { usable: boolean; breaker?: string }) {
  if (!usable) return { state: 'disabled', words: 'not configured' };
  if (breaker === 'open') return { state: 'open', words: 'paused after failures' };
  if (breaker === 'half_open') return { state: 'half_open', words: 'trying again' };
  return { state: 'active', words: 'usable' };
}

const secondsWords = (seconds: number | null | undefined) =>
  seconds === null || seconds === undefined ? '–' : duration(seconds);
