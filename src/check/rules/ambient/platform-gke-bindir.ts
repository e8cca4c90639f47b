import { quoted } from '../../../base/errors';
import { listOf } from '../../../base/text/words';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { isGke } from '../../goals/ambient/platforms';
import { AmbientRule } from '../../goals/ambient/rule';

export const platformGkeBindir: AmbientRule = {
  id: 'platform-gke-bindir',
  title: 'Plugin of istio-cni in a directory that GKE does not read',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'On GKE plugins are in /home/kubernetes/bin, and /opt/cni/bin is read-only. With the platform gke the chart cni finds this out by '
    + '"-gke" in the version of the server, which Helm strips from 3.19 on, and which a render without a cluster never has. A flat cniBinDir has no '
    + 'effect beside the platform, whose file sets cni.cniBinDir.',
  remediation: 'Set cni.cniBinDir to /home/kubernetes/bin.',
  references: ['https://github.com/istio/istio/issues/58094', 'https://github.com/helm/helm/issues/31423'],
  * check(context) {
    if (!isGke(context)) return;
    const directory = '/home/kubernetes/bin';
    yield* whereAny(context.settings('cni').filter(settings => settings.chart === settings.values.chart.name && settings.at('cniBinDir') !== directory)
      .map(settings => ({ object: settings.reference('cni', 'cniBinDir'), detail: `cni.cniBinDir: ${quoted(settings.at('cniBinDir') ?? '')}` })), {
      message: 'The values of the chart cni leave it to detection where the plugin is written on GKE.',
    });
    const agent = context.daemonSet('install-cni');
    if (!agent || agent.workload.hostPaths.includes(directory)) return;
    yield { message: 'istio-cni writes its plugin where GKE does not read it.', objects: [{ object: agent.workload, detail: `hostPaths: ${listOf(agent.workload.hostPaths)}` }] };
  },
};
