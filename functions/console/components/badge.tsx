import { stateWords } from '../data/words.ts';

const tones: Readonly<Record<string, string>> = {
  completed: 'good',
  delivered: 'good',
  active: 'good',
  closed: 'good',
  failed: 'bad',
  disabled: 'bad',
  open: 'bad',
  cancelled: 'warn',
  failing: 'warn',
  half_open: 'warn',
};

/** A state in a word, with a colour that repeats it. */
export function Badge({ state, words }: { state: string; words?: string }) {
  const tone = tones[state] ?? 'busy';
  return <span class={`badge ${tone}`}>{words ?? stateWords[state] ?? state}</span>;
}
