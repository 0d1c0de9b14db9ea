/** What a progress line shows of a task. */
export interface ProgressOfTask {
  readonly current_status: string;
  /** In percent. */
  readonly process: number;
  readonly eta: { readonly p50_seconds: number } | null;
}

const WIDEST_BAR = 30;
const LEAST_BAR = 8;
/** Room for the longest words, so that the bar is as wide from the first state to the last. */
const WORDS = ' 100%  initialized  about 99 s'.length;

/** A bar with state, percent and how long it will take, never wider than the terminal. */
export function formatProgress(
  { current_status, process, eta }: ProgressOfTask,
  columns: number,
): string {
  const percent = `${Math.round(process)}%`.padStart(4);
  const left = eta ? `  about ${Math.max(1, Math.round(eta.p50_seconds))} s` : '';
  const words = ` ${percent}  ${current_status}${left}`;
  const width = Math.min(WIDEST_BAR, columns - Math.max(words.length, WORDS) - 1);
  if (width < LEAST_BAR) return words.trim().slice(0, columns - 1);
  const done = Math.round((width * Math.min(process, 100)) / 100);
  return '█'.repeat(done) + '░'.repeat(width - done) + words;
}
