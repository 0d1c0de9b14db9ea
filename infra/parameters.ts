import { parameterNames, providerSettings } from '../functions/contract.ts';
import type { Stage } from './stage.ts';

/** Where the stage's parameters lie in Systems Manager, without a slash at the end. */
export function parametersPath({ name }: Stage): string {
  return `/reelhook/${name}`;
}

/** Every parameter that the operator may set: plain ones, and secrets, which are to be stored as `SecureString`. */
export function getParameters(stage: Stage): { plain: string[]; secret: string[] } {
  const path = parametersPath(stage);
  const names = Object.values(providerSettings).flatMap((settings) => Object.values(settings));
  const settings = names.map((name) => `${path}/${parameterNames.settings}/${name}`);
  return {
    plain: [`${path}/${parameterNames.providers}`, ...settings.filter(isAddress)],
    secret: settings.filter((name) => !isAddress(name)),
  };
}

/** An address is no secret, and is read by functions that open none. */
function isAddress(name: string): boolean {
  return name.endsWith('_URL');
}
