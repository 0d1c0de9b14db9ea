import type { Clock } from './clock.ts';

/** Values that are read again when they are older than that. */
export interface Remembered<Value> {
  /** Those who ask while it is read get the same answer. */
  get(key: string): Promise<Value>;
  forget(key: string): void;
}

const MOST_REMEMBERED = 1_000;

/**
 * Remembers what was read, in a warm function.
 * @param read what it answers with undefined, or throws, is not remembered
 */
export function rememberFor<Value>(
  { milliseconds, clock }: { readonly milliseconds: number; readonly clock: Clock },
  read: (key: string) => Promise<Value>,
): Remembered<Value> {
  const known = new Map<string, { readonly until: number; readonly value: Promise<Value> }>();
  return {
    get(key) {
      const remembered = known.get(key);
      if (remembered && remembered.until > clock.now()) return remembered.value;
      const entry = { until: clock.now() + milliseconds, value: read(key) };
      if (known.size >= MOST_REMEMBERED) known.clear();
      known.set(key, entry);
      const forgetAgain = () => void (known.get(key) === entry && known.delete(key));
      entry.value.then((value) => value === undefined && forgetAgain(), forgetAgain);
      return entry.value;
    },
    forget: (key) => void known.delete(key),
  };
}
