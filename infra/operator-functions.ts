import { environmentNames } from '../functions/contract.ts';
import type { ServiceFunction } from './service-function.ts';
import { createFunction, type Resources } from './service-functions.ts';

/** Makes a user and the first token; only an operator can call it. */
export function createCreateUser(resources: Resources): ServiceFunction {
  const { tables, key } = resources;
  return createFunction(resources, 'create-user', {
    description: 'Operators only: makes a user and answers the API token and the signing secret',
    memoryMegabytes: 256,
    timeoutSeconds: 30,
  })
    .grantTableAccess(tables.accounts, environmentNames.accountsTable, 'readWrite')
    .grantTableAccess(tables.webhooks, environmentNames.webhooksTable, 'readWrite')
    .grantKeyAccess(key, 'encryptAndDecrypt');
}

/** Takes API tokens back; only an operator can call it. */
export function createRevokeToken(resources: Resources): ServiceFunction {
  return createFunction(resources, 'revoke-token', {
    description: "Operators only: takes back an API token, or all of a user's and its sub-users'",
    memoryMegabytes: 256,
    timeoutSeconds: 30,
  }).grantTableAccess(resources.tables.accounts, environmentNames.accountsTable, 'readWrite');
}

/** Grants coins to an account, sets its limits, disables it; only an operator can call it. */
export function createChangeAccount(resources: Resources): ServiceFunction {
  return createFunction(resources, 'change-account', {
    description:
      'Operators only: grants coins or diamonds to an account, sets its limits, disables it',
    memoryMegabytes: 256,
    timeoutSeconds: 30,
  }).grantTableAccess(resources.tables.accounts, environmentNames.accountsTable, 'readWrite');
}
