/** What a synthesizer says. */
export interface Utterance {
  /** Up to a few thousand Unicode characters, as the caller wrote them. */
  readonly text: string;
  /** The synthesizer's own name of a voice, such as `en-US+f3`. */
  readonly speaker: string;
  /** How fast, from 0.5 to 2; 1 is the voice's own speed. */
  readonly rate: number;
}

/** The text is too long to be spoken in one piece; the message says what can be done. */
export class SpeechTooLongError extends Error {
  override readonly name = 'SpeechTooLongError';
}

/**
 * Speaks: answers a WAV file of 16-bit mono samples.
 * @throws SpeechTooLongError, and any other error for a fault of the synthesizer's.
 */
export type Synthesize = (utterance: Utterance) => Promise<Uint8Array>;

/** A sound file ready to be sent to anyone. */
export interface SoundFile {
  readonly bytes: Uint8Array;
  /** Such as `audio/mpeg`. */
  readonly mediaType: string;
  /** With its dot, such as `.mp3`. */
  readonly ending: string;
}

/** Makes a WAV file small, in a form that plays everywhere. */
export type Compress = (wav: Uint8Array) => Promise<SoundFile>;
