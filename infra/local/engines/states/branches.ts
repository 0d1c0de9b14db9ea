import type { Position } from './position-store.ts';
import type { Run, Runtime } from './runtime.ts';
import { getState, record } from './runtime.ts';
import type { BranchPlan, BranchStart } from './state.ts';
import { enterState } from './transitions.ts';
import { forgetPosition } from './waking.ts';

/** Begins the branches of a Parallel or Map state. Returns the positions to run, active: the state's own when there are none. */
export function startPlan(
  runtime: Runtime,
  run: Run,
  position: Position,
  plan: BranchPlan,
): Position[] {
  position.phase = 'branches';
  position.plan = { ...plan, started: 0 };
  return plan.branches.length === 0 ? [position] : startBranches(runtime, run, position);
}

/** Ends a branch with its output. Returns the positions to run next, active: more branches, or the parent when all are done. */
export function finishBranch(
  runtime: Runtime,
  run: Run,
  branch: Position,
  output: unknown,
): Position[] {
  const parent = getParent(runtime, branch);
  branch.phase = 'done';
  branch.output = output;
  recordIteration(runtime, run, parent, branch, 'MapIterationSucceeded');
  runtime.positions.save(branch);
  forgetPosition(runtime, branch.id);
  parent.lastEvent = branch.lastEvent;
  if (areAllDone(runtime, parent)) {
    runtime.active.set(parent.id, parent);
    return [parent];
  }
  return startBranches(runtime, run, parent);
}

/** Whether every branch of a position has ended well. */
export function areAllDone(runtime: Runtime, position: Position): boolean {
  return runtime.positions.countDone(position) === position.plan?.branches.length;
}

/** The outputs of a position's branches, in their order. */
export function collectOutputs(runtime: Runtime, run: Run, position: Position): unknown[] {
  record(runtime, run, position, `${getState(run, position).type}StateSucceeded`, {});
  return runtime.positions
    .children(position)
    .sort((left, right) => left.branch - right.branch)
    .map((branch) => branch.output);
}

/** Stops the other branches after one failed. Returns the parent, active, which fails with it. */
export function failBranch(runtime: Runtime, run: Run, branch: Position): Position {
  const parent = getParent(runtime, branch);
  recordIteration(runtime, run, parent, branch, 'MapIterationFailed');
  for (const other of runtime.positions.children(parent)) {
    stopBranch(runtime, other);
    if (other.phase !== 'done' && other.id !== branch.id) {
      recordIteration(runtime, run, parent, other, 'MapIterationAborted');
    }
  }
  parent.lastEvent = branch.lastEvent;
  runtime.active.set(parent.id, parent);
  return parent;
}

/** Deletes the branches of a position, before it runs again or leads elsewhere. */
export function deleteBranches(runtime: Runtime, position: Position): void {
  if (position.plan === undefined) {
    return;
  }
  for (const branch of runtime.positions.children(position)) {
    deleteBranches(runtime, branch);
    forgetPosition(runtime, branch.id);
    runtime.positions.delete(branch.id);
  }
}

function stopBranch(runtime: Runtime, branch: Position): void {
  forgetPosition(runtime, branch.id);
  for (const inner of runtime.positions.children(branch)) {
    stopBranch(runtime, inner);
  }
}

/** Starts as many more branches as may run at the same time. */
function startBranches(runtime: Runtime, run: Run, parent: Position): Position[] {
  const { plan } = parent;
  const started: Position[] = [];
  if (plan === undefined) {
    return started;
  }
  const room = plan.concurrency + runtime.positions.countDone(parent) - plan.started;
  for (const start of plan.branches.slice(plan.started, plan.started + Math.max(room, 0))) {
    started.push(startBranch(runtime, run, parent, start, plan.started));
    plan.started += 1;
  }
  if (started.length > 0) {
    runtime.positions.save(parent);
  }
  return started;
}

function startBranch(
  runtime: Runtime,
  run: Run,
  parent: Position,
  start: BranchStart,
  index: number,
): Position {
  const branch = runtime.positions.insert({
    execution: parent.execution,
    parent: parent.id,
    branch: index,
    item: start.item ?? parent.item,
    phase: 'ready',
    state: start.startAt,
    input: start.input,
    enteredAt: runtime.clock.now(),
    enteredEvent: 0,
    lastEvent: parent.lastEvent,
    variables: {},
    retryCounts: [],
  });
  recordIteration(runtime, run, parent, branch, 'MapIterationStarted');
  enterState(runtime, run, branch, start.startAt, start.input);
  runtime.active.set(branch.id, branch);
  return branch;
}

/** The branches of a Parallel state have no events of their own. */
function recordIteration(
  runtime: Runtime,
  run: Run,
  parent: Position,
  branch: Position,
  type: string,
): void {
  if (getState(run, parent).type === 'Map') {
    record(runtime, run, branch, type, { name: parent.state, index: branch.branch });
  }
}

function getParent(runtime: Runtime, branch: Position): Position {
  const parent = branch.parent === undefined ? undefined : runtime.positions.find(branch.parent);
  if (parent === undefined) {
    throw new Error(`the branch ${branch.id} has no parent`);
  }
  return parent;
}
