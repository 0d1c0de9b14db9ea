import { getMessage } from '../data/client.ts';

/** What went wrong, and how to try again; nothing if nothing did. */
export function Problem({ error, retry }: { error: unknown; retry?: () => unknown }) {
  if (!error) return null;
  return (
    <div class="problem" role="alert">
      <p>{getMessage(error)}</p>
      {retry && (
        <button type="button" onClick={() => void retry()}>
          Try again
        </button>
      )}
    </div>
  );
}
