import { listOf } from '../../../base/text/words';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const ztunnelTrust: AmbientRule = {
  id: 'ztunnel-trust',
  title: 'ztunnel that istiod does not sign for',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'istiod signs certificates of pods for one ztunnel only: that of pilot.trustedZtunnelNamespace and, from Istio 1.25 on, '
    + 'pilot.trustedZtunnelName; by default ztunnel in the namespace of istiod. A ztunnel of another namespace or resourceName never gets '
    + 'certificates, so it serves no pod. The chart of 1.25 named it after the release.',
  remediation: 'Set pilot.trustedZtunnelNamespace and pilot.trustedZtunnelName of the chart istiod to the namespace and name of ztunnel.',
  references: [
    'https://github.com/istio/istio/blob/1.30.3/manifests/charts/istio-control/istio-discovery/templates/deployment.yaml',
    'https://github.com/istio/istio/blob/1.30.3/security/pkg/server/ca/node_auth.go',
  ],
  * check(context) {
    const text = (value: unknown): string => typeof value === 'string' ? value : '';
    const trusted = context.settings('istiod').filter(({ values }) => values.chart.name === 'istiod').map(settings => ({
      namespace: text(settings.at('trustedZtunnelNamespace')) || settings.values.namespace,
      name: (context.has('1.25') ? text(settings.at('trustedZtunnelName')) : '') || 'ztunnel',
      object: settings.reference('pilot', 'trustedZtunnelName'),
    }));
    const ztunnels = context.settings('ztunnel').filter(({ values }) => values.chart.name === 'ztunnel').map(settings => ({
      namespace: settings.values.namespace,
      name: !context.has('1.25') ? 'ztunnel' : text(settings.at('resourceName')) || (context.has('1.26') ? 'ztunnel' : settings.values.release ?? 'ztunnel'),
      object: settings.reference('resourceName'),
    }));
    const running = context.daemonSet('ztunnel')?.workload;
    const istiod = [...context.cluster.workloads.values()].find(({ containers }) => containers.some(({ image }) => image.name === 'pilot'));
    const [accounts = ''] = istiod?.containers.flatMap(({ environment }) => environment.CA_TRUSTED_NODE_ACCOUNTS ?? []) ?? [];
    const ofDeployment = accounts.split(',').filter(account => account !== '').map(account => ({ namespace: account.split('/')[0], name: account.split('/')[1] }));
    const describe = ({ namespace, name }: { readonly namespace?: string; readonly name: string }): string => `${namespace ?? 'NAMESPACE'}/${name}`;
    const differs = (a: { readonly namespace?: string; readonly name: string }, b: typeof a): boolean => a.name !== b.name
      || (a.namespace !== undefined && b.namespace !== undefined && a.namespace !== b.namespace);
    const wrong = [
      ...trusted.length === 0 ? [] : ztunnels.filter(ztunnel => trusted.every(each => differs(each, ztunnel)))
        .map(({ object, ...ztunnel }) => ({ object, detail: `${describe(ztunnel)}; istiod trusts ${listOf(trusted.map(describe))}` })),
      ...running && ofDeployment.length > 0 && ofDeployment
        .every(each => differs(each, { namespace: running.namespace, name: running.serviceAccount }))
        ? [{ object: running, detail: `${running.namespace}/${running.serviceAccount}; istiod trusts ${accounts}` }] : [],
    ];
    yield* whereAny(wrong, { message: 'istiod does not sign certificates for ztunnel under this name.' });
  },
};
