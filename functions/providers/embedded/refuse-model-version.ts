import type { Refusal } from '../operation.ts';

const OWN_VERSION = 'a2e';

/** The embedded renderer has one version only. */
export function refuseModelVersion(version: string | undefined): Refusal[] {
  if (version === undefined || version === OWN_VERSION) return [];
  const message = `the embedded renderer has one version only; leave it out or send ${OWN_VERSION}`;
  return [{ field: 'model_version', message }];
}
