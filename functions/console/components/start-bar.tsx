import { ApiFailure } from '../../client/api-failure.ts';
import { getQuote } from '../data/tasks.ts';
import { usePause } from '../data/use-pause.ts';
import { useRequest } from '../data/use-request.ts';
import { amount, duration } from '../data/words.ts';

export interface StartBarProps {
  /** Of the start. */
  readonly path: string;
  readonly request: Record<string, unknown>;
  /** How long such a task took lately; undefined where it is not known. */
  readonly medianSeconds: number | undefined;
  /** Whether a usable provider makes this kind. */
  readonly isServed: boolean;
  readonly isStarting: boolean;
}

/** What the start would cost and how long it would take, and the button that starts. */
export function StartBar({ path, request, medianSeconds, isServed, isStarting }: StartBarProps) {
  const asked = usePause(JSON.stringify(request));
  const { value, error } = useRequest(() => getQuote(path, JSON.parse(asked)), [path, asked]);
  const { coins = 0, diamonds = 0 } = value ?? {};
  const price = diamonds > 0 ? amount(diamonds, 'diamonds') : amount(coins, 'coins');
  // A request that is not whole yet has no price.
  const parts = [error ? '' : price, medianSeconds ? `about ${duration(medianSeconds)}` : ''];
  return (
    <div class="start-bar">
      {!isServed && <Unserved error={error} />}
      <p class="quote" aria-live="polite">
        {value && parts.filter(Boolean).join(' · ')}
      </p>
      <button type="submit" class="primary" disabled={isStarting || !isServed}>
        {isStarting ? 'Starting…' : 'Start'} <kbd>Ctrl+Enter</kbd>
      </button>
    </div>
  );
}

/** Who would make this kind, in the API's own sentence, and what to configure. */
function Unserved({ error }: { error: unknown }) {
  const fields = error instanceof ApiFailure ? error.fields : [];
  const problem = fields.find(({ field }) => field === 'provider')?.message ?? '';
  const name = /would: ([\w-]+)/.exec(problem)?.[1] ?? 'fal';
  return (
    <p class="note warn" role="status">
      {problem.replace(/^can't be chosen: /, '') || 'No configured provider makes this kind.'} Start
      with <code>PROVIDERS={name},embedded npm start</code>, then{' '}
      <a href="/console/providers">Providers</a> says what else it needs.
    </p>
  );
}
