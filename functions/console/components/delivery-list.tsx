import { type Delivery, sendAgain } from '../data/endpoints.ts';
import { moment } from '../data/words.ts';
import { ActionButton } from './action-button.tsx';
import { Ago } from './ago.tsx';
import { Badge } from './badge.tsx';

export interface DeliveryListProps {
  /** Whether they are one task's; else they are one endpoint's. */
  readonly isOfTask: boolean;
  readonly deliveries: readonly Delivery[];
  readonly reload: () => Promise<void>;
}

/** Where events were sent, each attempt with the receiver's answer; any of them can be sent now. */
export function DeliveryList({ isOfTask, deliveries, reload }: DeliveryListProps) {
  if (deliveries.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="deliveries-title">
      <h2 id="deliveries-title">{isOfTask ? 'Webhooks' : 'Deliveries'}</h2>
      <ul class="deliveries">
        {deliveries.map((delivery) => (
          <DeliveryRow key={delivery._id} {...{ delivery, isOfTask, reload }} />
        ))}
      </ul>
    </section>
  );
}

type DeliveryRowProps = Omit<DeliveryListProps, 'deliveries'> & { readonly delivery: Delivery };

function DeliveryRow({ delivery, isOfTask, reload }: DeliveryRowProps) {
  const { _id: id, type, url, subject, status, reason, attempts, createdAt } = delivery;
  const { next_attempt_at: next } = delivery;
  const task = <a href={`/console/tasks/${subject}`}>{subject}</a>;
  // The subject of a ping or a sample is no task.
  const about = subject.includes('/') ? moment(createdAt) : task;
  return (
    <li>
      <div class="delivery-head">
        <Badge state={status} words={status} />
        <code>{type}</code>
        <span class="note grows">{isOfTask ? url : about}</span>
        <ActionButton act={() => sendAgain(id).finally(reload)}>
          {status === 'delivered' ? 'Send again' : 'Send now'}
        </ActionButton>
      </div>
      <p class="note">
        {reason} {next && `The next attempt is due ${moment(next)}.`}
      </p>
      {attempts.length > 0 && (
        <details>
          <summary>
            {attempts.length} {attempts.length === 1 ? 'attempt' : 'attempts'}
          </summary>
          <ol class="attempts">
            {attempts.map((attempt) => (
              <li key={attempt.at}>
                <Ago at={attempt.at} /> <strong>{attempt.status ?? attempt.category}</strong> in{' '}
                {attempt.duration_ms} ms. {attempt.hint}
                {attempt.response_excerpt && <pre>{attempt.response_excerpt}</pre>}
              </li>
            ))}
          </ol>
        </details>
      )}
    </li>
  );
}
