import { envoyGatewayPolicies } from './envoy-gateway';
import { NginxIngress, Server } from '../../../dataplane/requests/ingress-nginx/model';
import { ConversionContext } from '../options';
import { PlannedPolicy } from '../plan/model';

/** The policies of an implementation that keep the protections of a location. */
type PoliciesOf = (ingress: NginxIngress, server: Server, context: ConversionContext) => PlannedPolicy[];

/** By the names of conformance reports. Only policies whose meaning is known to be that of the annotations are here. */
const IMPLEMENTATIONS: Readonly<Record<string, PoliciesOf>> = {
  'envoy-gateway': envoyGatewayPolicies,
};

export function policiesFor(ingress: NginxIngress, server: Server, context: ConversionContext): PlannedPolicy[] {
  const name = context.target.report?.implementation ?? '';
  return Object.hasOwn(IMPLEMENTATIONS, name) ? IMPLEMENTATIONS[name](ingress, server, context) : [];
}
