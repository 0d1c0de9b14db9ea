import type { FieldLocation } from '../client/openapi/read-calls.ts';

/** JSON Schema of an object, as MCP asks for it. */
export interface ToolInput {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, object>>;
  readonly required: readonly string[];
  /** MCP's types leave objects open. */
  readonly [name: string]: unknown;
}

/** A call of the API that agents have as a tool. */
export interface CallTool {
  readonly name: string;
  readonly description: string;
  readonly method: string;
  /** With parameters as `{name}`. */
  readonly path: string;
  readonly input: ToolInput;
  /** Where each property of the input is sent, and under which name. */
  readonly locations: Readonly<
    Record<string, { readonly location: FieldLocation; readonly name: string }>
  >;
}
