import { useState } from 'preact/hooks';
import { getMessage } from '../data/client.ts';
import { notify } from '../data/notices.ts';
import { Icon } from './icon.tsx';

/** For how long it says that it has copied, in milliseconds. */
const SAYS_SO = 1500;

/** Puts a text on the clipboard, and says so. */
export function CopyButton({ text, name }: { text: string; name: string }) {
  const [isCopied, setCopied] = useState(false);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), SAYS_SO);
    } catch (error) {
      notify(`It could not be copied: ${getMessage(error)}`, 'bad');
    }
  }
  return (
    <button type="button" class="quiet" onClick={() => void copy()}>
      <Icon name={isCopied ? 'check' : 'copy'} />
      <span aria-live="polite">{isCopied ? 'Copied' : name}</span>
    </button>
  );
}
