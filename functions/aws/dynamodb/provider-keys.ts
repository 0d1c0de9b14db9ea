/**
 * Every key of the Providers table. A provider's items lie under `provider#<name>`:
 *
 * | item      | sk                                   | what it is                                                  |
 * |-----------|--------------------------------------|-------------------------------------------------------------|
 * | load      | load                                 | slots, tokens, pauses and failures: one item, versioned     |
 * | queue     | waiting#<created at>#<task>          | a task that waits for the provider, in order of arrival     |
 * | run       | durations#<kind>#<model or ->#<secs>#<finished at>#<task> | how long a task took; `secs` is the video's length |
 * | checks    | checks#<kind>#<model or ->#<secs>    | when such a task is checked, by the last one that was started |
 */
export type ProviderKey = { readonly pk: string; readonly sk: string };

export const QUEUE_PREFIX = 'waiting#';

export function providerPartition(provider: string): string {
  return `provider#${provider}`;
}

export function loadKey(provider: string): ProviderKey {
  return { pk: providerPartition(provider), sk: 'load' };
}

export function queueKey(
  provider: string,
  { createdAt, taskId }: { createdAt: string; taskId: string },
): ProviderKey {
  return { pk: providerPartition(provider), sk: `${QUEUE_PREFIX}${createdAt}#${taskId}` };
}

export function durationsKey(
  provider: string,
  { kind, model = '-', seconds }: { kind: string; model?: string | undefined; seconds: number },
): ProviderKey {
  return { pk: providerPartition(provider), sk: `durations#${kind}#${model}#${seconds}` };
}

export function checksKey(
  provider: string,
  { kind, model = '-', seconds }: { kind: string; model?: string | undefined; seconds: number },
): ProviderKey {
  return { pk: providerPartition(provider), sk: `checks#${kind}#${model}#${seconds}` };
}
