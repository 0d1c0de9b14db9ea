import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { getMessage } from '../data/client.ts';
import { notify } from '../data/notices.ts';
import { useAction } from '../data/use-action.ts';

export interface ActionButtonProps {
  /** What a press does. A text that it answers is shown. */
  readonly act: () => Promise<unknown>;
  /** Asked for by a first press where the act can't be undone, such as `Really delete`. */
  readonly confirm?: string;
  readonly children: ComponentChildren;
}

/** Does one thing and shows how it went. Leaving the button takes a first press back. */
export function ActionButton({ act, confirm, children }: ActionButtonProps) {
  const [isAsking, setAsking] = useState(false);
  const { isRunning, run } = useAction(async () => {
    const answer = await act().catch((error: unknown) => notify(getMessage(error), 'bad'));
    if (typeof answer === 'string') notify(answer);
  });
  function press() {
    if (isAsking || !confirm) void run();
    setAsking(!isAsking && confirm !== undefined);
  }
  return (
    <button
      {...{ type: 'button', class: isAsking ? 'danger' : '', disabled: isRunning }}
      onBlur={() => setAsking(false)}
      onClick={press}
    >
      {isAsking ? confirm : children}
    </button>
  );
}
