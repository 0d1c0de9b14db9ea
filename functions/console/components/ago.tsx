import { ago, moment } from '../data/words.ts';

/** How long ago a moment was, and when exactly where it is pointed at. */
export function Ago({ at }: { at: string }) {
  return (
    <time dateTime={at} title={moment(at)}>
      {ago(at)}
    </time>
  );
}
