import { useEffect, useState } from 'preact/hooks';
import type { DescribedKind } from '../../client/openapi/read-kinds.ts';
import { getQuote } from '../data/tasks.ts';
import { amount, duration } from '../data/words.ts';

export interface StartBarProps {
  readonly kind: DescribedKind;
  readonly request: Record<string, unknown>;
  /** How long such a task took lately; undefined where it is not known. */
  readonly medianSeconds: number | undefined;
  /** Whether a usable provider makes this kind. */
  readonly isServed: boolean;
  readonly isStarting: boolean;
}

/** What the start would cost and how long it would take, and the button that starts. */
export function StartBar({ kind, request, medianSeconds, isServed, isStarting }: StartBarProps) {
  const price = useQuote(kind, request);
  const parts = [price, medianSeconds ? `about ${duration(medianSeconds)}` : ''];
  return (
    <div class="start-bar">
      <p aria-live="polite">{parts.filter(Boolean).join(' · ')}</p>
      <button type="submit" class="primary" disabled={isStarting || !isServed}>
        {isStarting ? 'Starting…' : 'Start'} <kbd>Ctrl+Enter</kbd>
      </button>
    </div>
  );
}

/** Asked once nothing was typed for a third of a second. */
function useQuote(kind: DescribedKind, request: Record<string, unknown>): string {
  const [price, setPrice] = useState('');
  const text = JSON.stringify(request);
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(() => {
      getQuote(kind.startPath, JSON.parse(text))
        .then(({ coins, diamonds }) => {
          if (isOver) return;
          setPrice(diamonds > 0 ? amount(diamonds, 'diamonds') : amount(coins, 'coins'));
        })
        // A request that is not whole yet has no price.
        .catch(() => !isOver && setPrice(''));
    }, 300);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [kind.startPath, text]);
  return price;
}
