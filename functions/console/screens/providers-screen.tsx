import { Badge } from '../components/badge.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { Problem } from '../components/problem.tsx';
import { listProviders } from '../data/account.ts';
import { useRequest } from '../data/use-request.ts';
import { duration, title } from '../data/words.ts';

const heads = ['Kind', 'Provider', 'State', 'Median', 'p90', 'Waiting'];

/** Who makes what: usable or what is missing, how busy, how fast. */
export function ProvidersScreen() {
  const request = useRequest(listProviders, [], { pollWhile: () => true, every: 5000 });
  return (
    <Page title="Providers" lead="Who makes each kind of task, in the order of preference.">
      <Loaded request={request}>
        {({ providers, problems }) => (
          <>
            {problems.map((problem) => (
              <Problem key={problem} error={problem} />
            ))}
            <div class="table-scroll">
              <table>
                <thead>
                  <tr>
                    {heads.map((name) => (
                      <th key={name} scope="col">
                        {name}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>{Object.entries(providers).map(toRows)}</tbody>
              </table>
            </div>
            <Unserved
              kinds={Object.keys(providers).filter((kind) => providers[kind]?.length === 0)}
            />
          </>
        )}
      </Loaded>
    </Page>
  );
}

type Providers = Awaited<ReturnType<typeof listProviders>>['providers'];

const toRows = ([kind, providers]: [string, Providers[string]]) =>
  providers.map((provider, at) => (
    <tr key={kind + provider.name}>
      <td>{at === 0 ? title(kind) : ''}</td>
      <td>
        <strong>{provider.name}</strong>
      </td>
      <td>
        <Badge {...getState(provider)} /> <span class="note">{provider.problem}</span>
      </td>
      <td>{secondsWords(provider.median_seconds)}</td>
      <td>{secondsWords(provider.p90_seconds)}</td>
      <td>{provider.waiting ?? 0}</td>
    </tr>
  ));

function Unserved({ kinds }: { kinds: readonly string[] }) {
  if (kinds.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="unserved-title">
      <h2 id="unserved-title">Nobody makes these yet</h2>
      <p>
        Name the services that you have an account with, in the order of preference, such as{' '}
        <code>PROVIDERS=fal,replicate,embedded FAL_KEY=… REPLICATE_API_TOKEN=… npm start</code>.
        Under <a href="/console">New task</a> each kind says who would make it.
      </p>
      <ul class="chips">
        {kinds.map((kind) => (
          <li key={kind}>{title(kind)}</li>
        ))}
      </ul>
    </section>
  );
}

const breakers: Readonly<Record<string, string>> = {
  ...{ open: 'paused after failures', half_open: 'trying again' },
};

function getState({ usable, breaker = '' }: { usable: boolean; breaker?: string }) {
  if (!usable) return { state: 'disabled', words: 'not configured' };
  return { state: breaker || 'active', words: breakers[breaker] ?? 'usable' };
}

const secondsWords = (seconds: number | undefined) => (seconds ? duration(seconds) : '–');
