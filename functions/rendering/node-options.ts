/**
 * For Node in a process that renders: what it allocates lies outside the heap, which without these reserves more than it
 * uses, in megabytes, and keeps a thread of the collector's for each core.
 */
export const nodeOptions: readonly string[] = ['--max-semi-space-size=1', '--v8-pool-size=1'];
