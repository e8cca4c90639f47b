import { isDeepStrictEqual } from 'node:util';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { mappingsOf } from '../../../base/objects/loose';
import { describeReference } from '../../../cluster/inventory/object-reference';
import { specOf } from '../../../cluster/mesh/mesh';
import { emptiedPartOf, mayMatch, rulesOf, targetRefsOf } from '../../../programs/istio/l7';
import { actionOf } from '../../../programs/istio/objects/authorization-policy';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { policiesAtZtunnel } from '../../goals/ambient/policies';
import { AmbientRule } from '../../goals/ambient/rule';

export const authzDenyBehindWaypoint: AmbientRule = {
  id: 'authz-deny-behind-waypoint',
  title: 'DENY policy on clients that a waypoint hides',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'Behind a waypoint the ztunnel of the destination sees the waypoint as the source, not the client. A DENY policy that selects the pods by '
    + 'clients does not deny what these send through the waypoint; one that denies all but some clients denies everything that comes through it.',
  remediation: 'Copy the policy into one with targetRefs, which the waypoint enforces. Where it denies all but some clients, add the principal of the '
    + 'waypoint to notPrincipals at the pods: cluster.local/ns/NAMESPACE/sa/WAYPOINT.',
  references: ['https://istio.io/latest/docs/ambient/usage/l4-policy/', 'https://istio.io/latest/docs/ambient/usage/l7-features/'],
  * check(context) {
    const { mesh } = context;
    const atWaypoints = context.accepted('security.istio.io', 'AuthorizationPolicy')
      .filter(policy => actionOf(specOf(policy)) === 'DENY' && targetRefsOf(specOf(policy)).length > 0);
    for (const policy of policiesAtZtunnel(context, 'DENY')) {
      const { namespace = 'default' } = policy;
      const copied = atWaypoints.filter(other => other.namespace === namespace).flatMap(other => rulesOf(specOf(other)).map(({ rule }) => rule));
      const rules = rulesOf(specOf(policy)).map(({ rule }) => rule).filter(rule => isAboutClients(rule) && emptiedPartOf(rule) === undefined);
      const selected = mesh.captured().filter(workload => mesh.selectedBy(policy).includes(workload));
      const behind = selected.flatMap(workload => mesh.waypointsBefore(workload).flatMap(waypoint => {
        const identity = { namespace: waypoint.namespace, serviceAccount: waypoint.name };
        const effects = rules.flatMap(rule => {
          if (mayMatch(rule, identity, namespace)) return isAboutAddresses(rule) ? [] : ['denies everything that comes through it'];
          // A rule that leaves out the waypoint is about what goes around it.
          return names(rule, identity) || copied.some(other => isDeepStrictEqual(other.from, rule.from)) ? [] : ['does not deny clients that come through it'];
        });
        return effects.length > 0 ? [{ object: workload.workload, detail: `behind ${describeReference(waypoint)}; the policy ${[...new Set(effects)].join(', and ')}` }] : [];
      }));
      if (behind.length > 0) yield { message: `${describeReference(policy)} is about clients, and its pods only see a waypoint.`, objects: [{ object: policy }, ...behind] };
    }
  },
};

function isAboutClients({ from, when }: PlainObject): boolean {
  return mappingsOf(from).length > 0 || mappingsOf(when).some(({ key }) => typeof key === 'string' && key.startsWith('source.'));
}

/** Whether a rule asks for addresses, of which that of the waypoint is not known. */
function isAboutAddresses({ from, when }: PlainObject): boolean {
  return mappingsOf(from).some(({ source }) => isPlainObject(source) && (source.ipBlocks !== undefined || source.notIpBlocks !== undefined))
    || mappingsOf(when).some(({ key }) => key === 'source.ip');
}

/** Whether a rule leaves out a waypoint by its name. */
function names({ from, when }: PlainObject, { namespace, serviceAccount }: { readonly namespace: string; readonly serviceAccount: string }): boolean {
  const ends = [`/ns/${namespace}/sa/${serviceAccount}`, `${namespace}/${serviceAccount}`];
  const left = [
    ...mappingsOf(from).flatMap(({ source }) => isPlainObject(source) ? [source.notPrincipals, source.notServiceAccounts] : []),
    ...mappingsOf(when).filter(({ key }) => key === 'source.principal').map(({ notValues }) => notValues),
  ].flatMap(list => Array.isArray(list) ? list as readonly unknown[] : []);
  return left.some(value => ends.some(end => String(value).endsWith(end)) || value === serviceAccount);
}
