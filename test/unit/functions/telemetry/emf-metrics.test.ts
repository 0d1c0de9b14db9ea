import { Metrics as Emf } from '@aws-lambda-powertools/metrics';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createEmfMetrics } from '../../../../functions/telemetry/emf-metrics.ts';

describe('metrics in the log', () => {
  afterEach(() => vi.restoreAllMocks());

  function written(record: (metrics: ReturnType<typeof createEmfMetrics>) => void) {
    const emf = new Emf({ namespace: 'Reelhook', serviceName: 'Reelhook-test' });
    const lines: string[] = [];
    const console = emf['console' as keyof Emf] as unknown as Console;
    vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
    record(createEmfMetrics(emf));
    return lines.map((line) => JSON.parse(line));
  }

  it('are one line for each happening, in total and by its dimensions', () => {
    const [line, ...more] = written((metrics) =>
      metrics.record({ TasksCompleted: 1, TaskSeconds: 4.5 }, { kind: 'image-to-video' }),
    );
    expect(more).toEqual([]);
    expect(line).toMatchObject({
      service: 'Reelhook-test',
      kind: 'image-to-video',
      TasksCompleted: 1,
      TaskSeconds: 4.5,
    });
    expect(line._aws.CloudWatchMetrics).toEqual([
      {
        Namespace: 'Reelhook',
        Dimensions: [['service'], ['service', 'kind']],
        Metrics: [
          { Name: 'TasksCompleted', Unit: 'Count' },
          { Name: 'TaskSeconds', Unit: 'Seconds' },
        ],
      },
    ]);
  });

  it('leave nothing of one happening to the next', () => {
    const [, second] = written((metrics) => {
      metrics.record({ ProviderErrors: 1 }, { provider: 'fal' });
      metrics.record({ CoinsHeld: 30 });
    });
    expect(second).not.toHaveProperty('provider');
    expect(second).not.toHaveProperty('ProviderErrors');
    expect(second._aws.CloudWatchMetrics[0].Dimensions).toEqual([['service']]);
  });
});
