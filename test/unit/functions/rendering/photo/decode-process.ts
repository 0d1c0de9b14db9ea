import { readFile } from 'node:fs/promises';
import { decodePicture } from '../../../../../functions/rendering/photo/decode-picture.ts';
import { openPicture } from '../../../../../functions/rendering/photo/open-picture.ts';
import { outputSize } from '../../../../../functions/rendering/photo/output-size.ts';

/** Decodes the file that the argument names, and prints what the process took for it. */
const picture = await openPicture(await readFile(process.argv[2] ?? ''), 'image');
await decodePicture(picture, outputSize(picture.size));
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
const seconds = (userCPUTime + systemCPUTime) / 1_000_000;
process.stdout.write(JSON.stringify({ seconds, megabytes: maxRSS / 1024 }));
