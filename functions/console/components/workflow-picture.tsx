import type { TaskItem, TimelineEntry } from '../data/tasks.ts';
import { duration, isOpen } from '../data/words.ts';

interface Step {
  readonly id: string;
  readonly name: string;
  readonly x: number;
}

const WIDTH = 170;
const GAP = 56;
const steps: readonly Step[] = [
  { id: 'accept', name: 'Accept the task', x: 8 },
  { id: 'start', name: 'Start the task and wait', x: 8 + WIDTH + GAP },
  { id: 'check', name: 'Check the task', x: 8 + 2 * (WIDTH + GAP) },
  { id: 'finish', name: 'Finish the task', x: 8 + 3 * (WIDTH + GAP) },
];
const stepOfState: Readonly<Record<string, string>> = {
  initialized: 'accept',
  sent: 'start',
  pending: 'check',
  processing: 'check',
  completed: 'finish',
  failed: 'finish',
};

/** The workflow with the step that the task is at; on its edges how long the steps before took. */
export function WorkflowPicture({
  task,
  timeline,
}: {
  task: TaskItem;
  timeline: readonly TimelineEntry[];
}) {
  const here = stepOfState[task.current_status] ?? 'accept';
  const index = steps.findIndex(({ id }) => id === here);
  const edges = edgeTimes(timeline);
  const failed = task.current_status === 'failed';
  const spoken = `The task is at: ${failed ? 'Record the failure' : steps[index]?.name}.`;
  return (
    <figure class="workflow">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section class="workflow-scroll" tabIndex={0} aria-label="The workflow">
        <svg viewBox="0 0 906 116" role="img" aria-label={spoken}>
          {steps.slice(1).map((step, at) => (
            <Edge
              key={step.id}
              from={steps[at]?.x ?? 0}
              isPassed={at < index}
              words={edges[at] ?? ''}
            />
          ))}
          <path class="edge loop" d="M520 76 v14 a8 8 0 0 0 8 8 h20 a8 8 0 0 0 8 -8 v-14" />
          <text class="edge-time" x="538" y="112" text-anchor="middle">
            again, until it is done
          </text>
          {steps.map((step, at) => (
            <Box
              key={step.id}
              step={failed && step.id === 'finish' ? { ...step, name: 'Record the failure' } : step}
              tone={getTone(at, index, task.current_status)}
            />
          ))}
        </svg>
      </section>
    </figure>
  );
}

function getTone(at: number, index: number, status: string): string {
  if (at < index) return 'passed';
  if (at > index) return 'ahead';
  if (isOpen(status)) return 'here';
  return status === 'failed' ? 'failed' : 'done';
}

function Box({ step, tone }: { step: Step; tone: string }) {
  return (
    <g class={`step ${tone}`}>
      <rect x={step.x} y="28" width={WIDTH} height="48" rx="10" />
      <text x={step.x + WIDTH / 2} y="57" text-anchor="middle">
        {step.name}
      </text>
    </g>
  );
}

function Edge({ from, isPassed, words }: { from: number; isPassed: boolean; words: string }) {
  const start = from + WIDTH;
  return (
    <g class={isPassed ? 'passed' : ''}>
      <path class="edge" d={`M${start} 52 H${start + GAP - 8} m-6 -5 l6 5 l-6 5`} />
      <text class="edge-time" x={start + GAP / 2 - 2} y="42" text-anchor="middle">
        {words}
      </text>
    </g>
  );
}

/** How long it took from each step to the next, in words; empty where it is not known yet. */
function edgeTimes(timeline: readonly TimelineEntry[]): string[] {
  const firstAt = new Map<string, number>();
  for (const { at, type, state } of timeline) {
    const step = type === 'state' ? stepOfState[state] : undefined;
    if (step && !firstAt.has(step)) firstAt.set(step, Date.parse(at));
  }
  return steps.slice(1).map((step, before) => {
    const to = firstAt.get(step.id);
    const from = steps
      .slice(0, before + 1)
      .map(({ id }) => firstAt.get(id))
      .findLast((time) => time !== undefined);
    return to === undefined || from === undefined ? '' : duration(Math.max(0, to - from) / 1000);
  });
}
