import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../../infra/local/synthesize.ts';
import { createCampaign } from './campaign.ts';
import { startOutsideWorld } from './outside-world.ts';
import { createRandom } from './random.ts';

/**
 * The crash suite: `npm run test:crash`. Kills a real `npm start` at points found by instrumenting the engines, makes
 * requests at the AWS endpoint fail, and audits what is left. CRASH_SEED repeats a run's choices, CRASH_KILLS (300)
 * says how often to kill, CRASH_PORT (9387) where to listen.
 */
const seed = Number(process.env['CRASH_SEED'] ?? Math.floor(Math.random() * 1e9));
const kills = Number(process.env['CRASH_KILLS'] ?? 300);
const port = Number(process.env['CRASH_PORT'] ?? 9387);
/** Of all kills, this part is at one point after the other; the others are at random ones. */
const SYSTEMATIC = 0.7;
/** Tasks sent in a life at its point, and in a life at a random one. */
const FEW = 2;
const LOAD = 20;
/** After so many kills what is left is audited, and the next kills go on with it. */
const BATCH = 100;
const LONGEST_FAULTY_SECONDS = 60;
const FAULT_RATE = 0.03;
/** A dry run's life, in seconds: as long as a task of any sort takes, without a render. */
const DRY_SECONDS = 10;

const say = (line: string) => void process.stdout.write(`${line}\n`);
const random = createRandom(seed);
const root = join(import.meta.dirname, '../..');
const directory = mkdtempSync(join(tmpdir(), 'reelhook-crash-'));
const outside = await startOutsideWorld();

async function run(): Promise<boolean> {
  say(`CRASH_SEED=${seed} CRASH_KILLS=${kills}`);
  const assemblyDirectory = await synthesize({
    root,
    outputDirectory: join(root, 'cdk.out', `crash-${port}`),
    context: { stage: 'local', port, requestsPerMinute: 100_000, startsPerMinute: 100_000 },
  });
  const place = { assemblyDirectory, dataDirectory: join(directory, 'data'), port, environment };
  const campaign = createCampaign({ place, outside, say });
  await campaign.setUp();
  const dry = await campaign.live(FEW, {}, DRY_SECONDS);
  const loaded = await campaign.live(LOAD, {}, DRY_SECONDS);
  say(`points: ${dry.length} in a life with ${FEW} tasks, ${loaded.length} with ${LOAD}`);

  const systematic = Math.round(kills * SYSTEMATIC);
  for (let kill = 0; kill < kills; kill += 1) {
    if (kill < systematic) {
      // Strides that hit every point once before any twice, when there are as many kills as points.
      const killAt = 1 + Math.floor(((kill + random()) * dry.length) / systematic);
      await campaign.live(FEW, { killAt });
    } else {
      const faults = kill % 2 === 1 ? { rate: FAULT_RATE, seed: seed + kill } : {};
      await campaign.live(LOAD, { killAt: 1 + Math.floor(random() * loaded.length), ...faults });
    }
    if (kill % 20 === 19) say(`${kill + 1} kills, ${campaign.taskCount()} tasks`);
    if (kill % BATCH === BATCH - 1 && !(await isWholeNow(campaign))) return false;
  }
  await campaign.live(LOAD, { rate: FAULT_RATE, seed }, LONGEST_FAULTY_SECONDS);
  return isWholeNow(campaign);
}

async function isWholeNow(campaign: ReturnType<typeof createCampaign>): Promise<boolean> {
  report(campaign.deaths);
  const findings = await campaign.audit();
  say('\n| the audit | of | broken |\n|---|---|---|');
  for (const { rule, asked, broken } of findings) say(`| ${rule} | ${asked} | ${broken.length} |`);
  for (const { rule, broken } of findings) {
    for (const item of broken.slice(0, 10)) say(`BROKEN: ${rule}: ${item}`);
  }
  return findings.every(({ broken }) => broken.length === 0);
}

/** A provider that takes money for every start, and the embedded one for those who ask for it. */
const quick = {
  ...{ kind: 'image-to-video', name: 'quick', id: 'crash/quick', expectedSeconds: 2 },
  ...{ input: { image_url: 'image', prompt: 'prompt' }, limits: { video_time: { oneOf: [5] } } },
};
const replicate = {
  ...{ type: 'replicate', apiKey: 'key', baseUrl: outside.url },
  ...{ reachesPrivateAddresses: true, models: [quick] },
};
const environment = { PROVIDERS: JSON.stringify([replicate, { type: 'embedded' }]) };

function report(deaths: ReadonlyMap<string, number>): void {
  const total = [...deaths.values()].reduce((sum, count) => sum + count, 0);
  say(`\n${total} deaths at ${deaths.size} different points:`);
  const sorted = [...deaths].sort(([, a], [, b]) => b - a);
  for (const [point, count] of sorted) say(`  ${String(count).padStart(4)}  ${point}`);
}

const isWhole = await run();
outside.stop();
if (isWhole) rmSync(directory, { recursive: true, force: true });
else say(`The data is kept in ${directory}`);
process.exit(isWhole ? 0 : 1);
