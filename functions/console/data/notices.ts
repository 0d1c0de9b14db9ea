import { signal } from '@preact/signals';

/** What was just done, or why it could not be, in a sentence. */
export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly tone: 'good' | 'bad';
}

/** For how long a notice of success stays, in milliseconds; one of a failure is closed by hand. */
const STAYS = 6000;
const MOST_SHOWN = 3;
let count = 0;

/** Shown over every screen, newest last. */
export const notices = signal<readonly Notice[]>([]);

/** Tells what was done, or why it was not. */
export function notify(text: string, tone: Notice['tone'] = 'good'): void {
  count += 1;
  const id = count;
  notices.value = [...notices.value, { id, text, tone }].slice(-MOST_SHOWN);
  if (tone === 'good') setTimeout(() => closeNotice(id), STAYS);
}

export function closeNotice(id: number): void {
  notices.value = notices.value.filter((one) => one.id !== id);
}
