/** Any JSON value: what can be stored in a record and read back unchanged. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/**
 * The provider-side work, as its adapter wants to remember it. Stored in the task's record and handed back to
 * `check` and `cancel`; only the adapter that made it knows its shape, and it parses it back before use. It never
 * holds credentials.
 */
export type Operation = Json;

/** A finished file that was made here, in our own media bucket. */
export interface OwnFile {
  readonly key: string;
  /** What the file is; undefined if nothing was written down. */
  readonly media?: OwnMedia | undefined;
}

/** In pixels and seconds; the keys are those of its poster and its preview. */
export interface OwnMedia {
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
  readonly bytes: number;
  /** In hexadecimal. */
  readonly sha256: string;
  readonly posterKey: string;
  readonly previewKey: string;
}

/** Where a finished file is fetched from: an address, or a key in our own media bucket. */
export type ResultSource = { readonly url: string } | OwnFile;

/**
 * A finished file, as it is had at the moment of copying: too large or too secret for the record. `headers` may hold
 * the provider's credentials; they are for that address's own origin and must not follow a redirect to another.
 */
export type ResultFile =
  | { readonly url: string; readonly headers: Readonly<Record<string, string>> }
  | { readonly bytes: Uint8Array; readonly mediaType: string };

/** What the work cost, as the provider reports it: A2E's coins, the provider's credits, or seconds of computing. */
export interface Cost {
  readonly amount: number;
  readonly unit: 'coins' | 'credits' | 'seconds';
}

export type OperationStatus =
  | {
      readonly state: 'running';
      /** `queued`: accepted, not begun. */
      readonly phase: 'queued' | 'processing';
      /** Percent done, 0 to 100; undefined if the provider doesn't report it. */
      readonly progress?: number;
      /** How many are before it, 0 is next; undefined if the provider doesn't report it. */
      readonly queuePosition?: number;
    }
  | {
      readonly state: 'completed';
      /** Undefined if the file comes from `fetchResult`, and if the work leaves no file. */
      readonly result?: ResultSource;
      /** What else the provider reports of the work, such as `anchor_id`; shown as the kind says (`result.facts`). */
      readonly facts?: Readonly<Record<string, Json>>;
      readonly cost?: Cost;
    }
  | {
      readonly state: 'failed';
      /** A word for programs, one of `failureCodes` or the embedded renderer's; becomes the record's `failed_code`. */
      readonly code: string;
      /** A sentence for people; becomes the record's `failed_message`. */
      readonly message: string;
      readonly cost?: Cost;
    };

/** One field the provider can't honour, and what would be right. */
export interface Refusal {
  readonly field: string;
  readonly message: string;
}
