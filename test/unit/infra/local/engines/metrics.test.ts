import { describe, expect, it } from 'vitest';
import { createMetricsEngine } from '../../../../../infra/local/engines/metrics.ts';
import { patient, runStack, writeAssembly } from '../fixture.ts';

function embedded(values: Record<string, unknown>, dimensions: string[][], unit = 'Count') {
  const names = Object.keys(values).filter((name) => !dimensions.flat().includes(name));
  const Metrics = names.map((Name) => ({ Name, Unit: unit }));
  const CloudWatchMetrics = [{ Namespace: 'Reelhook', Dimensions: dimensions, Metrics }];
  return JSON.stringify({ _aws: { Timestamp: 0, CloudWatchMetrics }, ...values });
}

describe('the metrics of functions', () => {
  it('are added up by their finest dimensions, once', () => {
    const engine = createMetricsEngine(() => ({}));
    const dimensions = [['service'], ['service', 'kind']];
    engine.take(embedded({ TasksAccepted: 1, service: 's', kind: 'image' }, dimensions));
    engine.take(embedded({ TasksAccepted: [1, 2], service: 's', kind: 'image' }, dimensions));
    engine.take(embedded({ TasksAccepted: 1, service: 's', kind: 'say "so"' }, dimensions));
    expect(engine.render().split('\n')).toEqual([
      '# TYPE reelhook_tasks_accepted_total counter',
      'reelhook_tasks_accepted_total{service="s",kind="image"} 4',
      'reelhook_tasks_accepted_total{service="s",kind="say \\"so\\""} 1',
      '',
    ]);
  });

  it('that are no counts are shown with their sum, their number and the newest', () => {
    const engine = createMetricsEngine(() => ({ local_open_executions: 7 }));
    engine.take(embedded({ TaskSeconds: 4 }, [[]], 'Seconds'));
    engine.take(embedded({ TaskSeconds: 2.5 }, [[]], 'Seconds'));
    expect(engine.render()).toBe(
      [
        '# TYPE reelhook_task_seconds summary',
        'reelhook_task_seconds_sum 6.5',
        'reelhook_task_seconds_count 2',
        '# TYPE reelhook_task_seconds_last gauge',
        'reelhook_task_seconds_last 2.5',
        '# TYPE local_open_executions gauge',
        'local_open_executions 7',
        '',
      ].join('\n'),
    );
  });

  it.each(['plain text', '{"message":"a line about _aws"}', '{"_aws":1}', '{"_aws"'])(
    'are not looked for in %s',
    (line) => {
      expect(createMetricsEngine(() => ({})).take(line)).toBe(false);
    },
  );
});

describe('GET /metrics at the AWS endpoint', () => {
  it('shows what functions have reported, which their log then leaves out, and how the engines are', async () => {
    const line = embedded({ Greetings: 1, service: 'local' }, [['service']]);
    const greet = `exports.handler = async () => { console.log(${JSON.stringify(line)}); };`;
    const stack = await runStack(writeAssembly({ functions: { Greet: greet } }));
    await stack.invoke('Greet', {});
    await stack.invoke('Greet', {});
    const read = async () => (await fetch(`${stack.endpointUrl}/metrics`)).text();
    await expect.poll(read, patient).toContain('reelhook_greetings_total{service="local"} 2');
    expect(await read()).toMatch(/^process_resident_memory_bytes \d+$/m);
    expect(stack.log.map(({ message }) => message).join()).not.toContain('_aws');
  });
});

describe('the log of functions that run side by side', () => {
  it('keeps apart what libraries note for each invocation', async () => {
    const handler = `
      exports.handler = async (event) => {
        const store = globalThis.awslambda.InvokeStore;
        store.set('name', event.name);
        await new Promise((resolve) => setTimeout(resolve, event.wait));
        return { name: store.get('name'), id: store.getRequestId() };
      };`;
    const stack = await runStack(writeAssembly({ functions: { Note: handler } }));
    const note = async (name: string, wait: number) => {
      const result = await stack.invoke('Note', { name, wait });
      return result.outcome === 'succeeded' ? JSON.parse(result.payload) : result;
    };
    const [slow, fast] = await Promise.all([note('slow', 100), note('fast', 1)]);
    expect([slow.name, fast.name]).toEqual(['slow', 'fast']);
    expect(slow.id).not.toBe(fast.id);
  });
});
