/** The longest audio that a photo speaks, in seconds. */
export const MAXIMUM_AUDIO_SECONDS = 60;
