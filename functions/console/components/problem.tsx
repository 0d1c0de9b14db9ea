import { ApiFailure } from '../../client/api-failure.ts';
import { getMessage } from '../data/client.ts';

/** What went wrong, which fields it names, and how to try again. */
export function Problem({ error, retry }: { error: unknown; retry?: () => unknown }) {
  if (error === undefined || error === '') return null;
  const fields = error instanceof ApiFailure ? error.fields : [];
  return (
    <div class="problem" role="alert">
      {fields.length > 1 ? (
        <ul>
          {fields.map(({ field, message }) => (
            <li key={field + message}>
              <code>{field}</code> {message}
            </li>
          ))}
        </ul>
      ) : (
        <p>{typeof error === 'string' ? error : getMessage(error)}</p>
      )}
      {retry && (
        <button type="button" onClick={() => void retry()}>
          Try again
        </button>
      )}
    </div>
  );
}
