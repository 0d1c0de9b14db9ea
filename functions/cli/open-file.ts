import { spawn } from 'node:child_process';

const openers: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: 'open',
  win32: 'explorer',
};

/** Shows a file with what the system opens such files with; without a word where there is nothing of the kind. */
export function openFile(path: string): void {
  const opener = openers[process.platform] ?? 'xdg-open';
  const child = spawn(opener, [path], { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
}
