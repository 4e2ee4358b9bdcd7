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
  notificationconfig: 'bodies/VaultNotificationConfig',
  notifications: 'documents/Fleet',
};

/** What a schema may keep: words about a value, and what is offered in its place. */
const ANNOTATIONS = ['title', 'description', 'default', 'examples', 'defaultSnippets'];

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
  const byReference = new Map(bodies.map(schema => [`/${schema.$id}`, schema]));
  return Promise.all(
    Object.entries(SOURCES).map(async ([name, source]) => {
      const schema = {
        $schema: 'http://json-schema.org/draft-07/schema#',
        ...harmless(await read(source), byReference),
      };
      return { path: join(folder, `${name}.json`), text: `${JSON.stringify(schema)}\n` };
    }),
  );
}

/**
 * The schema without anything that a value could break. A list of values becomes a proposal among any others.
 *
 * @param {Record<string, any>} schema
 * @param {ReadonlyMap<string, Record<string, any>>} byReference
 * @returns {Record<string, unknown>}
 */
export function harmless(schema, byReference) {
  const { $ref, ...own } = schema;
  const meant = $ref === undefined ? own : { ...byReference.get($ref), ...own };
  if ($ref !== undefined && !byReference.has($ref)) throw new Error(`no schema ${$ref}`);
  const kept = Object.fromEntries(ANNOTATIONS.flatMap(key => (key in meant ? [[key, meant[key]]] : [])));
  const inner = part => harmless(part, byReference);
  // Keys that are free to choose are offered as if they were fixed.
  const offered = (meant.propertyNames?.examples ?? []).map(key => [key, meant.additionalProperties]);
  const properties = [...Object.entries(meant.properties ?? {}), ...offered].map(([key, part]) => [key, inner(part)]);
  return {
    ...kept,
    ...(properties.length === 0 ? {} : { properties: Object.fromEntries(properties) }),
    ...(typeof meant.additionalProperties === 'object'
      ? { additionalProperties: inner(meant.additionalProperties) }
      : {}),
    ...(meant.items === undefined ? {} : { items: inner(meant.items) }),
    ...(meant.enum === undefined ? {} : { anyOf: [proposals(meant), {}] }),
  };
}

/** The values that are offered, each with what it means. */
function proposals({ enum: values, enumDescriptions }) {
  return enumDescriptions === undefined ? { enum: values } : { enum: values, enumDescriptions };
}
