import { clusterOf, summary } from './findings';
import { findingsOf } from '../../../src/check/findings/find';
import { GatewayApiContext } from '../../../src/check/goals/gateway-api/context';
import { GatewayApiRule } from '../../../src/check/goals/gateway-api/rule';
import { GoalAnswers } from '../../../src/check/goals/question';
import { Plain } from '../../support/builders';

/** What one rule finds in objects: its severity, its message, and the objects with their details. */
export function foundInGatewayApi(gatewayRule: GatewayApiRule, objects: readonly Plain[], answers: GoalAnswers = {}): Plain[] {
  return summary(findingsOf([gatewayRule], new GatewayApiContext(clusterOf(objects), answers), {}).findings);
}

/** The details of what one rule finds, with the kind and name of each object. */
export function details(gatewayRule: GatewayApiRule, objects: readonly Plain[], answers: GoalAnswers = {}): string[] {
  return foundInGatewayApi(gatewayRule, objects, answers).flatMap(finding => finding.objects as string[]);
}

function object(kind: string, fullName: string, spec: Plain, version = 'v1', metadata: Plain = {}): Plain {
  const [namespace, name] = fullName.split('/');
  return { apiVersion: `gateway.networking.k8s.io/${version}`, kind, metadata: { namespace, name, ...metadata }, spec };
}

export const HTTP: Plain = { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } };

export const HTTPS: Plain = {
  name: 'https',
  port: 443,
  protocol: 'HTTPS',
  hostname: '*.example.com',
  tls: { certificateRefs: [{ name: 'wildcard' }] },
  allowedRoutes: { namespaces: { from: 'All' } },
};

export function gateway(fullName: string, listeners: readonly Plain[], more: Plain = {}): Plain {
  return object('Gateway', fullName, { gatewayClassName: 'envoy', listeners, ...more });
}

export function listenerSet(fullName: string, parent: string, listeners: readonly Plain[]): Plain {
  const [namespace, name] = parent.split('/');
  return object('ListenerSet', fullName, { parentRef: { namespace, name }, listeners });
}

/** A route to the Gateway gateways/public. */
export function httpRoute(fullName: string, spec: Plain, metadata: Plain = {}): Plain {
  return object('HTTPRoute', fullName, { parentRefs: [{ namespace: 'gateways', name: 'public' }], ...spec }, 'v1', metadata);
}

/** A rule of one prefix and one backend. */
export function rule(path: string, backend = 'web', match: Plain = {}): Plain {
  return { matches: [{ path: { type: 'PathPrefix', value: path }, ...match }], backendRefs: [{ name: backend, port: 80 }] };
}

export function grant(namespace: string, from: Plain, to: Plain): Plain {
  return object('ReferenceGrant', `${namespace}/grant`, { from: [{ group: 'gateway.networking.k8s.io', ...from }], to: [{ group: '', ...to }] });
}

export function backendTlsPolicy(fullName: string, targets: readonly Plain[], validation: Plain): Plain {
  return object('BackendTLSPolicy', fullName, { targetRefs: targets.map(target => ({ group: '', kind: 'Service', ...target })), validation });
}

/** A route of another kind to the Gateway gateways/public. */
export function otherRoute(kind: string, fullName: string, spec: Plain, metadata: Plain = {}): Plain {
  return { ...httpRoute(fullName, spec, metadata), kind };
}

export function configMap(fullName: string, data: Readonly<Record<string, string>>): Plain {
  const [namespace, name] = fullName.split('/');
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace, name }, data };
}

/** A CustomResourceDefinition, as far as it matters. */
export function definition(kind: string, version: string, channel = 'standard'): Plain {
  const annotations = { 'gateway.networking.k8s.io/bundle-version': version, 'gateway.networking.k8s.io/channel': channel };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${kind.toLowerCase()}s.gateway.networking.k8s.io`, annotations },
    spec: { group: 'gateway.networking.k8s.io', names: { kind } },
  };
}
