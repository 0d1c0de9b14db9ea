import type { createOperator } from './aws.ts';
import type { Evidence } from './evidence.ts';

export interface EvidenceSources
  extends Pick<Evidence, 'accepted' | 'cancelled' | 'outside' | 'endpointPaths'> {
  readonly operator: ReturnType<typeof createOperator>;
  /** Where results are read, without a slash at the end. */
  readonly mediaUrl: string;
}

/** Reads the records of a running stack and plays every result. The stack has one account. */
export async function gatherEvidence(sources: EvidenceSources): Promise<Evidence> {
  const { operator, mediaUrl, ...known } = sources;
  const { accounts, entries, openHolds } = await operator.readAccounts();
  const [account] = accounts;
  if (!account) throw new Error('The account is gone.');
  const tasks = await operator.readTasks();
  const playable = new Map<string, boolean>();
  for (const { id, status, resultKey } of tasks) {
    if (status === 'completed') playable.set(id, await isPlayable(`${mediaUrl}/${resultKey}`));
  }
  return { ...known, account, entries, openHolds, playable, tasks };
}

/** An MP4 begins with a box `ftyp`, and a whole one has its index, `moov` (ISO/IEC 14496-12). */
async function isPlayable(url: string): Promise<boolean> {
  const response = await fetch(url);
  const bytes = Buffer.from(await response.arrayBuffer());
  return response.ok && bytes.subarray(4, 8).toString() === 'ftyp' && bytes.includes('moov');
}
