import { cpus } from 'node:os';
import { benchBundles } from './bundles.ts';
import { benchConsole } from './console.ts';
import { benchHighlights } from './highlights.ts';
import { benchLimited } from './limited.ts';
import { benchLists } from './lists.ts';
import { benchLoad } from './load.ts';
import { benchMinistack } from './ministack.ts';
import { benchPeers } from './peers.ts';
import { benchPolling } from './polling.ts';
import { benchRenderer } from './renderer.ts';
import { benchService } from './service.ts';
import { benchSoak } from './soak.ts';
import { formatTable, type Table } from './table.ts';
import { benchWebhooks } from './webhooks.ts';

/** `npm run bench -- renderer` runs one part; without a name all run but those of `onlyByName`. */
const parts: Record<string, () => Promise<Table>> = {
  renderer: benchRenderer,
  highlights: benchHighlights,
  service: benchService,
  polling: benchPolling,
  webhooks: benchWebhooks,
  bundles: benchBundles,
  console: benchConsole,
  limited: benchLimited,
  lists: benchLists,
  load: benchLoad,
  soak: benchSoak,
  peers: benchPeers,
  ministack: benchMinistack,
};
const onlyByName = ['limited', 'lists', 'soak', 'peers', 'ministack'];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  process.stderr.write(
    `The bench has no part "${unknown[0]}"; its parts: ${Object.keys(parts).join(', ')}\n`,
  );
  process.exit(1);
}
process.stdout.write(`Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}\n\n`);
for (const [name, run] of Object.entries(parts)) {
  if (wanted.length > 0 ? !wanted.includes(name) : onlyByName.includes(name)) continue;
  process.stdout.write(`${formatTable(await run())}\n`);
}
