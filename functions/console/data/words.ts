/** `image-to-video` as a title: *Image to video*. */
export function title(kind: string): string {
  const words = kind.replaceAll(/[-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const dayAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

/** A moment in full, in the reader's own zone. */
export const moment = (iso: string) => dayAndTime.format(new Date(iso));

/** Only its time. */
export const timeOfDay = (iso: string) => time.format(new Date(iso));

/** Seconds as a person says them: `0.4 s`, `12 s`, `3 min 5 s`, `2 h 4 min`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.round(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** How long ago: `just now`, `5 min ago`, `3 days ago`. */
export function ago(iso: string, now = Date.now()): string {
  const seconds = (now - Date.parse(iso)) / 1000;
  if (seconds < 10) return 'just now';
  if (seconds < 60) return `${Math.floor(seconds)} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  const days = Math.floor(seconds / 86_400);
  return days === 1 ? 'yesterday' : `${days} days ago`;
}

/** `1 coin`, `30 coins`. */
export const amount = (count: number, unit: string) =>
  `${count.toLocaleString('en')} ${count === 1 ? unit.replace(/s$/, '') : unit}`;

/** The words for a task's state. */
export const stateWords: Readonly<Record<string, string>> = {
  initialized: 'Accepted',
  sent: 'Sent to the provider',
  pending: 'Waiting at the provider',
  processing: 'In progress',
  completed: 'Completed',
  failed: 'Failed',
};

/** True while a task has not ended. */
export const isOpen = (status: string) => status !== 'completed' && status !== 'failed';
