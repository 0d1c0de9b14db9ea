import * as z from 'zod';
import type { Runtime } from './runtime.ts';
import { StatesApiError } from './states-api-error.ts';

/** One action of the Step Functions API: takes the request's body, resolves to the answer's. */
export type Action = (body: unknown) => Promise<unknown>;

/** Actions by their names. */
export type Actions = readonly (readonly [name: string, action: Action])[];

/** The fields of a request for a page. */
export const paging = {
  /** 0 means the default. */
  maxResults: z.int().min(0).max(1000).default(0),
  nextToken: z.string().optional(),
};

const DEFAULT_PAGE_SIZE = 100;

/** Makes an action that parses its body. */
export function action<Schema extends z.ZodType>(
  schema: Schema,
  work: (body: z.output<Schema>) => unknown,
): Action {
  return async (body) => {
    const parsed = schema.safeParse(body);
    if (!parsed.success) {
      throw new StatesApiError('ValidationException', z.prettifyError(parsed.error));
    }
    return work(parsed.data);
  };
}

/** Resolves to the answer once everything written so far is durable. */
export async function durably<Answer>(runtime: Runtime, answer: Answer): Promise<Answer> {
  await runtime.database.durable();
  return answer;
}

/**
 * Reads one page.
 *
 * @param request its `nextToken` is the id of the last item of the page before
 * @param read takes that id and how many items to return at most
 */
export function readPage<Item extends { readonly id: number }>(
  request: { maxResults: number; nextToken?: string | undefined },
  read: (after: number | undefined, limit: number) => Item[],
): { items: Item[]; nextToken?: string } {
  const after = request.nextToken === undefined ? undefined : Number(request.nextToken);
  if (Number.isNaN(after)) {
    throw new StatesApiError('InvalidToken', `Invalid Token: '${request.nextToken}'`);
  }
  const size = request.maxResults || DEFAULT_PAGE_SIZE;
  const found = read(after, size + 1);
  const items = found.slice(0, size);
  const last = items.at(-1);
  return found.length > size && last !== undefined
    ? { items, nextToken: String(last.id) }
    : { items };
}
