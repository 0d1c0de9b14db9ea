import { renderInChild } from '../../../../functions/rendering/render-in-child.ts';
import { WORKER_FILE } from './processes.ts';

/** A program of its own: renders a long clip in the folder it is given, and says so once it goes. */
const directory = process.argv[2] ?? '';
await renderInChild({
  workerFile: WORKER_FILE,
  order: {
    directory,
    job: {
      work: 'photo',
      renderId: '67d2a1f0c3b4e5d6f7a8b9c0',
      imageUrl: 'https://photos.example/a.jpg',
      prompt: '',
      negativePrompt: '',
      seconds: 20,
      variant: 0,
    },
  },
  signal: new AbortController().signal,
  onProgress: (framesDone) => {
    if (framesDone === 1) process.stdout.write('under way');
  },
});
