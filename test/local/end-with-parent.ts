/**
 * Ends this process when the one that spawned it has ended, however that was: its standard input, a pipe, ends then. Else
 * a test that fails or is killed would leave a stack behind.
 */
export function endWithParent(): void {
  process.stdin.on('end', () => process.exit(1)).resume();
  // A pipe is a socket; it alone keeps nothing alive.
  if ('unref' in process.stdin) process.stdin.unref();
}
