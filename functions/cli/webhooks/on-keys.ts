import { emitKeypressEvents } from 'node:readline';

/**
 * Calls what belongs to a key when it is pressed, where a person sits at a terminal.
 * @returns how to end that
 */
export function onKeys(actions: Readonly<Record<string, () => Promise<void>>>): () => void {
  const { stdin } = process;
  if (!stdin.isTTY) return () => undefined;
  emitKeypressEvents(stdin);
  stdin.setRawMode(true);
  stdin.resume();
  const press = (_: string, key: { name?: string; ctrl?: boolean }) => {
    // In raw mode the terminal sends Ctrl-C as a key.
    if (key.ctrl && key.name === 'c') process.kill(process.pid, 'SIGINT');
    else void actions[key.name ?? '']?.();
  };
  stdin.on('keypress', press);
  return () => {
    stdin.off('keypress', press);
    stdin.setRawMode(false);
    stdin.pause();
  };
}
