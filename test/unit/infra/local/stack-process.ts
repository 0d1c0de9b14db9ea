import { systemClock } from '../../../../infra/local/clock.ts';
import { startStack } from '../../../../infra/local/stack.ts';

/* A stack in a process of its own, to be killed. Its parent gets the address of the AWS endpoint. */

const [assemblyDirectory = '', dataDirectory = ''] = process.argv.slice(2);
const clock = systemClock();
const log = () => undefined;
const stack = await startStack({ assemblyDirectory, dataDirectory, port: 0, clock, log });
process.send?.({ endpointUrl: stack.endpointUrl });
