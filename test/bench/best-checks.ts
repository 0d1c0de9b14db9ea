/** The points in time that are considered. */
const POINTS = 900;

/**
 * The best series of checks that anyone could plan who knows exactly how long such work takes, found by dynamic
 * programming: the times with the least lag for this many checks on average.
 * @param seconds how long each of many pieces of work took
 */
export function bestChecks(seconds: readonly number[], checks: number): number[] {
  const sorted = [...seconds].sort((a, b) => a - b);
  const step = (sorted.at(-1) ?? 1) / POINTS;
  const overBy = shares(sorted, step);
  let [cheap, dear] = [0, 1000];
  let best: number[] = [];
  for (let tries = 0; tries < 30; tries += 1) {
    const price = (cheap + dear) / 2;
    best = cheapest(overBy, price, step);
    if (averageChecks(overBy, best) > checks) cheap = price;
    else dear = price;
  }
  return best.map((point) => point * step);
}

/** The share of the work that is over by each point. */
function shares(sorted: readonly number[], step: number): number[] {
  let over = 0;
  return Array.from({ length: POINTS + 1 }, (_, point) => {
    while (over < sorted.length && (sorted[over] ?? 0) <= point * step * (1 + 1e-9)) over += 1;
    return over / sorted.length;
  });
}

/** The points to check at when a check costs as much as so many seconds of lag. Goes from the last point to the first. */
function cheapest(overBy: readonly number[], price: number, step: number): number[] {
  const costs = new Float64Array(POINTS + 1);
  const next = new Int32Array(POINTS + 1);
  for (let from = POINTS - 1; from >= 0; from -= 1) {
    costs[from] = Number.POSITIVE_INFINITY;
    const over = overBy[from] ?? 0;
    let lag = 0;
    for (let to = from + 1; to <= POINTS; to += 1) {
      lag += (((overBy[to - 1] ?? 0) + (overBy[to] ?? 0)) / 2 - over) * step;
      const cost = price * (1 - over) + lag + (costs[to] ?? 0);
      if (cost >= (costs[from] ?? 0)) continue;
      costs[from] = cost;
      next[from] = to;
    }
  }
  const points: number[] = [];
  for (let point = next[0] ?? POINTS; point < POINTS; point = next[point] ?? POINTS)
    points.push(point);
  return [...points, POINTS];
}

function averageChecks(overBy: readonly number[], points: readonly number[]): number {
  return [0, ...points.slice(0, -1)].reduce((sum, point) => sum + 1 - (overBy[point] ?? 0), 0);
}
