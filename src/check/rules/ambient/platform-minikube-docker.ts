import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { nodesOf } from '../../goals/ambient/platforms';
import { AmbientRule } from '../../goals/ambient/rule';

export const platformMinikubeDocker: AmbientRule = {
  id: 'platform-minikube-docker',
  title: 'minikube in Docker without the platform minikube',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'With the driver docker, the nodes of minikube have the network namespaces of pods in /var/run/docker/netns. Without global.platform: '
    + 'minikube istio-cni looks for them in /var/run/netns and captures no pod.',
  remediation: 'Set global.platform to minikube, or cni.cniNetnsDir to /var/run/docker/netns.',
  references: ['https://istio.io/latest/docs/ambient/install/platform-prerequisites/#minikube'],
  * check(context) {
    // Machines of the other drivers run an image that minikube builds itself.
    const nodes = nodesOf(context.cluster.nodes.values(), 'minikube').filter(({ osImage }) => !/Buildroot/i.test(osImage));
    if (nodes.length === 0) return;
    const directory = '/var/run/docker/netns';
    yield* whereAny(context.settings('cni').filter(settings => settings.at('cniNetnsDir') !== directory).map(settings => ({
      object: settings.reference('global', 'platform'), detail: `cniNetnsDir ${String(settings.at('cniNetnsDir'))}`,
    })), { message: 'The values of the chart cni are not for minikube with the driver docker.' });
  },
};
