import { isPlainObject } from '../../../base/objects/fields';
import { describeReference } from '../../../cluster/inventory/object-reference';
import { specOf } from '../../../cluster/mesh/mesh';
import { mayMatch, rulesOf } from '../../../programs/istio/l7';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { valueIn } from '../../goals/ambient/charts';
import { policiesAtZtunnel } from '../../goals/ambient/policies';
import { AmbientRule } from '../../goals/ambient/rule';

export const authzAllowWithoutWaypointSa: AmbientRule = {
  id: 'authz-allow-without-waypoint-sa',
  title: 'ALLOW policy that shuts the waypoint out',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'Behind a waypoint the ztunnel of the destination sees the waypoint as the source, not the client. An ALLOW policy that selects the '
    + 'pods by identities of clients, and does not name the service account of the waypoint, denies all that comes through the waypoint.',
  remediation: 'Add the principal of the waypoint to the policy: cluster.local/ns/NAMESPACE/sa/WAYPOINT. Move what is about clients into a policy '
    + 'with targetRefs.',
  references: ['https://istio.io/latest/docs/ambient/usage/l4-policy/', 'https://istio.io/latest/docs/ambient/usage/l7-features/'],
  * check(context) {
    const { mesh } = context;
    const policies = policiesAtZtunnel(context, 'ALLOW');
    const shut = mesh.captured().flatMap(workload => mesh.waypointsBefore(workload).flatMap(waypoint => {
      const own = policies.filter(policy => mesh.selectedBy(policy).includes(workload));
      const identity = { namespace: waypoint.namespace, serviceAccount: waypoint.name };
      const isLetIn = own.some(policy => rulesOf(specOf(policy)).some(({ rule, l7 }) => l7.length === 0 && mayMatch(rule, identity, policy.namespace ?? 'default')));
      // What has only rules about requests is another finding.
      const isAboutIdentities = own.some(policy => rulesOf(specOf(policy)).some(({ l7 }) => l7.length === 0));
      return isAboutIdentities && !isLetIn ? own.map(policy => ({ policy, waypoint, workload })) : [];
    }));
    // Without pods in the input, Services that select what the policy selects show the waypoint.
    const alone = policies.filter(policy => mesh.selectedBy(policy).length === 0).filter(policy => {
      const { namespace = 'default' } = policy;
      const labels = valueIn(specOf(policy), ['selector', 'matchLabels']);
      const rules = rulesOf(specOf(policy)).filter(({ l7 }) => l7.length === 0);
      return isPlainObject(labels) && rules.length > 0 && mesh.isAmbient(namespace) && mesh.services.some(service => {
        const { selector } = specOf(service);
        const isMeant = service.namespace === namespace && isPlainObject(selector) && Object.entries(selector)
          .every(([key, value]) => labels[key] === value);
        const use = isMeant ? mesh.waypointOfService(service) : undefined;
        return use?.isBound && !rules.some(({ rule }) => mayMatch(rule, { namespace: use.namespace, serviceAccount: use.name }, namespace));
      });
    });
    for (const policy of alone) yield { message: `${describeReference(policy)} denies what comes through a waypoint.`, objects: [{ object: policy }] };
    for (const policy of new Set(shut.map(each => each.policy))) {
      const own = shut.filter(each => each.policy === policy);
      yield {
        message: `${describeReference(policy)} denies what comes through a waypoint.`,
        objects: [{ object: policy }, ...own.map(({ workload: { workload }, waypoint }) => ({ object: workload, detail: `behind ${describeReference(waypoint)}` }))],
      };
    }
  },
};
