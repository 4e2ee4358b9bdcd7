import type { AwsModel } from '../awsModels.ts';
import { matchByName } from './matchByName.ts';
import { jsonReply, type Output, type Reply } from './reply.ts';
import type { WireRequest } from './request.ts';
import type { Operation, Protocol } from './service.ts';
import { ServiceError } from './serviceError.ts';
import { element, escapeXml, members } from './xml.ts';

/** The form of an awsQuery request: its body, and its query where the body is empty (AWS takes a GET as well). */
export function formOf(request: WireRequest): URLSearchParams {
  return request.body.length === 0 ? request.query : new URLSearchParams(request.body.toString('utf8'));
}

interface Branch extends Map<string, Branch | string> {}

function grow(params: URLSearchParams): Branch {
  const root: Branch = new Map();
  for (const [name, value] of params) {
    const path = name.split('.').slice(0, 16);
    const leaf = path.pop() ?? '';
    let branch = root;
    for (const part of path) {
      const next = branch.get(part);
      if (next instanceof Map) {
        branch = next;
      } else {
        const grown: Branch = new Map();
        branch.set(part, grown);
        branch = grown;
      }
    }
    branch.set(leaf, value);
  }
  return root;
}

const byIndex = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => Number(a) - Number(b);

function settle(branch: Branch | string): unknown {
  if (typeof branch === 'string') return branch;
  const items = branch.get('member');
  if (branch.size === 1 && items instanceof Map) {
    return [...items].sort(byIndex).map(([, one]) => settle(one));
  }
  const pairs = branch.get('entry');
  if (branch.size === 1 && pairs instanceof Map) {
    const read = [...pairs].sort(byIndex).map(([, pair]) => (pair instanceof Map ? pair : new Map()));
    // SNS's message attributes alone are written with capitals.
    const member = (pair: Branch, name: string): unknown =>
      settle(pair.get(name) ?? pair.get(name.charAt(0).toUpperCase() + name.slice(1)) ?? '');
    return Object.fromEntries(
      read.map(pair => [member(pair, pair.has('Name') ? 'name' : 'key'), member(pair, 'value')]),
    );
  }
  return Object.fromEntries([...branch].map(([name, one]) => [name, settle(one)]));
}

/** A form's members as one object: `Tags.member.1.Key=a` becomes `{Tags: [{Key: 'a'}]}`, `entry` pairs become a map. */
export function parseForm(params: URLSearchParams): unknown {
  return settle(grow(params));
}

/**
 * awsQuery: the operation is the form's `Action` in the service's one `Version`, the output XML in the service's
 * namespace.
 */
export function awsQuery<World>(
  operations: readonly Operation<World>[],
  namespace: string,
  model: AwsModel,
): Protocol<World> {
  const find = matchByName(operations, model);
  return {
    match(request) {
      const form = formOf(request);
      const action = form.get('Action') ?? '';
      const version = form.get('Version') ?? '';
      const found = version === model.version ? find(action) : undefined;
      const name = (action || `${request.method} ${request.path}`).slice(0, 200);
      return found ?? { name, labels: {}, refusal: noAction(action, version) };
    },
    decode: request => parseForm(formOf(request)),
    encode: (operation, output, requestId) => encodeResult(operation, output, requestId, namespace),
  };
}

/** AWS's answer to an action that it does not have, or not in this version. */
function noAction(action: string, version: string): ServiceError {
  if (action === '') return new ServiceError('MissingAction', 400, 'Missing Action');
  const asked = version === '' ? 'NO_VERSION_SPECIFIED' : version.slice(0, 200);
  return new ServiceError(
    'InvalidAction',
    400,
    `Could not find operation ${action.slice(0, 200)} for version ${asked}`,
  );
}

function encodeResult(operation: string, output: Output, requestId: string, namespace: string): Reply {
  const body = typeof output.body === 'object' && output.body !== null ? output.body : undefined;
  const result = body === undefined ? '' : element(`${operation}Result`, members(body));
  const metadata = element('ResponseMetadata', element('RequestId', requestId));
  const xml = `<${operation}Response xmlns="${namespace}">${result}${metadata}</${operation}Response>`;
  return { status: 200, headers: { 'content-type': 'text/xml' }, body: xml };
}

/** Writes an awsQuery error: `ErrorResponse/Error/{Type,Code,Message}`. One without a code is plain JSON, as a gateway's. */
export function encodeQueryError(error: ServiceError, requestId: string, namespace: string): Reply {
  if (error.code === '') return jsonReply(error.status, { message: error.message }, error.extras.headers);
  const fields = [
    element('Type', error.status < 500 ? 'Sender' : 'Receiver'),
    element('Code', escapeXml(error.code)),
    element('Message', escapeXml(error.message)),
  ];
  const inner = element('Error', fields.join('')) + element('RequestId', requestId);
  const xml = `<ErrorResponse xmlns="${namespace}">${inner}</ErrorResponse>`;
  return { status: error.status, headers: { 'content-type': 'text/xml', ...error.extras.headers }, body: xml };
}
