import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Config } from '@vladmandic/human';
import type { Point } from './point.ts';
import type { RgbSquare } from './rgb-square.ts';

/** The 468 points of MediaPipe's face mesh, in samples of the square that was looked at. */
export interface FoundFace {
  readonly mesh: readonly Point[];
  /** Radians; positive when the face looks to the picture's right. */
  readonly yaw: number;
}

/** Looks for faces in a square picture. */
export type FaceFinder = (square: RgbSquare) => Promise<FoundFace[]>;

const MOST_FACES = 10;
/** Faces that were tried had 0.79 and more, a rocket with windows like eyes 0.68. */
const LEAST_CONFIDENCE = 0.7;

const OFF = { enabled: false };
/** The package only logs a model that it can't load, and then finds no faces. */
const MODELS = ['blazeface', 'facemesh'];

/** Only the detector and the mesh; no camera, no filters, no cache between pictures, no fetching. */
const CONFIG: Partial<Config> = {
  backend: 'wasm',
  async: false,
  debug: false,
  warmup: 'none',
  cacheModels: false,
  cacheSensitivity: 0,
  skipAllowed: false,
  filter: OFF,
  gesture: OFF,
  body: OFF,
  hand: OFF,
  object: OFF,
  segmentation: OFF,
  face: {
    enabled: true,
    detector: {
      rotation: true,
      square: false,
      maxDetected: MOST_FACES,
      minConfidence: LEAST_CONFIDENCE,
    },
    mesh: { enabled: true },
    attention: OFF,
    iris: OFF,
    emotion: OFF,
    description: OFF,
    antispoof: OFF,
    liveness: OFF,
  },
};

/**
 * Loads the face detector and the face mesh (BlazeFace and MediaPipe Face Mesh, from `@vladmandic/human`) on WebAssembly:
 * a quarter of a second and 60 MB, which only a talking photo should pay.
 */
export async function loadFaceFinder(): Promise<FaceFinder> {
  const require = createRequire(import.meta.filename);
  const folder = dirname(require.resolve('@vladmandic/human'));
  // The package names no entry for Node with WebAssembly alone, but ships the file.
  const { Human }: typeof import('@vladmandic/human') = require(join(folder, 'human.node-wasm.js'));
  const human = new Human({
    ...CONFIG,
    modelBasePath: pathToFileURL(join(folder, '../models/')).href,
    wasmPath: `${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`,
  });
  await withFilesForFetch(() => human.load());
  const loaded = human.models.stats().modelStats.filter((model) => model.loaded);
  const missing = MODELS.filter((name) => !loaded.some((model) => model.name === name));
  if (missing.length > 0) throw new Error(`no model for ${missing.join(', ')} could be loaded`);
  return async ({ side, rgb }) => {
    const tensor = human.tf.tensor4d(rgb, [1, side, side, 3]);
    const { face, error } = await human.detect(tensor);
    tensor.dispose();
    if (error) throw new Error(`the face mesh failed: ${error}`);
    return face
      .filter(({ mesh }) => mesh.length >= 468)
      .map(({ mesh, rotation }) => ({
        mesh: mesh.map(([x, y]) => ({ x, y })),
        yaw: rotation?.angle.yaw ?? 0,
      }));
  };
}

/** TensorFlow.js reads models by fetch alone, and Node's fetches no files. Nothing else may be fetched meanwhile. */
async function withFilesForFetch(load: () => Promise<unknown>): Promise<void> {
  const usual = globalThis.fetch;
  globalThis.fetch = async (address) => {
    const bytes = await readFile(fileURLToPath(`${address}`));
    const type = `${address}`.endsWith('.json') ? 'application/json' : 'application/octet-stream';
    return new Response(bytes, { headers: { 'content-type': type } });
  };
  try {
    await load();
  } finally {
    globalThis.fetch = usual;
  }
}
