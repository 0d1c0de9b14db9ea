import { signal } from '@preact/signals';

/** What was just done, or why it could not be, in a sentence. */
export interface Notice {
  readonly text: string;
  readonly tone: 'good' | 'bad';
}

/** For how long a notice of success stays, in milliseconds; one of a failure is closed by hand. */
const STAYS = 6000;
const MOST_SHOWN = 3;

/** Shown over every screen, newest last. */
export const notices = signal<readonly Notice[]>([]);

/** Says what was done, or why it was not. */
export function notify(text: string, tone: Notice['tone'] = 'good'): void {
  const notice = { text, tone };
  notices.value = [...notices.value, notice].slice(-MOST_SHOWN);
  if (tone === 'good') setTimeout(() => closeNotice(notice), STAYS);
}

export function closeNotice(notice: Notice): void {
  notices.value = notices.value.filter((one) => one !== notice);
}
