import { describe, expect, it } from 'vitest';
import { createLlmsText, createSkill } from '../../../../../functions/api/document/agent-texts.ts';
import { operations } from '../../../../../functions/api/operations/operations.ts';
import { taskKinds } from '../../../../../functions/catalog/catalog.ts';

describe.each([
  ['llms.txt', createLlmsText(operations)],
  ['skill.md', createSkill(operations)],
])('%s', (_, text) => {
  it('names every kind, and the calls that are for agents', () => {
    for (const kind of taskKinds) expect(text).toContain(`- \`${kind}\`: `);
    expect(text).toContain('`POST /api/v1/tasks`: Start a task of any kind');
    expect(text).toContain('`GET /api/v1/tasks/{id}`: Get a task of any kind');
    expect(text).toContain('Needs `image_url`');
  });

  it('is short enough to be read whole', () => {
    expect(text.length).toBeLessThan(12_000);
    expect(text).not.toMatch(/undefined|\[object/);
  });
});

it('llms.txt begins with a title and a summary, the skill with its name', () => {
  expect(createLlmsText(operations)).toMatch(/^# Reelhook\n\n> Reelhook makes /);
  expect(createSkill(operations)).toMatch(/^---\nname: reelhook\ndescription: .{40,}\n---\n/);
});
