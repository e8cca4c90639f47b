import { packageVersion } from '../../../check/reports/package-version';
import { NginxIngress } from '../../../dataplane/requests/ingress-nginx/model';
import { describeIngress } from '../../../dataplane/requests/ingress-nginx/read';
import { implementationVersion } from '../policies';
import { assumptionsOf, ConversionResult } from '../result';
import { preparations } from './preparations';
import { routeTable } from './route-table';

const nameOf = ({ namespace, name }: NginxIngress): string => `${namespace}/${name}`;

/** The report for programs. */
export function reportJson({ proof, ingresses, hosts, objects, annotations, context }: ConversionResult): string {
  const { target } = context;
  const content = {
    tool: { name: 'cdk8s-nftables', version: packageVersion() },
    target: {
      gatewayApi: target.api.minor,
      channel: target.api.channel,
      ...target.report && { implementation: target.report.implementation, implementationVersion: implementationVersion(target) },
      gateway: target.gateway,
      gatewayClass: target.gatewayClass,
    },
    assumptions: assumptionsOf({ ingresses, hosts, context }),
    ingresses: {
      converted: ingresses.nginx.length + ingresses.others.length,
      notConverted: ingresses.notTaken.map(({ object, why }) => ({ ingress: describeIngress(object), why })),
      problems: ingresses.problems.map(({ object, problem }) => ({ ingress: describeIngress(object), problem })),
    },
    hosts: hosts.map(({ name }) => name),
    objects: {
      gateways: objects.gateways.length,
      routes: objects.routes.length + objects.tlsRoutes.length,
      grants: objects.grants.length,
      policies: objects.backendPolicies.length + objects.ownPolicies.length,
    },
    annotations: annotations.map(({ ingress, name, outcome, note }) => (
      { ingress: nameOf(ingress), annotation: name, outcome, ...note !== undefined && { note } })),
    preparations: preparations(objects.ownPolicies, target),
    proof: {
      requests: proof.requests,
      differences: proof.differences.map(({ class: difference, host, request, before, after, count, ingress, isNormalization }) => ({
        class: difference,
        host,
        ...ingress && { ingress: nameOf(ingress) },
        request,
        before,
        after,
        requests: count,
        ...isNormalization && { normalization: true },
      })),
    },
    routeTable: routeTable({ hosts, ingresses }),
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}
