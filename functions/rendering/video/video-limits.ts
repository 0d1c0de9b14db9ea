/** The most that is taken of a video. */
export const videoLimits = {
  bytes: 100 * 1024 * 1024,
  seconds: 60,
  /** Pixels of a frame: 1920x1080, either way up. */
  area: 1920 * 1088,
  frames: 3600,
} as const;
