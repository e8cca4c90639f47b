import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { nodesOf } from '../../goals/ambient/platforms';
import { AmbientRule } from '../../goals/ambient/rule';

export const platformK3s: AmbientRule = {
  id: 'platform-k3s',
  title: 'Plugin of istio-cni in directories that k3s does not read',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'k3s has its CNI configuration in /var/lib/rancher/k3s/agent/etc/cni/net.d, and plugins in /var/lib/rancher/k3s/data/cni since its '
    + 'releases of December 2024. Without global.platform: k3s the chart cni writes to /etc/cni/net.d and /opt/cni/bin, where nothing reads it. The '
    + 'platform of Istio 1.24 still has the old directory of plugins.',
  remediation: 'Set global.platform to k3s, or cni.cniConfDir and cni.cniBinDir to the directories of k3s.',
  references: ['https://istio.io/latest/docs/ambient/install/platform-prerequisites/#k3s', 'https://github.com/k3s-io/k3s/issues/11369'],
  * check(context) {
    const nodes = nodesOf(context.cluster.nodes.values(), 'k3s');
    if (nodes.length === 0) return;
    const found = context.settings('cni').flatMap(settings => {
      const [configuration, plugins] = [String(settings.at('cniConfDir')), String(settings.at('cniBinDir') ?? '')].map(path => path.replace(/\/$/, ''));
      const isRight = configuration === '/var/lib/rancher/k3s/agent/etc/cni/net.d' && ['/var/lib/rancher/k3s/data/cni', '/bin'].includes(plugins);
      return isRight ? [] : [{ object: settings.reference('global', 'platform'), detail: `cniConfDir ${configuration}, cniBinDir ${plugins === '' ? '/opt/cni/bin' : plugins}` }];
    });
    yield* whereAny(found, { message: 'The values of the chart cni are not for the directories of k3s.' });
  },
};
