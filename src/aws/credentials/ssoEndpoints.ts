import type { HttpHandler, HttpRequest } from '@smithy/core/protocols';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import type { HttpHandlerOptions } from '@smithy/types';
import { type EndpointService, type EndpointSources, resolveEndpoint } from '../config/endpoints.ts';

/** AWS's hosts for signing in, and the service whose endpoint setting each goes by. */
const hosts: readonly (readonly [RegExp, EndpointService])[] = [
  [/^portal\.sso\b/, 'sso'],
  [/^oidc\b/, 'sso_oidc'],
  [/\bsignin\b/, 'signin'],
];

function redirect(request: HttpRequest, sources: EndpointSources): void {
  const service = hosts.find(([host]) => host.test(request.hostname))?.[1];
  const choice = service === undefined ? undefined : resolveEndpoint(sources, service);
  if (choice?.kind !== 'given') return;
  const { protocol, hostname, port, host, pathname } = new URL(choice.url);
  request.protocol = protocol;
  request.hostname = hostname;
  if (port === '') delete request.port;
  else request.port = Number(port);
  request.path = `${pathname.replace(/\/$/, '')}${request.path}`;
  request.headers.host = host;
}

/**
 * A handler that sends the calls of signing in to the account's own endpoints. The SDK's SSO providers make their
 * clients out of one common setting, though each service may have an endpoint of its own; these calls are not signed,
 * so the host can still be changed here.
 */
export function ssoHandler(handler: NodeHttpHandler, sources: EndpointSources): HttpHandler<HttpHandlerOptions> {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    handle: (request, options) => {
      redirect(request, sources);
      return handler.handle(request, options);
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  };
}
