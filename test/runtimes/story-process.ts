import { runStory, type StorySettings } from './story.ts';

/** Put here when this program is bundled, as not every runtime has an environment or arguments. */
declare const SETTINGS: StorySettings;
declare const PRINTS: boolean;

const told = runStory(SETTINGS);
Object.assign(globalThis, { told });
// biome-ignore lint/suspicious/noConsole: the only way to say something that every runtime has
if (PRINTS) void told.then((words) => console.log(words));
