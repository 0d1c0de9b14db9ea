import { type Av, loadAv } from './codec-program/av.ts';
import { type CodecOrder, codecOrderSchema } from './codec-program/codec-order.ts';
import { runAudioDecoder } from './codec-program/decode-audio.ts';
import { runVideoDecoder } from './codec-program/decode-video.ts';
import { encodeVideo } from './codec-program/encode-video.ts';

/**
 * A separate program around FFmpeg's libraries, which are free software under the GPL: one order as its argument,
 * data in and out by pipes. It gets no environment, opens no address and no file but those that the order names.
 */
async function main(): Promise<void> {
  const order = codecOrderSchema.parse(JSON.parse(process.argv[2] ?? ''));
  await execute(loadAv(), order);
}

/** Standard input blocks for as long as `process.stdin` is left alone. */
const STANDARD_INPUT = 0;

async function execute(av: Av, order: CodecOrder): Promise<void> {
  switch (order.task) {
    case 'encode-video':
      return encodeVideo(av, order, STANDARD_INPUT);
    case 'decode-video':
      return runVideoDecoder(av, order, process.stdin, process.stdout);
    case 'decode-audio':
      return runAudioDecoder(av, order, process.stdin, process.stdout);
    default:
      return order satisfies never;
  }
}

main().then(
  // Does not wait for the collector to take down what the libraries still hold.
  () => process.exit(0),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`, () => process.exit(1));
  },
);
