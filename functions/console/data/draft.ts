import { signal } from '@preact/signals';

/** What is being filled in under *New task*; it outlives a visit to another screen. */
export const draft = signal<{ kind: string; values: Readonly<Record<string, unknown>> }>({
  kind: 'image-to-video',
  values: {},
});

/** Changes one field; undefined takes it out of the request. */
export function setValue(name: string, value: unknown): void {
  const { kind, values } = draft.value;
  draft.value = { kind, values: { ...values, [name]: value } };
}

const isGiven = ([, value]: [string, unknown]) => value !== undefined && value !== '';

/** The request as it is sent: only what was filled in. */
export const createRequest = (values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(values).filter(isGiven));
