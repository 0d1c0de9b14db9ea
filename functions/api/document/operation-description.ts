import type { JsonSchema } from './json-schema.ts';
import type { Tag } from './tags.ts';

/** The statuses of refusals that only some operations answer with; see `refusals.ts`. */
export type RefusalStatus = 403 | 404 | 409 | 413 | 422 | 424;

/** What the routes do not say of themselves: everything about an operation that only a reader needs. */
export interface OperationDescription {
  readonly tag: Tag;
  /** A few words, without a full stop. */
  readonly summary: string;
  /** More, in Markdown. */
  readonly description?: string;
  /** The envelope's `data`; of a public route, the whole document. */
  readonly data: JsonSchema;
  /** An example of `data`. */
  readonly example?: unknown;
  /** The body, where the use case reads it and not the route. */
  readonly body?: JsonSchema;
  /** An example of the body. */
  readonly bodyExample?: unknown;
  /** Whether `Idempotency-Key` is read; where tasks are started it always is. */
  readonly takesIdempotencyKey?: true;
  /** What the path's variable parts stand for, by name. */
  readonly params?: Readonly<Record<string, string>>;
  /** Refusals beyond those that every operation may end in. */
  readonly refusals?: readonly RefusalStatus[];
}

/** Descriptions by method and path, as the route table spells them: `GET /api/v1/providers`. */
export type OperationDescriptions = Readonly<Record<string, OperationDescription>>;
