import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { FunctionName } from './function-names.ts';
import type { Media } from './media.ts';
import { ServiceFunction, type ServiceFunctionProps } from './service-function.ts';
import type { Stage } from './stage.ts';
import type { Tables } from './tables.ts';

/** What the functions stand on. */
export interface Resources {
  readonly scope: Construct;
  readonly tables: Tables;
  readonly media: Media;
  /** Seals secrets. */
  readonly key: IKey;
  readonly stage: Stage;
  /** The bundle of a function. */
  readonly createCode: (name: FunctionName) => Code;
}

type Size = Omit<ServiceFunctionProps, 'code' | 'loopback' | 'contact' | 'reservedConcurrency'>;

/** One function of the service, with what all have in common. */
export function createFunction(
  { scope, createCode, stage }: Resources,
  name: FunctionName,
  size: Size,
) {
  return new ServiceFunction(scope, idOfFunction(name), {
    code: createCode(name),
    loopback: stage.loopback,
    contact: stage.contact,
    reservedConcurrency: stage.reservedConcurrency[name],
    ...size,
  });
}

/** `start-task` is `StartTask` in the template. */
export function idOfFunction(name: FunctionName): string {
  return name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
