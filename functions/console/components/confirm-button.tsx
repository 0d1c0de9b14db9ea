import { useState } from 'preact/hooks';

export interface ConfirmButtonProps {
  readonly name: string;
  /** What the second press does, such as `Really delete`. */
  readonly confirm: string;
  readonly disabled?: boolean;
  readonly act: () => unknown;
}

/** What can't be undone takes two presses; leaving the button takes the first one back. */
export function ConfirmButton({ name, confirm, disabled, act }: ConfirmButtonProps) {
  const [isAsking, setAsking] = useState(false);
  return (
    <button
      type="button"
      class={isAsking ? 'danger' : ''}
      disabled={disabled}
      onBlur={() => setAsking(false)}
      onClick={() => {
        if (isAsking) void act();
        setAsking(!isAsking);
      }}
    >
      {isAsking ? confirm : name}
    </button>
  );
}
