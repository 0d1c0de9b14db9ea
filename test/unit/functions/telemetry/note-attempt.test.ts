import { describe, expect, it } from 'vitest';
import { noteAttempt } from '../../../../functions/telemetry/note-attempt.ts';
import {
  type Attempt,
  changedDelivery,
  type Delivery,
  newDelivery,
} from '../../../../functions/webhooks/delivery.ts';
import { newEvent } from '../../../../functions/webhooks/event.ts';
import { createRecordingMetrics } from '../../../fakes/recording-metrics.ts';
import { completed, START } from '../../../fakes/webhook-world.ts';

const target = { endpointId: 'url_0', url: 'https://receiver.test/?key=secret' };

function attempted(status: Delivery['status'], attempt: Partial<Attempt>, ping = false): Delivery {
  const first = newDelivery(newEvent(completed(), START), { ...target, ping }, START);
  const made = { at: '', hint: 'secret', category: 'delivered', durationMilliseconds: 5 } as const;
  const attempts = [{ ...made, ...attempt }];
  return changedDelivery(first, { status, attemptsMade: 1, attempts }, START + 90_000);
}

function note(delivery: Delivery) {
  const recording = createRecordingMetrics();
  const lines: unknown[] = [];
  const logger = { info: (...line: unknown[]) => void lines.push(line) };
  noteAttempt(delivery, { metrics: recording.metrics, logger });
  return { ...recording, lines };
}

describe('an attempt', () => {
  it('is logged with its outcome, without the address or the answer', () => {
    const { lines } = note(
      attempted('pending', { category: 'timeout', responseExcerpt: 'secret' }),
    );
    expect(lines).toEqual([
      ['attempt timeout, delivery pending', expect.objectContaining({ attempt: 1 })],
    ]);
    expect(JSON.stringify(lines)).not.toContain('secret');
  });

  it('counts a delivery and the time it took', () => {
    const { records } = note(attempted('delivered', { status: 204 }));
    expect(records).toEqual([
      [{ DeliveryAttempts: 1 }, { category: 'delivered' }],
      [{ DeliveriesDelivered: 1, DeliverySeconds: 90 }],
    ]);
  });

  it.each(['pending', 'failed'] as const)('shows how old a delivery is that is %s', (status) => {
    const { sum } = note(attempted(status, { category: 'timeout' }));
    expect([sum('UndeliveredSeconds'), sum('DeliveriesFailed')]).toEqual([
      90,
      status === 'failed' ? 1 : 0,
    ]);
  });

  it('of a ping is logged and not counted', () => {
    const { lines, records } = note(attempted('failed', { category: 'timeout' }, true));
    expect([lines.length, records.length]).toEqual([1, 0]);
  });
});
