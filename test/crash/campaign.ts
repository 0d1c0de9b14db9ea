import { readFileSync, rmSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { createApi } from '../local/api.ts';
import { audit } from './audit.ts';
import { EVERY_TYPE_PATH } from './audit-events.ts';
import { createOperator } from './aws.ts';
import type { Finding } from './finding.ts';
import { gatherEvidence } from './gather-evidence.ts';
import type { OutsideWorld } from './outside-world.ts';
import { createRequests } from './requests.ts';
import {
  readToken,
  type StackFaults,
  type StackPlace,
  startStackProcess,
} from './stack-process.ts';

/** A life of the stack ends by itself at its point; where it never comes to it, it is killed after so many seconds. */
const LONGEST_LIFE_SECONDS = 12;
/** For everything that is left to be done to be done, in seconds: delivery leases, repeats, renders. */
const LONGEST_RECOVERY_SECONDS = 300;
/** Between two looks at a recovery. */
const PAUSE_MILLISECONDS = 5000;
/** Where the endpoints are registered, and what they ask for beside the outcomes that each gets. */
const ENDPOINTS = {
  '/endpoint/outcomes': ['task.*'],
  [EVERY_TYPE_PATH]: ['task.*', 'task.cancelled', 'task.started', 'task.progress'],
};

export interface CampaignOptions {
  readonly place: StackPlace;
  readonly outside: OutsideWorld;
  readonly say: (line: string) => void;
}

/** Many lives and deaths of a stack on one folder of data, and the audit of what is left. */
export function createCampaign({ place, outside, say }: CampaignOptions) {
  const apiUrl = `http://localhost:${place.port}`;
  const mediaUrl = `http://localhost:${place.port + 1}`;
  const requests = createRequests(outside, apiUrl);
  const log = `${place.dataDirectory}-points.log`;
  const deaths = new Map<string, number>();

  /** Starts the stack, works with it, and kills it where it has not died by then. */
  async function withStack<Result>(work: () => Promise<Result>): Promise<Result> {
    const stack = startStackProcess(place);
    if (!(await stack.ready)) throw new Error(stack.output());
    const result = await work();
    await stack.kill();
    return result;
  }

  /** Makes the first user, its account and the endpoints. */
  function setUp(): Promise<void> {
    return withStack(async () => {
      const api = createApi(apiUrl, readToken(place));
      for (const [path, events] of Object.entries(ENDPOINTS)) {
        const fields = { url: `${outside.url}${path}`, events };
        const answer = await api.call('POST', '/api/v1/webhooks/endpoints', fields);
        if (answer.status !== 200) throw new Error(JSON.stringify(answer));
      }
    });
  }

  /**
   * One life: starts the stack with its faults, sends it so many new tasks, and waits for it to die, for so many
   * seconds at most. Answers the points it passed.
   */
  async function live(newTasks: number, faults: StackFaults, seconds = LONGEST_LIFE_SECONDS) {
    rmSync(log, { force: true });
    const stack = startStackProcess(place, { ...faults, log });
    if (await stack.ready) {
      await Promise.race([stack.ended, requests.sendAll(readToken(place), newTasks)]);
    }
    const died = await stack.endsWithin(seconds);
    if (!died) await stack.kill();
    const end = await stack.ended;
    if (end !== 'SIGKILL') say(`The stack ended with ${end}:\n${stack.output().slice(-2000)}`);
    const points = readPoints(log);
    const where = died ? (points.at(-1) ?? 'before the first point') : 'between two points';
    deaths.set(where, (deaths.get(where) ?? 0) + 1);
    return points;
  }

  /** Lets the stack live in peace, until nothing is left to be done, and looks at what there is. */
  function auditAll(): Promise<Finding[]> {
    return withStack(async () => {
      const operator = createOperator(place);
      const end = Date.now() + LONGEST_RECOVERY_SECONDS * 1000;
      for (;;) {
        await requests.sendAll(readToken(place), 0);
        await operator.sweepNow();
        const accepted = [...requests.accepted.values()];
        const { cancelled } = requests;
        const known = { accepted, cancelled, outside, endpointPaths: Object.keys(ENDPOINTS) };
        const findings = audit(await gatherEvidence({ ...known, operator, mediaUrl }));
        const open = findings.filter(({ broken }) => broken.length > 0);
        if (open.length === 0 || Date.now() > end) return findings;
        say(`not yet: ${open.map(({ rule, broken }) => `${rule} (${broken.length})`).join('; ')}`);
        await setTimeout(PAUSE_MILLISECONDS);
      }
    });
  }

  return {
    /** The points at which the stack died, and how often at each. */
    deaths,
    taskCount: requests.count,
    setUp,
    live,
    audit: auditAll,
  };
}

/** The points that a life passed, in order. */
function readPoints(log: string): string[] {
  const lines = readFileSync(log, 'utf8').split('\n');
  return lines.flatMap((line) => line.split('\t')[1] ?? []);
}
