import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useAction } from '../data/use-action.ts';
import { Problem } from './problem.tsx';
import { SecretOnce } from './secret-once.tsx';

export interface ActionFormProps {
  /** Gets the fields by their names, as texts. A text that it answers is a secret, shown once. */
  readonly act: (values: Readonly<Record<string, string>>) => Promise<unknown>;
  /** The words of the button. */
  readonly submit: string;
  readonly isPrimary?: boolean;
  /** Stand over a secret; a form without them keeps its fields when it is done. */
  readonly secretWords?: string;
  readonly children:
    | ComponentChildren
    | ((getProblem: (field: string) => string) => ComponentChildren);
}

/** A few fields and a button in one row; what the API says of them stands below. */
export function ActionForm({ act, submit, isPrimary, secretWords, children }: ActionFormProps) {
  const [secret, setSecret] = useState('');
  const { run, isRunning, error, getProblem } = useAction(async (form: HTMLFormElement) => {
    const answer = await act(Object.fromEntries(new FormData(form)) as Record<string, string>);
    if (typeof answer !== 'string') return;
    setSecret(answer);
    form.reset();
  });
  return (
    <form
      class="action-form"
      onSubmit={(event) => {
        event.preventDefault();
        void run(event.currentTarget);
      }}
    >
      {secret && <SecretOnce words={secretWords ?? ''} secret={secret} />}
      {typeof children === 'function' ? children(getProblem) : children}
      <button type="submit" class={isPrimary ? 'primary' : ''} disabled={isRunning}>
        {submit}
      </button>
      <Problem error={error} />
    </form>
  );
}
