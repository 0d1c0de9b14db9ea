import { type Delivery, sendAgain } from '../data/endpoints.ts';
import { useAction } from '../data/use-action.ts';
import { ago, moment } from '../data/words.ts';
import { Badge } from './badge.tsx';
import { Problem } from './problem.tsx';

export interface DeliveryListProps {
  readonly deliveries: readonly Delivery[];
  readonly reload: () => Promise<void>;
}

/** Where events were sent, each attempt with the receiver's answer; any of them can be sent now. */
export function DeliveryList({ deliveries, reload }: DeliveryListProps) {
  if (deliveries.length === 0) return null;
  return (
    <section aria-labelledby="deliveries-title">
      <h2 id="deliveries-title">Webhooks</h2>
      <ul class="deliveries">
        {deliveries.map((delivery) => (
          <DeliveryRow key={delivery._id} delivery={delivery} reload={reload} />
        ))}
      </ul>
    </section>
  );
}

function DeliveryRow({ delivery, reload }: { delivery: Delivery; reload: () => Promise<void> }) {
  const send = useAction(async () => {
    await sendAgain(delivery._id);
    await reload();
  });
  const { type, url, status, reason, attempts, next_attempt_at: next } = delivery;
  return (
    <li>
      <div class="delivery-head">
        <Badge state={status} words={status} />
        <code>{type}</code>
        <span class="address">{url}</span>
        <button type="button" disabled={send.isRunning} onClick={() => void send.run()}>
          {status === 'delivered' ? 'Send again' : 'Send now'}
        </button>
      </div>
      <p class="note">
        {reason} {next && `The next attempt is due ${moment(next)}.`}
      </p>
      <Problem error={send.error} />
      {attempts.length > 0 && (
        <details>
          <summary>
            {attempts.length} {attempts.length === 1 ? 'attempt' : 'attempts'}
          </summary>
          <ol class="attempts">
            {attempts.map((attempt) => (
              <li key={attempt.at}>
                <time dateTime={attempt.at} title={moment(attempt.at)}>
                  {ago(attempt.at)}
                </time>{' '}
                <strong>{attempt.status ?? attempt.category}</strong> in {attempt.duration_ms} ms.{' '}
                {attempt.hint}
                {attempt.response_excerpt && <pre>{attempt.response_excerpt}</pre>}
              </li>
            ))}
          </ol>
        </details>
      )}
    </li>
  );
}
