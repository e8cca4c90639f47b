import { UsedAnnotation } from './annotations';
import { Conversion } from './convert';
import { ConversionContext } from './options';
import { listOf } from '../../base/text/words';
import { Finding } from '../../check/findings/finding';
import { CATCH_ALL } from '../../dataplane/requests/ingress-nginx/build';

/** What was taken for granted, of all controllers and of clients. */
export function assumptionsOf({ ingresses, hosts, context }: Pick<ConversionResult, 'ingresses' | 'hosts' | 'context'>): string[] {
  const ofControllers = new Set([context.controller, ...ingresses.controllers.values()].flatMap(({ assumptions }) => assumptions));
  const isOfOthers = ingresses.nginx.length === 0 || context.target.hasGateway;
  const withoutHttps = isOfOthers ? []
    : hosts.filter(({ name, https, passthrough }) => name !== CATCH_ALL && !https && !passthrough).map(({ name }) => name);
  const ofClients = withoutHttps.length === 0 ? [] : [
    'Clients check certificates: ingress-nginx has a self-signed one for hosts that have none of their own, the new Gateway has no HTTPS for them '
    + `(${listOf(withoutHttps)}), and HTTPS to them counts as failing before and after.`,
  ];
  return [...ofControllers, ...ofClients];
}

/** A conversion with all that is said of it. */
export interface ConversionResult extends Conversion {
  readonly context: ConversionContext;
  readonly annotations: readonly UsedAnnotation[];
  /** Of the conversion itself, after waivers. */
  readonly findings: readonly Finding[];
}
