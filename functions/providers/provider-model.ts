import type { Json } from './provider.ts';

/**
 * A model of a provider, as data: requests are checked against it, and it is listed to callers. Everything that a model
 * doesn't name here it doesn't take, and a request for it is refused.
 */
export interface ProviderModel {
  /** What `model_version` says to choose it. */
  readonly name: string;
  /** The provider's own name for it. */
  readonly id: string;
  /** The lengths of video that it makes, in seconds, shortest first. */
  readonly seconds: readonly number[];
  /** How long five seconds of video take as a rule, in seconds; others take in proportion. */
  readonly expectedSeconds: number;
  readonly promptRequired?: boolean | undefined;
  /** In characters. */
  readonly longestPrompt?: number | undefined;
  /** Whether it takes a negative prompt; a number is the longest, in characters. */
  readonly negativePrompt?: boolean | number | undefined;
  /** Whether it takes a last frame (`model_type` FLF2V). */
  readonly lastFrame?: boolean | undefined;
  readonly lora?: boolean | undefined;
  /** Where the model takes flat JSON: the name of each field. */
  readonly input?: ModelInput | undefined;
  /** Sent as it is with every request, among the fields of the input. */
  readonly fixed?: Readonly<Record<string, Json>> | undefined;
}

/** What a model calls the fields that a request fills. A field without a name is not sent. */
export interface ModelInput {
  readonly image: string;
  readonly lastImage?: string | undefined;
  readonly prompt: string;
  readonly negativePrompt?: string | undefined;
  /** The length of the video. */
  readonly seconds?: string | undefined;
  /** Whether the length is sent as `5` or as `"5"`. */
  readonly secondsAs?: 'number' | 'text' | undefined;
  readonly lora?: string | undefined;
  /** Whether the provider may rewrite the prompt (`extend_prompt`). */
  readonly promptExpansion?: string | undefined;
}
