import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type ApiOperation, operation } from '../../../../../functions/api/operation.ts';
import { findOperation } from '../../../../../functions/api/server/match-operation.ts';

function declare(method: ApiOperation<object>['method'], path: string): ApiOperation<object> {
  const describe = { tag: 'Account', title: 'Test', description: '' };
  return operation({ method, path, answer: z.string(), describe, handle: async () => path });
}

const operations = [
  declare('GET', '/api/v1/userImage2Video/:id'),
  declare('DELETE', '/api/v1/userImage2Video/:id'),
  declare('GET', '/api/v1/userImage2Video/allRecords'),
  declare('POST', '/api/v1/userImage2Video/start'),
];

function find(method: string, path: string) {
  const match = findOperation(operations, method, path);
  return 'operation' in match ? [match.operation.path, match.params] : match.allowed;
}

describe('finding an operation', () => {
  it('takes a literal segment before a variable one', () => {
    expect(find('GET', '/api/v1/userImage2Video/allRecords')).toEqual([
      '/api/v1/userImage2Video/allRecords',
      {},
    ]);
  });

  it('does not mind the case of the path, and keeps that of its variables', () => {
    expect(find('GET', '/API/v1/userimage2video/MyTask')).toEqual([
      '/api/v1/userImage2Video/:id',
      { id: 'MyTask' },
    ]);
  });

  it('does not mind a slash at the end', () => {
    expect(find('POST', '/api/v1/userImage2Video/start/')).toEqual([
      '/api/v1/userImage2Video/start',
      {},
    ]);
  });

  it('decodes variables, and leaves alone what can’t be decoded', () => {
    expect(find('GET', '/api/v1/userImage2Video/a%20b')).toMatchObject([{}, { id: 'a b' }]);
    expect(find('GET', '/api/v1/userImage2Video/%E0%A4%A')).toMatchObject([{}, { id: '%E0%A4%A' }]);
  });

  it('names the methods that a path does take', () => {
    expect(find('PUT', '/api/v1/userImage2Video/abc')).toEqual(['GET', 'DELETE']);
  });

  it('finds nothing elsewhere', () => {
    expect(find('GET', '/api/v1/userImage2Video')).toEqual([]);
    expect(find('GET', '/')).toEqual([]);
  });
});
