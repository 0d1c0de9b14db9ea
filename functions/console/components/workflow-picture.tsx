import type { TaskItem } from '../../client/kinds.ts';
import type { Delivery } from '../data/endpoints.ts';
import type { TimelineEntry } from '../data/tasks.ts';
import { duration, isOpen } from '../data/words.ts';
import { Icon, type IconName } from './icon.tsx';

export interface WorkflowPictureProps {
  readonly task: TaskItem;
  readonly timeline: readonly TimelineEntry[];
  readonly deliveries: readonly Delivery[];
}

/** Each step with the states of a task that is at it. */
const steps: readonly (readonly [name: string, icon: IconName, ...states: string[]])[] = [
  ['Accept the task', 'plus', 'initialized'],
  ['Start the task', 'send', 'sent'],
  ['Check the task', 'again', 'pending', 'processing'],
  ['Finish the task', 'check', 'completed'],
  ['Record the failure', 'alert', 'failed'],
];

/** The workflow with the step that the task is at; on its edges how long the steps before took. */
export function WorkflowPicture({ task, timeline, deliveries }: WorkflowPictureProps) {
  const { current_status: status } = task;
  const way = steps.filter((_, at) => at < 3 || at === (status === 'failed' ? 4 : 3));
  const here = way.findIndex((step) => step.includes(status));
  const told = deliveries.filter((one) => one.status === 'delivered').length;
  let before: number | undefined;
  return (
    <ol class="workflow" aria-label="The workflow">
      {way.map(([name, icon, ...states], at) => {
        const entry = timeline.find(
          ({ type, state }) => type === 'state' && states.includes(state),
        );
        const begun = entry && Date.parse(entry.at);
        const took = begun && before ? duration(Math.max(0, begun - before) / 1000) : '';
        before = begun ?? before;
        const reached = status === 'failed' && at === here ? 'bad' : 'good';
        const isPassed = at <= here && begun !== undefined;
        const tone = !isPassed ? 'ahead' : at === here && isOpen(status) ? 'here' : reached;
        return <Step key={name} {...{ name, icon, tone, took }} />;
      })}
      {deliveries.length > 0 && (
        <Step
          {...{ name: `Tell webhooks: ${told} of ${deliveries.length}`, icon: 'hook', took: '' }}
          tone={told === deliveries.length ? 'good' : 'warn'}
        />
      )}
    </ol>
  );
}

/** @param props.took on the edge that leads here */
function Step(props: { name: string; icon: IconName; tone: string; took: string }) {
  return (
    <li class={props.tone} aria-current={props.tone === 'here' ? 'step' : undefined}>
      <span class="edge">{props.took}</span>
      <span class="step">
        <Icon name={props.icon} />
      </span>
      <span>{props.name}</span>
    </li>
  );
}
