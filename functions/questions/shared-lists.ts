import type { QuestionName } from '../providers/provider.ts';
import type { SystemAvatar, SystemBackground } from '../providers/question.ts';
import { type Ask, ask, whoAnswers } from './ask.ts';
import { ProviderBusyError, UnansweredError } from './question-errors.ts';

/** What everyone has at the provider who makes avatar videos; empty where the operator has configured none. */
export interface SharedLists {
  sharedAvatars(): Promise<readonly SystemAvatar[]>;
  sharedBackgrounds(): Promise<readonly SystemBackground[]>;
}

/** How old a list may be, in milliseconds: five minutes. */
const REMEMBERED = 5 * 60 * 1000;

/** Asks for the lists when they are needed and remembers them; what was read last stands while nobody answers. */
export function createSharedLists(context: Ask & { clock: { now(): number } }): SharedLists {
  return {
    sharedAvatars: remembered(context, 'list-avatars', (provider) =>
      ask(context, 'list-avatars', {}, provider),
    ),
    sharedBackgrounds: remembered(context, 'list-backgrounds', (provider) =>
      ask(context, 'list-backgrounds', {}, provider),
    ),
  };
}

function remembered<Item>(
  context: Pick<Ask, 'answering'> & { clock: { now(): number } },
  question: QuestionName,
  read: (provider: string) => Promise<Item[]>,
): () => Promise<readonly Item[]> {
  let known: { provider: string; items: Item[]; until: number } | undefined;
  return async () => {
    const provider = await whoAnswers(context, question);
    if (provider === undefined) return [];
    const now = context.clock.now();
    const last = known?.provider === provider ? known : undefined;
    if (last && now < last.until) return last.items;
    const items = await read(provider).catch((error: unknown) => {
      if (!last || !isOutage(error)) throw error;
      return last.items;
    });
    known = { provider, items, until: now + REMEMBERED };
    return items;
  };
}

function isOutage(error: unknown): boolean {
  return error instanceof UnansweredError || error instanceof ProviderBusyError;
}
