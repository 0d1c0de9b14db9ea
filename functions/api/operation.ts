import type * as z from 'zod';
import type { FieldIssue } from '../catalog/invalid-request-error.ts';
import type { JsonSchema } from './document/json-schema.ts';
import type { RefusalStatus } from './document/refusals.ts';
import type { Tag } from './document/tags.ts';

/** A request as an operation's handler sees it: authenticated and parsed. */
export interface ApiCall<Query = unknown, Body = unknown> {
  /** The account whose token came with the request. */
  readonly owner: string;
  /** The path's parameters, decoded, in the caller's spelling. */
  readonly params: Readonly<Record<string, string>>;
  /** The query as the operation's `query` schema parsed it; undefined if it has none. */
  readonly query: Query;
  /** The body as the operation's `body` schema parsed it; the JSON as sent if it has none. */
  readonly body: Body;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Adds what the caller should know to the answer, beside its `data`. */
  warn(issues: readonly FieldIssue[]): void;
}

/** What only a reader of the API needs. Stripped from every bundle but `describe-api` (infra/without-descriptions.ts). */
export interface OperationDescription {
  /** The group on the reference page. */
  readonly tag: Tag;
  /** What the operation does, in a few words without a full stop: *List webhook endpoints*. */
  readonly title: string;
  /** What the title does not say, in Markdown. */
  readonly description: string;
  /** Optional; an example of the answer. */
  readonly example?: unknown;
  /** Optional; an example of the body. */
  readonly bodyExample?: unknown;
  /** Optional; the body's schema, for a body that the use case parses. */
  readonly body?: JsonSchema;
  /** What each path parameter is, by name. */
  readonly params?: Readonly<Record<string, string>>;
  /** Errors that not every operation has. */
  readonly errors?: readonly RefusalStatus[];
  /** Whether `Idempotency-Key` is read; operations that start tasks always read it. */
  readonly takesIdempotencyKey?: true;
  /** Whether `Prefer: wait` is read; operations that start tasks and are not slow always read it. */
  readonly waits?: true;
  /** Optional; the kind of task that the operation starts. */
  readonly kind?: string;
  /** Optional; the name of the tool that agents have of it (functions/mcp), such as `start_task`. */
  readonly agent?: string;
}

interface Declaration<Answer> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With parameters as `:name`; matched without regard to case. */
  readonly path: string;
  /** The envelope's `data`; of a public operation, the whole document. */
  readonly answer: z.ZodType<Answer>;
  readonly describe: OperationDescription;
}

/** An operation for the owner of a token. */
export interface OwnerOperation<Context, Query = unknown, Body = unknown, Answer = unknown>
  extends Declaration<Answer> {
  readonly isPublic?: false;
  /** Whether it may start tasks, and so spend coins: such requests are counted for each token. */
  readonly startsTasks?: true;
  /** Whether `data:` URLs stand for files in the body, which may be larger then. */
  readonly takesFiles?: true;
  /**
   * Whether the request is held open while somebody else is called: such requests are counted as those that start tasks
   * are, and an account may have few at a time.
   */
  readonly isSlow?: true;
  /** Optional; parses the query. Invalid queries are rejected before `handle`. */
  readonly query?: z.ZodType<Query>;
  /** Optional; parses the body. Invalid bodies are rejected before `handle`. */
  readonly body?: z.ZodType<Body>;
  handle(context: Context, call: ApiCall<Query, Body>): Promise<NoInfer<Sent<Answer>>>;
}

/** A document for everyone, without a token and without the envelope. */
export interface PublicOperation<Context, Answer = unknown> extends Declaration<Answer> {
  readonly isPublic: true;
  /** How long anyone may keep the document. */
  readonly maxAgeSeconds: number;
  handle(context: Context): Promise<NoInfer<Sent<Answer>>>;
}

export type ApiOperation<Context> = OwnerOperation<Context> | PublicOperation<Context>;

/** A value that is only read on its way to the caller. */
export type Sent<Value> = Value extends readonly (infer Member)[]
  ? readonly Sent<Member>[]
  : Value extends object
    ? { readonly [Name in keyof Value]: Sent<Value[Name]> }
    : Value;

/**
 * Declares one call of the API: what it reads, what it answers, its words and its handler. The compiler holds `handle`
 * to the schema of `answer`.
 */
export function operation<Context, Query = unknown, Body = unknown, Answer = unknown>(
  declaration: OwnerOperation<Context, Query, Body, Answer>,
): ApiOperation<Context> {
  return declaration;
}

/** As `operation`, for a call that needs no token. */
export function publicOperation<Context, Answer>(
  declaration: PublicOperation<Context, Answer>,
): ApiOperation<Context> {
  return declaration;
}
