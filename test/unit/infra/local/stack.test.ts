import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../../infra/local/clock.ts';
import { listen } from '../../../../infra/local/engines/http.ts';
import { startStack } from '../../../../infra/local/stack.ts';
import { patient, runStack, temporaryDirectory, writeAssembly } from './fixture.ts';

const log = () => undefined;
const clock = systemClock();

describe('the local stack', () => {
  it('runs the state machines of the template, which call its functions', async () => {
    const definition = {
      QueryLanguage: 'JSONata',
      StartAt: 'Greet the caller',
      States: {
        'Greet the caller': {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke',
          Arguments: { FunctionName: 'PLACEHOLDER', Payload: '{% $states.input %}' },
          Output: '{% $states.result.Payload %}',
          End: true,
        },
      },
    };
    const [before, after] = JSON.stringify(definition).split('PLACEHOLDER');
    const arn = { 'Fn::GetAtt': ['Greet', 'Arn'] };
    const machine = {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineName: 'Greeting',
        DefinitionString: { 'Fn::Join': ['', [before, arn, after]] },
        RoleArn: 'any',
      },
    };
    const code = `exports.handler = async ({ name }) => {
      if (name === undefined) throw Object.assign(new Error('who?'), { name: 'NamelessError' });
      return { hello: name };
    }`;
    const stack = await runStack(
      writeAssembly({
        functions: { Greet: code },
        resources: { Machine: machine },
        template: { Outputs: { Machine: { Value: { Ref: 'Machine' } } } },
      }),
    );
    const client = new SFNClient({
      endpoint: stack.endpointUrl,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    const stateMachineArn = stack.outputs['Machine'];
    async function run(input: object) {
      const start = new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) });
      const { executionArn } = await client.send(start);
      const describeIt = new DescribeExecutionCommand({ executionArn });
      await expect
        .poll(async () => (await client.send(describeIt)).status, patient)
        .not.toBe('RUNNING');
      return client.send(describeIt);
    }
    expect(await run({ name: 'Ada' })).toMatchObject({ output: '{"hello":"Ada"}' });
    const failed = await run({});
    expect(failed.error).toBe('NamelessError');
    expect(JSON.parse(failed.cause ?? '')).toMatchObject({ errorMessage: 'who?' });
    const messages = stack.log.map(({ message }) => message);
    expect(messages).toContain('→ Greet the caller');
    expect(messages).toContain('failed: NamelessError: who?');
  });

  it('keeps a second stack off its data folder, until its process is gone', async () => {
    const assemblyDirectory = writeAssembly({});
    const dataDirectory = join(temporaryDirectory(), 'data');
    using child = fork(join(import.meta.dirname, 'stack-process.ts'), [
      assemblyDirectory,
      dataDirectory,
    ]);
    await once(child, 'message');
    const start = () => startStack({ assemblyDirectory, dataDirectory, port: 0, clock, log });
    await expect(start()).rejects.toThrow(
      `The data folder ${dataDirectory} is in use by another local stack (process ${child.pid}). Stop that one first, or give this one its own folder: DATA_DIR=<folder> npm start`,
    );
    child.kill('SIGKILL');
    await once(child, 'exit');
    const stack = await start();
    await expect(start()).rejects.toThrow(`in use by another local stack (process ${process.pid})`);
    await stack.stop();
    await (await start()).stop();
  });

  it('says which port is taken and leaves nothing behind', async () => {
    const other = createServer();
    await listen(other, 0);
    onTestFinished(() => void other.close());
    const taken = (other.address() as AddressInfo).port;
    const dataDirectory = join(temporaryDirectory(), 'data');
    const assemblyDirectory = writeAssembly({});
    await expect(
      startStack({ assemblyDirectory, dataDirectory, port: taken, clock, log }),
    ).rejects.toThrow(`Port ${taken} is taken.`);
    await runStack(assemblyDirectory, { dataDirectory });
  });

  it('names itself by the address that it listens on', async () => {
    const own = await runStack(writeAssembly({}), { host: '127.0.0.2' });
    expect(own.apiUrl).toMatch(/^http:\/\/127\.0\.0\.2:\d+$/);
    expect((await fetch(own.mediaUrl)).status).toBe(404);
    const all = await runStack(writeAssembly({}), { host: '0.0.0.0' });
    expect(all.apiUrl).toMatch(/^http:\/\/localhost:\d+$/);
  });

  it('refuses a template whose state machine it cannot run, and leaves nothing behind', async () => {
    const machine = {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: { DefinitionString: '{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}' },
    };
    const dataDirectory = join(temporaryDirectory(), 'data');
    const refused = writeAssembly({ resources: { Machine: machine } });
    await expect(runStack(refused, { dataDirectory })).rejects.toThrow('Machine');
    await runStack(writeAssembly({}), { dataDirectory });
  });
});
