import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, type TestContext } from 'vitest';
import { DiskFullError } from '../../../../../infra/local/engines/disk-full-error.ts';
import { openEntries } from '../../../../../infra/local/engines/tables/entries.ts';
import { settle, startEngine } from './states/harness.ts';
import { manualClock } from './states/manual-clock.ts';

/** A file system of its own of 2 MB, which only root of Linux can make; all others skip the test. */
function mountSmallDisk({ skip }: TestContext) {
  if (process.getuid?.() !== 0) skip('needs root, to mount a small file system');
  const folder = mkdtempSync(join(tmpdir(), 'small-disk-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    skip('needs the right to mount a small file system');
  }
  onTestFinished(() => void execFileSync('umount', ['-l', folder]));
  const filler = join(folder, 'filler');
  return {
    path: (name: string) => join(folder, name),
    /** Leaves so many bytes. */
    fill(left: number) {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(filler, Buffer.alloc(bavail * bsize - left));
    },
    free: () => rmSync(filler),
  };
}

/** Does work one after the other until the disk is full. Returns what was accepted. */
async function untilFull(work: (name: string) => Promise<unknown>): Promise<string[]> {
  const accepted: string[] = [];
  for (let number = 0; number < 1000; number += 1) {
    try {
      await work(`n${number}`);
      accepted.push(`n${number}`);
    } catch (error) {
      expect(error).toBeInstanceOf(DiskFullError);
      return accepted;
    }
  }
  throw new Error('the disk was never full');
}

it('tables keep what they accepted, show nothing else, and go on when there is room', async (context) => {
  const disk = mountSmallDisk(context);
  const path = disk.path('tables.sqlite');
  const entries = openEntries(path);
  async function put(key: string) {
    const session = entries.open();
    session.set('item-tasks', key, { key, text: 'x'.repeat(3000) });
    await session.durable();
  }
  await put('first');
  disk.fill(300_000);
  const accepted = ['first', ...(await untilFull(put))];
  const inMemory = entries.open().keys('item-tasks');
  expect(inMemory.toSorted()).toEqual(accepted.toSorted());
  expect(entries.open().get('item-tasks', `n${accepted.length - 1}`)).toBeUndefined();
  disk.free();
  await put('later');
  entries.close();
  const reopened = openEntries(path);
  expect(reopened.open().keys('item-tasks')).toEqual([...accepted, 'later'].toSorted());
  reopened.close();
});

it('executions that were accepted all end, those refused are not there, and new ones start', async (context) => {
  const disk = mountSmallDisk(context);
  const clock = manualClock(Date.UTC(2026, 0, 1));
  const { start, end, call } = startEngine(
    { StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 60, End: true } } },
    { clock, path: disk.path('states.sqlite') },
  );
  const arns = new Map<string, string>();
  disk.fill(300_000);
  const input = 'x'.repeat(3000);
  await untilFull(async (name) => arns.set(name, await start(input, name)));
  await settle();
  disk.free();
  const later = await start(input, 'later');
  expect(later).toContain('later');
  // The engine continues what it has after a pause of the machine's time.
  await expect
    .poll(
      async () => {
        clock.advance(60);
        await settle();
        const { executions } = await call('ListExecutions', {
          stateMachineArn: later.replace(':execution:', ':stateMachine:').replace(/:[^:]*$/, ''),
          statusFilter: 'RUNNING',
        });
        return (executions as unknown[]).length;
      },
      { timeout: 10_000 },
    )
    .toBe(0);
  for (const arn of [...arns.values(), later]) {
    expect(await end(arn)).toMatchObject({ status: 'SUCCEEDED' });
  }
  await expect(
    call('DescribeExecution', { executionArn: later.replace('later', `n${arns.size}`) }),
  ).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
});
