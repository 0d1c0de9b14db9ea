import { ArnFormat, Duration, RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  ApplicationLogLevel,
  Architecture,
  type Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { environmentNames, type mediaFolders } from '../functions/contract.ts';
import type { Media } from './media.ts';
import { parametersPath } from './parameters.ts';
import type { Stage } from './stage.ts';
import type { RecordTable } from './tables.ts';

type Variable = (typeof environmentNames)[keyof typeof environmentNames];
type Folder = (typeof mediaFolders)[keyof typeof mediaFolders];

const readActions = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
const writeActions = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'];

export interface ServiceFunctionProps {
  readonly code: Code;
  readonly description: string;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  /** Space under /tmp; 512 MB unless given. */
  readonly diskMegabytes?: number;
  /** How many invocations the account keeps free for it, and allows it; any number unless given. */
  readonly reservedConcurrency?: number | undefined;
  /** Whether an address that a user gives may lie on this machine. */
  readonly loopback: 'allowed' | 'refused';
  /** Whom the servers of fetched files can write to; optional. */
  readonly contact?: string | undefined;
}

export interface MediaAccess {
  readonly reads?: readonly Folder[];
  readonly writes?: readonly Folder[];
  readonly removes?: readonly Folder[];
}

export type WorkflowArn = Pick<StateMachine, 'stateMachineArn'>;

/**
 * A Lambda function with our defaults. Each resource it uses is one call, which grants the permission and sets the
 * variable that names the resource, so that neither can be forgotten.
 */
export class ServiceFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // CDK's own role could write to every log group of the account.
    const role = new Role(scope, `${id}Role`, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    logGroup.grantWrite(role);
    super(scope, id, {
      description: props.description,
      code: props.code,
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMegabytes,
      timeout: Duration.seconds(props.timeoutSeconds),
      ephemeralStorageSize: Size.mebibytes(props.diskMegabytes ?? 512),
      ...(props.reservedConcurrency === undefined
        ? {}
        : { reservedConcurrentExecutions: props.reservedConcurrency }),
      tracing: Tracing.ACTIVE,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.INFO,
      logGroup,
      role,
      environment: {
        [environmentNames.loopback]: props.loopback,
        ...(props.contact === undefined ? {} : { [environmentNames.contact]: props.contact }),
        [environmentNames.logLevel]: 'INFO',
        [environmentNames.serviceName]: Stack.of(scope).stackName,
      },
    });
  }

  /** Reads or changes single items of the table and asks its indexes; never scans it. */
  grantTableAccess(table: RecordTable, variable: Variable, access: 'read' | 'readWrite'): this {
    this.allow(readActions, [table.arn, ...table.indexArns]);
    if (access === 'readWrite') this.allow(writeActions, [table.arn]);
    return this.addVariable(variable, table.name);
  }

  /** Reads, writes and removes objects in the named folders. Nobody may list the bucket. */
  grantMediaAccess(media: Media, { reads = [], writes = [], removes = [] }: MediaAccess): this {
    const objects = (folders: readonly Folder[]) =>
      folders.map((folder) => media.bucket.arnForObjects(`${folder}*`));
    if (reads.length > 0) this.allow(['s3:GetObject'], objects(reads));
    if (writes.length > 0) this.allow(['s3:PutObject'], objects(writes));
    if (removes.length > 0) this.allow(['s3:DeleteObject'], objects(removes));
    return this.addVariable(environmentNames.mediaBucket, media.bucket.bucketName).addMediaUrl(
      media,
    );
  }

  /** Sets the address of media, for links in its answers, without access to the bucket. */
  addMediaUrl(media: Media): this {
    return this.addVariable(environmentNames.mediaUrl, media.url);
  }

  /** Sets where callers put files, if that is not S3's own address. */
  addUploadUrl({ uploadUrl }: Media): this {
    return uploadUrl ? this.addVariable(environmentNames.uploadUrl, uploadUrl) : this;
  }

  /** Encrypts secrets, and decrypts them where it must know them. */
  grantKeyAccess(key: IKey, access: 'encrypt' | 'encryptAndDecrypt'): this {
    this.allow(access === 'encrypt' ? ['kms:Encrypt'] : ['kms:Encrypt', 'kms:Decrypt'], [
      key.keyArn,
    ]);
    return this.addVariable(environmentNames.encryptionKey, key.keyArn);
  }

  /** Invokes the other function, waiting for its answer or not. */
  grantInvokeFunction(other: LambdaFunction, variable: Variable): this {
    this.allow(['lambda:InvokeFunction'], [other.functionArn]);
    return this.addVariable(variable, other.functionName);
  }

  /** Starts executions of the workflow. */
  grantStartExecution(workflow: WorkflowArn, variable: Variable): this {
    this.allow(['states:StartExecution'], [workflow.stateMachineArn]);
    return this.addVariable(variable, workflow.stateMachineArn);
  }

  /** Stops executions of the workflow. */
  grantStopExecution(workflow: StateMachine): this {
    this.allow(['states:StopExecution'], [getExecutionsArn(workflow)]);
    return this;
  }

  /** Resumes states of the workflow that wait for a task token. */
  grantTaskTokens({ stateMachineArn }: WorkflowArn): this {
    this.allow(['states:SendTaskSuccess', 'states:SendTaskFailure'], [stateMachineArn]);
    return this;
  }

  /** Describes executions of the workflow: their status and outcome. */
  grantDescribeExecution(workflow: StateMachine): this {
    this.allow(['states:DescribeExecution'], [getExecutionsArn(workflow)]);
    return this;
  }

  /** Puts events on the account's default bus, for operators to set rules on. */
  grantOperatorNotices(): this {
    const defaultBus = this.stack.formatArn({
      service: 'events',
      resource: 'event-bus',
      resourceName: 'default',
    });
    this.allow(['events:PutEvents'], [defaultBus]);
    return this;
  }

  /**
   * Reads the stage's parameters, which name the providers. Secrets among them are encrypted with the account's own key for parameters,
   * which decrypts them for everyone in the account who may read them: `encrypted` denies that.
   */
  grantReadParameters(stage: Stage, secrets: 'encrypted' | 'decrypted'): this {
    const path = parametersPath(stage);
    const parameters = this.stack.formatArn({
      service: 'ssm',
      resource: 'parameter',
      resourceName: path.slice(1),
    });
    this.allow(['ssm:GetParametersByPath'], [parameters, `${parameters}/*`]);
    if (secrets === 'encrypted') this.addToRolePolicy(neverDecryptParameters());
    if (stage.rendersAtOnce !== undefined) {
      this.addVariable(environmentNames.rendersAtOnce, `${stage.rendersAtOnce}`);
    }
    return this.addVariable(environmentNames.parametersPath, path);
  }

  private allow(actions: readonly string[], resources: readonly string[]): void {
    this.addToRolePolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
  }

  /** Sets an environment variable. */
  addVariable(variable: Variable, value: string): this {
    this.addEnvironment(variable, value);
    return this;
  }
}

function getExecutionsArn({ stateMachineName, stack }: StateMachine): string {
  return stack.formatArn({
    service: 'states',
    resource: 'execution',
    resourceName: `${stateMachineName}:*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

function neverDecryptParameters(): PolicyStatement {
  return new PolicyStatement({
    effect: Effect.DENY,
    actions: ['kms:Decrypt'],
    resources: ['*'],
    conditions: { StringLike: { 'kms:ViaService': 'ssm.*' } },
  });
}
