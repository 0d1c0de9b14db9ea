export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

/** 0 up to `low`, 1 from `high`, and softly from one to the other. */
export function smoothstep(low: number, high: number, value: number): number {
  const progress = clamp((value - low) / (high - low), 0, 1);
  return progress * progress * (3 - 2 * progress);
}
