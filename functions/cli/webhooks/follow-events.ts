import { type EventSource, type ListedEvent, ListenRefusedError } from './event-source.ts';
import { type Forwarded, getReason } from './forward-event.ts';

export interface FollowEventsDependencies {
  readonly source: EventSource;
  /** Sends one event on. */
  forward(event: ListedEvent, secret: string): Promise<Forwarded>;
  /** Whether an event is to be sent on; optional, all are unless given. */
  isWanted?(event: ListedEvent): boolean;
  /** Shows one line. */
  print(line: string): void;
  /** Ends early when listening ends. @param seconds how long */
  wait(seconds: number): Promise<void>;
  /** True once listening is to end. */
  hasEnded(): boolean;
}

/** How often a server that has nothing new is asked. */
const PAUSE_SECONDS = 1;

/** The waits before a server that can't be reached is tried again, and the one that is repeated afterwards. */
const RECONNECT_SECONDS: readonly number[] = [1, 2, 5, 10];
const LONGEST_RECONNECT_SECONDS = 30;

/**
 * Forwards an owner's events in their order, one after another, until it is stopped. Goes on where it was after
 * the server could not be reached.
 * @param since ISO 8601; optional, defaults to the server's present time
 * @throws ListenRefusedError
 */
export async function followEvents(
  context: FollowEventsDependencies,
  since?: string,
): Promise<void> {
  const beginning = await insist(context, () => context.source.begin());
  if (!beginning) return;
  let mark = since ?? beginning.time;
  context.print(`Listening for events after ${mark}, signed with ${beginning.secret}`);
  while (!context.hasEnded()) {
    const page = await insist(context, () => context.source.eventsAfter(mark));
    if (!page) return;
    for (const event of page.events) {
      if (context.hasEnded()) return;
      if (context.isWanted && !context.isWanted(event)) continue;
      context.print(createLine(event, await context.forward(event, beginning.secret)));
    }
    mark = page.next ?? mark;
    if (page.events.length === 0) await context.wait(PAUSE_SECONDS);
  }
}

/** What is shown of an event that was sent on. */
export function createLine(
  { type, subject, id }: ListedEvent,
  { received, outcome }: Forwarded,
): string {
  return `${received ? '✓' : '✗'} ${type}  ${subject}  ${id}  → ${outcome}`;
}

/** Asks until there is an answer, and says so when it takes more than one try. Nothing when listening ends first. */
async function insist<Answer>(
  { print, wait, hasEnded }: FollowEventsDependencies,
  ask: () => Promise<Answer>,
): Promise<Answer | undefined> {
  for (let failures = 0; !hasEnded(); failures += 1) {
    try {
      const answer = await ask();
      if (failures > 0) print('The server answers again.');
      return answer;
    } catch (error) {
      if (error instanceof ListenRefusedError) throw error;
      if (failures === 0) print(`The server can't be asked: ${getReason(error)}. Trying again.`);
      await wait(RECONNECT_SECONDS[failures] ?? LONGEST_RECONNECT_SECONDS);
    }
  }
  return undefined;
}
