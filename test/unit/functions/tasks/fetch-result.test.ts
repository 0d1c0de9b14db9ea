import { describe, expect, it } from 'vitest';
import type { StoredResult } from '../../../../functions/media/result-store.ts';
import { UnusableResultError } from '../../../../functions/media/unusable-result-error.ts';
import type { OperationStatus } from '../../../../functions/providers/operation.ts';
import { ProviderError } from '../../../../functions/providers/provider-error.ts';
import { fetchResult } from '../../../../functions/tasks/fetch-result.ts';
import type { Task } from '../../../../functions/tasks/task.ts';
import { createService } from '../../../fakes/service.ts';

const stored: StoredResult = {
  ...{ key: 'results/x.mp4', media: { bytes: 1, sha256: 'a' }, lacksHighlights: false },
};
const invalid = new UnusableResultError('invalid', 'The file is empty.');
const expired = new UnusableResultError('unreachable', 'The server answered with status 403.');
const busy = new UnusableResultError('delayed', 'The server answered with status 503.');

/** Copies from links, each of which has its answers, the last one again and again; answers what was asked. */
async function fetchFrom(
  links: Record<string, (Error | StoredResult)[]>,
  check: () => Promise<OperationStatus> = async () => ({
    ...{ state: 'completed', result: { url: 'fresh' } },
  }),
  changes: Partial<Task> = {},
) {
  const calls: string[] = [];
  const service = await createService({
    provider: {
      check() {
        calls.push('check');
        return check();
      },
    },
  });
  const results = {
    async copy(_id: string, source: object) {
      const { url } = source as { url: string };
      calls.push(url);
      const answers = links[url] ?? [invalid];
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      if (answer instanceof Error || !answer) throw answer;
      return answer;
    },
  };
  const task = {
    ...{ id: 'a-task', kind: 'image-to-video', provider: 'scripted', source: { url: 'first' } },
    generatedAt: '2026-11-29T00:00:00.000Z',
  } as Task;
  const outcome = await fetchResult({ ...service.context, results }, { ...task, ...changes }).then(
    () => 'stored',
    ({ name, message }: Error) => `${name}: ${message}`,
  );
  return { outcome, calls };
}

describe("a provider's link", () => {
  it('that leads to something else is followed once more', async () => {
    const { outcome, calls } = await fetchFrom({ first: [invalid, stored] });
    expect([outcome, calls]).toEqual(['stored', ['first', 'first']]);
  });

  it('that goes on to lead elsewhere is replaced by a fresh one, once', async () => {
    const good = await fetchFrom({ first: [invalid], fresh: [stored] });
    expect([good.outcome, good.calls]).toEqual(['stored', ['first', 'first', 'check', 'fresh']]);
    const bad = await fetchFrom({ first: [invalid], fresh: [invalid] });
    expect(bad.outcome).toMatch(/^ResultInvalid: The result of .+ can not be used\. The file is e/);
    expect(bad.calls).toEqual(['first', 'first', 'check', 'fresh']);
  });

  it('that has expired fails at once where there is no better one', async () => {
    const { outcome, calls } = await fetchFrom({ first: [expired], fresh: [expired] });
    expect(outcome).toMatch(/^ResultUnreachable: The result of scripted/);
    expect(calls).toEqual(['first', 'check', 'fresh']);
    const gone = async () => {
      throw new ProviderError('result_gone', 'Unknown.', { retryable: false });
    };
    const none = await fetchFrom({ first: [expired] }, gone);
    expect(none.outcome).toMatch(/^ResultUnreachable/);
  });

  it('that can not be fetched at the moment is left to the repeats of the step', async () => {
    const { outcome, calls } = await fetchFrom({ first: [busy] });
    expect(outcome).toMatch(/^ResultDelayed/);
    expect(calls).toEqual(['first']);
  });

  it('that was too long for the record is asked for', async () => {
    const { outcome, calls } = await fetchFrom({ fresh: [stored] }, undefined, {
      source: undefined,
    } as object);
    expect([outcome, calls]).toEqual(['stored', ['check', 'fresh']]);
  });

  it('is not made up where the work is unknown there', async () => {
    const gone = async () => {
      throw new ProviderError('result_gone', 'Unknown.', { retryable: false });
    };
    const { outcome } = await fetchFrom({}, gone, { source: undefined } as object);
    expect(outcome).toMatch(/^ResultUnreachable: .+Unknown\.$/);
  });
});
