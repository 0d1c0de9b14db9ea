import { runStory, type StorySettings } from './story.ts';

/** Put here when this program is bundled, as not every runtime has an environment or arguments. */
declare const SETTINGS: StorySettings;
declare const PRINTS: boolean;

const told = runStory(SETTINGS);
Object.assign(globalThis, { told });
// biome-ignore lint/suspicious/noConsole: the one way to print that all these runtimes have
if (PRINTS) void told.then((text) => console.log(text));
