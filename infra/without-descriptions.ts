import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import ts from 'typescript5';

/** What a declaration of an operation has for readers only, and what for callers only (functions/api/operation.ts). */
const readersOnly: ReadonlySet<string> = new Set(['answer', 'describe']);
const callersOnly: ReadonlySet<string> = new Set(['handle']);

/**
 * Leaves the words and the answers' schemas of all operations out of a bundle: they are for the function that describes
 * the API, and cost every other one bytes and time to load.
 */
export const withoutDescriptions = createStripper('without-descriptions', readersOnly);

/** Leaves the handlers of all operations out of the bundle that only describes them. */
export const withoutHandlers = createStripper('without-handlers', callersOnly);

function createStripper(name: string, properties: ReadonlySet<string>): Plugin {
  return {
    name,
    setup({ onLoad }) {
      onLoad({ filter: /functions\/api\/operations\/[^/]+\.ts$/ }, async ({ path }) => ({
        contents: stripProperties(await readFile(path, 'utf8'), properties),
        loader: 'ts',
      }));
    },
  };
}

/**
 * Removes these properties and methods of every object, then whatever nothing in the file refers to any more: imports,
 * and constants and functions that are not exported. The files that declare operations do nothing when loaded, so
 * nothing else goes with them.
 */
export function stripProperties(source: string, names: ReadonlySet<string>): string {
  let stripped = removeRanges(source, findProperties(parse(source), names));
  for (;;) {
    const unused = findUnused(parse(stripped));
    if (unused.length === 0) return stripped;
    stripped = removeRanges(stripped, unused);
  }
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function parse(source: string): ts.SourceFile {
  return ts.createSourceFile('operations.ts', source, ts.ScriptTarget.Latest, true);
}

/** Not those of a destructuring or of a type, which are other nodes. */
function findProperties(file: ts.SourceFile, names: ReadonlySet<string>): Range[] {
  const found: Range[] = [];
  const visit = (node: ts.Node): void => {
    const isProperty =
      ts.isPropertyAssignment(node) ||
      ts.isShorthandPropertyAssignment(node) ||
      ts.isMethodDeclaration(node);
    if (isProperty && names.has(node.name.getText(file))) {
      found.push({ start: node.getStart(file), end: endWithComma(file, node) });
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function endWithComma(file: ts.SourceFile, node: ts.Node): number {
  const comma = /^\s*,/.exec(file.text.slice(node.end));
  return node.end + (comma?.[0].length ?? 0);
}

function findUnused(file: ts.SourceFile): Range[] {
  const used = findReferences(file);
  return file.statements.flatMap((statement) => {
    if (ts.isImportDeclaration(statement)) return findUnusedImports(file, statement, used);
    const names = getLocalNames(statement);
    const isUnused = names.length > 0 && names.every((name) => !used.has(name));
    return isUnused ? [{ start: statement.getStart(file), end: statement.end }] : [];
  });
}

/** A whole import, or some of its names. */
function findUnusedImports(
  file: ts.SourceFile,
  statement: ts.ImportDeclaration,
  used: ReadonlySet<string>,
): Range[] {
  const bindings = statement.importClause?.namedBindings;
  if (!bindings) return [];
  const whole = { start: statement.getStart(file), end: statement.end };
  if (ts.isNamespaceImport(bindings)) return used.has(bindings.name.text) ? [] : [whole];
  const unused = bindings.elements.filter(({ name }) => !used.has(name.text));
  if (unused.length === bindings.elements.length) return [whole];
  return unused.map((name) => ({ start: name.getStart(file), end: endWithComma(file, name) }));
}

/** The names that a statement declares for its own file. */
function getLocalNames(statement: ts.Statement): string[] {
  const isExported =
    ts.canHaveModifiers(statement) &&
    ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  if (isExported) return [];
  if (ts.isFunctionDeclaration(statement)) return statement.name ? [statement.name.text] : [];
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.map(({ name }) => name.getText());
}

/** All names that are used anywhere but where they are declared, imported or a member's. */
function findReferences(file: ts.SourceFile): Set<string> {
  const used = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isIdentifier(node) && !isOnlyName(node)) used.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return used;
}

function isOnlyName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isPropertyAssignment(parent)) return parent.name === node;
  if (ts.isVariableDeclaration(parent) || ts.isFunctionDeclaration(parent)) {
    return parent.name === node;
  }
  return false;
}

function removeRanges(source: string, ranges: readonly Range[]): string {
  return [...ranges]
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end }) => text.slice(0, start) + text.slice(end), source);
}
