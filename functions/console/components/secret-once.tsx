import { CopyButton } from './copy-button.tsx';

/** A secret that is shown now and never again. */
export function SecretOnce({ words, secret }: { words: string; secret: string }) {
  return (
    <div class="secret" role="status">
      <p>{words}</p>
      <code>{secret}</code>
      <CopyButton text={secret} name="Copy" />
    </div>
  );
}
