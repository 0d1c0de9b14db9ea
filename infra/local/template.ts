import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';

const resourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Condition: z.string().optional(),
});

const templateSchema = z.object({
  Parameters: z
    .record(
      z.string(),
      z.object({
        Type: z.string().default('String'),
        Default: z.unknown(),
        AllowedPattern: z.string().optional(),
        ConstraintDescription: z.string().optional(),
      }),
    )
    .default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Resources: z.record(z.string(), resourceSchema),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Condition: z.string().optional() }))
    .default({}),
});

/** A CloudFormation template as CDK writes it; intrinsics are still unresolved. */
export type Template = z.infer<typeof templateSchema>;

/** One stack of a CDK cloud assembly on disk. */
export interface Assembly {
  stackName: string;
  template: Template;
  /** The folder that CDK would have zipped and uploaded under this S3 key; throws if there is none. */
  assetDirectory(objectKey: string): string;
}

// The cloud assembly's files: aws-cdk-lib/cloud-assembly-schema, "manifest.json" and "<Stack>.assets.json".
const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z
        .object({
          templateFile: z.string().optional(),
          file: z.string().optional(),
          stackName: z.string().optional(),
        })
        .optional(),
    }),
  ),
});

const assetsSchema = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string().optional() }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .default({}),
});

/**
 * Reads the one stack that a CDK app has synthesized into `directory` (its `cdk.out`).
 * Throws an Error that says what to do when there is none, or more than one.
 */
export function readAssembly(directory: string): Assembly {
  const { artifacts } = readJson(manifestSchema, join(directory, 'manifest.json'));
  const stacks = Object.entries(artifacts).filter(
    ([, artifact]) => artifact.type === 'aws:cloudformation:stack',
  );
  const [stack] = stacks;
  const templateFile = stack?.[1].properties?.templateFile;
  if (stacks.length !== 1 || stack === undefined || templateFile === undefined) {
    throw new Error(
      `The local run needs an app with exactly one stack, but ${directory} holds ${stacks.length}.`,
    );
  }
  const assetManifests = Object.values(artifacts).flatMap((artifact) =>
    artifact.type === 'cdk:asset-manifest' ? [artifact.properties?.file ?? ''] : [],
  );
  const assets = readAssets(directory, assetManifests);
  return {
    stackName: stack[1].properties?.stackName ?? stack[0],
    template: readJson(templateSchema, join(directory, templateFile)),
    assetDirectory: (objectKey) => {
      const path = assets.get(objectKey);
      if (path === undefined) {
        throw new Error(`The assembly in ${directory} has no asset for the S3 key ${objectKey}.`);
      }
      return path;
    },
  };
}

function readAssets(directory: string, manifests: string[]): Map<string, string> {
  const assets = new Map<string, string>();
  for (const manifest of manifests) {
    const { files } = readJson(assetsSchema, join(directory, manifest));
    for (const { source, destinations } of Object.values(files)) {
      for (const { objectKey } of Object.values(destinations)) {
        if (source.path !== undefined) assets.set(objectKey, resolve(directory, source.path));
      }
    }
  }
  return assets;
}

function readJson<Schema extends z.ZodType>(schema: Schema, path: string): z.infer<Schema> {
  return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
}
