/**
 * Every key of the Providers table. A provider's items lie under `provider#<name>`:
 *
 * | item      | sk                                   | what it is                                                  |
 * |-----------|--------------------------------------|-------------------------------------------------------------|
 * | pace      | pace                                 | places, tokens, pauses and failures: one item, versioned    |
 * | line      | waiting#<created at>#<task>          | a task that waits for the provider, in order of arrival     |
 * | run       | durations#<kind>#<model or ->#<secs>#<finished at>#<task> | how long a task took; `secs` is the video's length |
 */
export type ProviderKey = { readonly pk: string; readonly sk: string };

export const LINE_PREFIX = 'waiting#';

export function providerPartition(provider: string): string {
  return `provider#${provider}`;
}

export function paceKey(provider: string): ProviderKey {
  return { pk: providerPartition(provider), sk: 'pace' };
}

export function lineKey(
  provider: string,
  { createdAt, taskId }: { createdAt: string; taskId: string },
): ProviderKey {
  return { pk: providerPartition(provider), sk: `${LINE_PREFIX}${createdAt}#${taskId}` };
}

export function durationsKey(
  provider: string,
  { kind, model = '-', seconds }: { kind: string; model?: string | undefined; seconds: number },
): ProviderKey {
  return { pk: providerPartition(provider), sk: `durations#${kind}#${model}#${seconds}` };
}
