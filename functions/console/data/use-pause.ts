import { useEffect, useState } from 'preact/hooks';

/** How long a value must be left alone, in milliseconds. */
const PAUSE = 250;

/** The value once it has not changed for a moment: what is asked of the API while somebody types. */
export function usePause(value: string): string {
  const [settled, settle] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => settle(value), PAUSE);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
