import { ActionButton } from './action-button.tsx';

/** Puts a text on the clipboard, and says so. */
export function CopyButton({ text, name }: { text: string; name: string }) {
  return (
    <ActionButton act={() => navigator.clipboard.writeText(text).then(() => 'Copied.')}>
      {name}
    </ActionButton>
  );
}
