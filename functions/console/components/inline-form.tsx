import type { ComponentChildren } from 'preact';
import type { Action } from '../data/use-action.ts';

export interface InlineFormProps {
  /** Run by the button and by Enter. */
  readonly action: Action<[]>;
  /** The words of the button. */
  readonly submit: string;
  readonly isPrimary?: boolean;
  readonly children: ComponentChildren;
}

/** A few fields and a button in one row. */
export function InlineForm({ action, submit, isPrimary, children }: InlineFormProps) {
  return (
    <form
      class="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        void action.run();
      }}
    >
      {children}
      <button type="submit" class={isPrimary ? 'primary' : ''} disabled={action.isRunning}>
        {submit}
      </button>
    </form>
  );
}
