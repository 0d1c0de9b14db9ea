interface Timer {
  readonly time: number;
  readonly order: number;
  callback: (() => void) | undefined;
}

/** Callbacks by due time, earliest first; equal times in the order they were added. */
interface TimerHeap {
  /** Adds a callback due at `time` (milliseconds on the clock that `takeDue` is asked by). Returns how to remove it. */
  add(time: number, callback: () => void): () => void;
  /** When the earliest callback is due, in milliseconds on the same clock; undefined when there is none. */
  earliest(): number | undefined;
  /** Removes and returns the earliest callback if it is due at `now`. */
  takeDue(now: number): (() => void) | undefined;
}

/** A binary heap. A removed timer stays as an empty entry until it surfaces or empty entries outnumber the live ones. */
export function createTimerHeap(): TimerHeap {
  let timers: Timer[] = [];
  let live = 0;
  let added = 0;

  function add(time: number, callback: () => void): () => void {
    const timer: Timer = { time, order: added, callback };
    added += 1;
    live += 1;
    timers.push(timer);
    siftUp(timers, timers.length - 1);
    return () => remove(timer);
  }

  function remove(timer: Timer): void {
    if (timer.callback === undefined) {
      return;
    }
    timer.callback = undefined;
    live -= 1;
    if (timers.length > 64 && timers.length > 2 * live) {
      timers = timers.filter((kept) => kept.callback !== undefined).sort(compare);
    }
  }

  function first(): Timer | undefined {
    while (timers[0] !== undefined && timers[0].callback === undefined) {
      takeFirst(timers);
    }
    return timers[0];
  }

  function takeDue(now: number): (() => void) | undefined {
    const timer = first();
    if (timer === undefined || timer.time > now) {
      return undefined;
    }
    takeFirst(timers);
    live -= 1;
    const callback = timer.callback;
    timer.callback = undefined;
    return callback;
  }

  return { add, earliest: () => first()?.time, takeDue };
}

function compare(left: Timer, right: Timer): number {
  return left.time - right.time || left.order - right.order;
}

function isBefore(timers: Timer[], left: number, right: number): boolean {
  return compare(timers[left] as Timer, timers[right] as Timer) < 0;
}

function swap(timers: Timer[], left: number, right: number): void {
  const kept = timers[left] as Timer;
  timers[left] = timers[right] as Timer;
  timers[right] = kept;
}

function siftUp(timers: Timer[], start: number): void {
  let index = start;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if (!isBefore(timers, index, parent)) {
      return;
    }
    swap(timers, index, parent);
    index = parent;
  }
}

function takeFirst(timers: Timer[]): void {
  swap(timers, 0, timers.length - 1);
  timers.pop();
  let index = 0;
  for (;;) {
    let smallest = index;
    for (const child of [2 * index + 1, 2 * index + 2]) {
      if (child < timers.length && isBefore(timers, child, smallest)) {
        smallest = child;
      }
    }
    if (smallest === index) {
      return;
    }
    swap(timers, index, smallest);
    index = smallest;
  }
}
