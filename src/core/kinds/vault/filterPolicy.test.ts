import { describe, expect, it } from 'vitest';
import { letsThrough, messagesOf, noAttributes } from './filterPolicy.ts';

const VAULT = 'arn:aws:glacier:us-east-1:111122223333:vaults/tapes';
const archives = messagesOf(VAULT, ['ArchiveRetrievalCompleted']);

describe('a filter of message attributes, of which Glacier sends none', () => {
  it.each([
    [{}, 'yes'],
    [{ store: ['films'] }, 'no'],
    [{ store: [{ prefix: 'f' }] }, 'no'],
    [{ store: [{ 'anything-but': 'films' }] }, 'no'],
    [{ store: [{ exists: true }] }, 'no'],
    [{ store: [{ exists: false }] }, 'yes'],
    [{ store: ['films', { exists: false }] }, 'yes'],
    [{ store: [{ exists: false }], event: ['x'] }, 'no'],
    [{ $or: [{ store: ['films'] }, { event: [{ exists: false }] }] }, 'yes'],
    [{ $or: [{ store: ['films'] }, { event: ['x'] }] }, 'no'],
  ] as const)('%j lets one through: %s', (policy, expected) => {
    expect(letsThrough(JSON.stringify(policy), [noAttributes])).toBe(expected);
  });
});

describe('a filter of the body of what Glacier sends for archives', () => {
  it.each([
    [{ Action: ['ArchiveRetrieval'] }, 'yes'],
    [{ Action: ['InventoryRetrieval'] }, 'no'],
    [{ StatusCode: ['Failed'] }, 'yes'],
    [{ StatusCode: ['InProgress'] }, 'no'],
    [{ StatusCode: [{ 'anything-but': ['Succeeded', 'Failed'] }] }, 'no'],
    [{ Completed: [true] }, 'yes'],
    [{ Completed: ['true'] }, 'no'],
    [{ VaultARN: [VAULT] }, 'yes'],
    [{ VaultARN: [{ suffix: ':vaults/films' }] }, 'no'],
    [{ VaultARN: [{ prefix: 'arn:aws:glacier:' }] }, 'yes'],
    [{ StatusCode: [{ 'equals-ignore-case': 'FAILED' }] }, 'yes'],
    [{ StatusCode: [{ wildcard: 'F*' }] }, 'unknown'],
    [{ JobId: ['x'] }, 'unknown'],
    [{ InventoryRetrievalParameters: { Format: ['JSON'] } }, 'unknown'],
    [{ Action: { name: ['ArchiveRetrieval'] } }, 'no'],
    [{ store: ['films'] }, 'no'],
    [{ store: ['films'], JobId: ['x'] }, 'no'],
    [{ JobId: [{ exists: true }], Action: ['ArchiveRetrieval'] }, 'unknown'],
  ] as const)('%j lets one through: %s', (policy, expected) => {
    expect(letsThrough(JSON.stringify(policy), archives)).toBe(expected);
  });

  it('is asked about the messages of each event', () => {
    const both = messagesOf(VAULT, ['ArchiveRetrievalCompleted', 'InventoryRetrievalCompleted']);
    expect(letsThrough('{"Action":["InventoryRetrieval"]}', both)).toBe('yes');
  });
});

it.each([['{'], ['[]'], ['"x"'], [`${'{"$or":['.repeat(2000)}{}${']}'.repeat(2000)}`]])(
  'a text that cannot be told says nothing: %.20s',
  text => {
    expect(letsThrough(text, [noAttributes])).toBe('unknown');
  },
);
