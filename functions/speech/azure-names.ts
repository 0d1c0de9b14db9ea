import type { VoiceRegion } from './voices.ts';

/**
 * Names of Azure's, such as `en-US-JennyNeural`, `zh-CN-liaoning-XiaobeiNeural` and `de-DE-Florian:DragonHDLatestNeural`,
 * which clients of A2E keep in their code (a2e-api 16).
 */
const NAME =
  /^([a-z]{2,3})-(?:[a-z]{4}-)?([a-z]{2}|\d{3})-(?:[a-z]+-)?([a-z]+?)\d?(?:Turbo)?(Multilingual)?(?:Indic|Dialects)?(?::\w+?)?Neural$/i;

export interface AzureVoice {
  /** The given name, in lower case. */
  readonly name: string;
  /** Undefined if it speaks whatever language the text is in. */
  readonly speaks?: VoiceRegion;
}

/** What one of Azure's names says of its voice; undefined if it is no such name. */
export function readAzureName(id: string): AzureVoice | undefined {
  const [, country, region, given = '', isMultilingual] = NAME.exec(id) ?? [];
  if (country === undefined || region === undefined) return undefined;
  const name = given.toLowerCase();
  return isMultilingual === undefined ? { name, speaks: { country, region } } : { name };
}
