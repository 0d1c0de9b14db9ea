import type { ComponentChildren } from 'preact';
import { useAction } from '../data/use-action.ts';
import { Problem } from './problem.tsx';

export interface ActionFormProps {
  /** Gets the fields by their names, as texts. */
  readonly act: (values: Readonly<Record<string, string>>) => Promise<unknown>;
  /** The words of the button. */
  readonly submit: string;
  readonly isPrimary?: boolean;
  /** Whether the fields stay as they are once it is done. */
  readonly keeps?: boolean;
  readonly children: (problemOf: (field: string) => string) => ComponentChildren;
}

/** A few fields and a button in one row; what the API says of them stands below. */
export function ActionForm({ act, submit, isPrimary, keeps, children }: ActionFormProps) {
  const { run, isRunning, error, problemOf } = useAction(act);
  return (
    <form
      class="action-form"
      onSubmit={async (event) => {
        event.preventDefault();
        const form = event.currentTarget;
        const values = Object.fromEntries(new FormData(form)) as Record<string, string>;
        if ((await run(values)) && !keeps) form.reset();
      }}
    >
      {children(problemOf)}
      <button type="submit" class={isPrimary ? 'primary' : ''} disabled={isRunning}>
        {submit}
      </button>
      <Problem error={error} />
    </form>
  );
}
