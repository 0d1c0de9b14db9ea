import * as z from 'zod';

/** An event as a webhook would bring it. */
export interface ListedEvent {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  /** The same bytes that webhooks carry. */
  readonly body: string;
}

export interface EventsPage {
  readonly events: readonly ListedEvent[];
  /** Where the next page begins; undefined if there is nothing yet to continue from. */
  readonly next?: string;
}

/** The two things that listening needs of a server's API. */
export interface EventSource {
  /** The owner's signing secret (`whsec_…`), and the server's time as ISO 8601. */
  begin(): Promise<{ secret: string; time: string }>;
  /** @param mark a time, or `next` of the page before. */
  eventsAfter(mark: string): Promise<EventsPage>;
}

/** The server was reached and refuses: trying again would not help. */
export class ListenRefusedError extends Error {
  override readonly name = 'ListenRefusedError';
}

const REQUEST_MILLISECONDS = 30_000;
const PAGE_SIZE = 100;

const rowFields = z.object({ _id: z.string(), type: z.string(), subject: z.string() });
type Row = z.output<typeof rowFields> & Record<string, unknown>;
const secretAnswer = z.object({ data: z.object({ secret: z.string() }) });
const row = z.custom<Row>((value) => rowFields.safeParse(value).success);
const eventsAnswer = z.object({
  data: z.object({ rows: z.array(row), next: z.string().nullable() }),
});

/** Reads events from a server, deployed or local, with the token of their owner. */
export function createEventSource(url: string, token: string): EventSource {
  async function get(path: string): Promise<Response> {
    const response = await fetch(`${url}${path}`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(REQUEST_MILLISECONDS),
    });
    if (response.ok) return response;
    const answer = await response.text();
    if (response.status === 401) {
      throw new ListenRefusedError(`${url} does not know this token.`);
    }
    if (response.status < 500 && response.status !== 429) {
      throw new ListenRefusedError(`${url}${path} answered ${response.status}: ${answer}`);
    }
    throw new Error(`it answered ${response.status}`);
  }

  async function getData<Data>(path: string, schema: z.ZodType<Data>) {
    const response = await get(path);
    const parsed = schema.safeParse(parseJson(await response.text()));
    const date = Date.parse(response.headers.get('date') ?? '');
    if (parsed.success && !Number.isNaN(date)) return { data: parsed.data, date };
    throw new ListenRefusedError(`${url} does not answer as a Reelhook server does.`);
  }

  return {
    async begin() {
      const { data, date } = await getData('/api/v1/webhooks/secret', secretAnswer);
      return { secret: data.data.secret, time: new Date(date).toISOString() };
    },

    async eventsAfter(mark) {
      const query = new URLSearchParams({ after: mark, limit: `${PAGE_SIZE}` });
      const { data } = await getData(`/api/v1/events?${query}`, eventsAnswer);
      const { rows, next } = data.data;
      return { events: rows.map(toEvent), ...(next === null ? {} : { next }) };
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What stands beside `_id`, `kind` and `subject` is the body, its members in their order. */
function toEvent({ _id: id, kind: _kind, subject, ...sent }: Row): ListedEvent {
  return { id, type: sent.type, subject, body: JSON.stringify(sent) };
}
