declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** DynamoDB over HTTP. @param options `path` is LevelDB's folder; without it everything is in memory */
  export default function dynalite(options: { path?: string; createTableMs?: number }): Server;
}
