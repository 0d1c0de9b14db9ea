/** `image-to-video` as a title: *Image to video*. */
export function title(kind: string): string {
  const words = kind.replaceAll(/[-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const dayAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const hour = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

/** A moment in full, in the reader's own zone. */
export const moment = (iso: string) => dayAndTime.format(new Date(iso));

/** Only its time. */
export const timeOfDay = (iso: string) => time.format(new Date(iso));

/** Its hour and minute. */
export const hourOfDay = (iso: string) => hour.format(new Date(iso));

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
  return `${amount(Math.floor(seconds / 86_400), 'days')} ago`;
}

/** `1 coin`, `30 coins`. */
export const amount = (count: number, unit: string) =>
  `${count.toLocaleString('en')} ${count === 1 ? unit.replace(/s$/, '') : unit}`;

/** The words for the states of a task. */
export const stateWords: Readonly<Record<string, string>> = {
  initialized: 'Accepted',
  sent: 'Sent to the provider',
  pending: 'Waiting at the provider',
  processing: 'In progress',
  completed: 'Completed',
  failed: 'Failed',
};

/** How a task is called: by its name unless that is only its id. */
export const taskName = ({ _id, name, kind }: { _id: string; name: string; kind: string }) =>
  name && name !== _id ? name : title(kind);

/** The state of a task as a badge shows it, where cancelled is not failed. */
export const taskState = (task: { current_status: string; failed_code: string }) =>
  task.failed_code === 'cancelled' ? 'cancelled' : task.current_status;

/** True while a task has not ended. */
export const isOpen = (status: string) => status !== 'completed' && status !== 'failed';

/** Bytes as a person says them: `960 KB`, `2.4 MB`. */
export function size(bytes: number): string {
  const unit = bytes < 1_000_000 ? 'KB' : 'MB';
  const count = bytes / (unit === 'KB' ? 1000 : 1_000_000);
  return `${count < 10 ? Math.round(count * 10) / 10 : Math.round(count)} ${unit}`;
}

/** A sentence of the API with its moments in the reader's own zone. */
export const readable = (text: string) =>
  text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (iso) => moment(iso));

/** A moment as a field of the type `datetime-local` has it. */
export function localMoment(iso: string): string {
  const date = new Date(iso);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** `a, b c` as its words. */
export const listed = (text: string) => text.split(/[\s,]+/).filter(Boolean);
