/**
 * Makes from schemas/ what the editor is given: schemas that complete and explain and never object, since the linter's
 * findings, which have a rule, a page and a setting, are to be the only ones.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Each editor schema and the schema that it is made from. */
const SOURCES = {
  'notification-hub': 'requests/RegisterNotificationHub',
  'vault-notifications': 'requests/SetVaultNotifications',
  'event-stream': 'requests/PutEventStream',
  'push-registration': 'requests/CreatePushNotificationRegistration',
  'vault-notifications-body': 'bodies/VaultNotificationConfig',
  'event-stream-body': 'bodies/WriteEventStream',
  'vault-notifications-live': 'bodies/VaultNotificationConfig',
  'event-stream-live': 'bodies/WriteEventStream',
  notifications: 'FleetFile',
};

/** What a schema may keep: words about a value, and what is offered in its place. */
const WORDS = ['title', 'description'];
const OFFERS = ['default', 'examples', 'defaultSnippets'];

/** In a live document only what there is in its account is offered, and no made-up value beside it. */
const isLive = name => name.endsWith('-live');

/**
 * The files to write: path and text of each.
 *
 * @param {string} root The project's folder.
 * @param {string} folder Where they go.
 * @returns {Promise<{ path: string, text: string }[]>}
 */
export async function editorSchemaFiles(root, folder) {
  const read = async name => JSON.parse(await readFile(join(root, 'schemas', `${name}.json`), 'utf8'));
  const bodies = await Promise.all(['bodies/VaultNotificationConfig', 'bodies/WriteEventStream'].map(read));
  return Promise.all(
    Object.entries(SOURCES).map(async ([name, source]) => {
      const kept = isLive(name) ? WORDS : [...WORDS, ...OFFERS];
      // A live document begins with comments; VS Code takes them in JSON only where a schema says so.
      const more = isLive(name) ? { allowComments: true } : {};
      const text = `${JSON.stringify({ ...harmless(await read(source), bodies, kept), ...more })}\n`;
      return { path: join(folder, `${name}.json`), text };
    }),
  );
}

/**
 * The schema without anything that a value could break.
 *
 * @param {Record<string, any>} schema
 * @param {readonly Record<string, any>[]} others What it may refer to besides its own definitions.
 * @param {readonly string[]} kept The annotations that it keeps.
 * @returns {Record<string, unknown>}
 */
export function harmless(schema, others, kept = [...WORDS, ...OFFERS]) {
  const byReference = new Map([
    ...others.map(one => [`/${one.$id}`, one]),
    ...Object.entries(schema.$defs ?? {}).map(([name, one]) => [`#/$defs/${name}`, one]),
  ]);
  const definitions = {};
  const proposing = new Proposing(byReference, definitions, kept).of(schema);
  const shared = Object.keys(definitions).length === 0 ? {} : { definitions };
  return { $schema: 'http://json-schema.org/draft-07/schema#', ...proposing, ...shared };
}

/** Turns schemas that demand into schemas that propose. */
class Proposing {
  /**
   * @param {ReadonlyMap<string, Record<string, any>>} byReference
   * @param {Record<string, unknown>} definitions Filled with what several places share.
   * @param {readonly string[]} kept The annotations that are kept.
   */
  constructor(byReference, definitions, kept) {
    this.byReference = byReference;
    this.definitions = definitions;
    this.kept = kept;
  }

  of(schema) {
    const { $ref, anyOf, ...own } = schema;
    // "This, or null for nothing" is this, to somebody who wants something.
    const alternative = anyOf?.find(one => one.$ref !== undefined);
    if (alternative !== undefined) return { ...this.of(alternative), ...this.#annotations(own) };
    if ($ref !== undefined && !this.byReference.has($ref)) throw new Error(`no schema ${$ref}`);
    const meant = $ref === undefined ? own : { ...this.byReference.get($ref), ...own };
    const { properties, additionalProperties } = this.#members(meant);
    return {
      ...this.#annotations(meant),
      ...(properties === undefined ? {} : { properties }),
      ...(additionalProperties === undefined ? {} : { additionalProperties }),
      ...(meant.items === undefined ? {} : { items: this.of(meant.items) }),
      ...(meant.enum === undefined ? {} : { anyOf: [proposals(meant), {}] }),
    };
  }

  #annotations(schema) {
    return Object.fromEntries(this.kept.flatMap(key => (key in schema ? [[key, schema[key]]] : [])));
  }

  #members({ properties = {}, additionalProperties, propertyNames }) {
    const own = Object.entries(properties).map(([key, part]) => [key, this.of(part)]);
    const names = propertyNames?.examples ?? [];
    if (typeof additionalProperties !== 'object') return { properties: nonEmpty(own) };
    const rest = this.of(additionalProperties);
    if (names.length === 0) return { properties: nonEmpty(own), additionalProperties: rest };
    // Keys that are free to choose are offered as if they were fixed.
    const name = `each${Object.keys(this.definitions).length + 1}`;
    this.definitions[name] = rest;
    const shared = { $ref: `#/definitions/${name}` };
    return { properties: nonEmpty([...own, ...names.map(key => [key, shared])]), additionalProperties: shared };
  }
}

const nonEmpty = entries => (entries.length === 0 ? undefined : Object.fromEntries(entries));

/** The values that are offered, each with what it means. */
function proposals({ enum: values, enumDescriptions }) {
  return enumDescriptions === undefined ? { enum: values } : { enum: values, enumDescriptions };
}
