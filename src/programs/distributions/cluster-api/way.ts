import { CLUSTER, CONTROL_PLANE, isKubeadm } from './objects';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { changeYaml } from '../../../input/edit/change-yaml';
import { SettingChange, Way } from '../change/change';
import { configurationToNftables } from '../change/configuration';
import { objectChange } from '../change/objects';
import { lostSettings, modeAlone, wholeConfiguration } from '../change/passage';
import { isOlder, Situation } from '../change/situation';
import { withValue } from '../change/values';
import { at, listAt, textAt } from '../evidence';

const WHERE = 'in the management cluster, read when a cluster is created';
export const FILE = '/etc/kubernetes/kubeproxy-config.yaml';

const holdsConfiguration = (file: unknown): boolean => /^kind:\s*KubeProxyConfiguration\b/m.test(textAt(file, 'content'));

/** Only kubeadm init reads the file. The test keeps joins from making one. */
export const COMMAND = `/bin/sh -ec 'test ! -f /run/kubeadm/kubeadm.yaml || cat ${FILE} >> /run/kubeadm/kubeadm.yaml'`;

function controlPlane({ asked = {} }: Situation) {
  return (object: PlainObject): PlainObject => {
    const path = ['spec', 'kubeadmConfigSpec'];
    const files = listAt(object, ...path, 'files');
    const change = (document: PlainObject) => document.kind === 'KubeProxyConfiguration' ? configurationToNftables(document, asked) : document;
    if (files.some(holdsConfiguration)) {
      const changed = files.map(file => holdsConfiguration(file) && isPlainObject(file) ? { ...file, content: changeYaml(textAt(file, 'content'), change) } : file);
      return withValue(object, [...path, 'files'], changed);
    }
    const content = `---\n${changeYaml('', () => ({ apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration', mode: 'nftables', ...asked }))}`;
    const withFile = withValue(object, [...path, 'files'], [...files, { path: FILE, permissions: '0644', content }]);
    return withValue(withFile, [...path, 'preKubeadmCommands'], [...listAt(object, ...path, 'preKubeadmCommands'), COMMAND]);
  };
}

/** The variable of Nutanix' ClusterClasses (nutanix-cloud-native/cluster-api-runtime-extensions-nutanix#1163). */
function topology(object: PlainObject): PlainObject {
  const variables = listAt(object, 'spec', 'topology', 'variables').map(variable => at(variable, 'name') === 'clusterConfig' && isPlainObject(at(variable, 'value', 'kubeProxy'))
    ? withValue(variable as PlainObject, ['value', 'kubeProxy', 'mode'], 'nftables') : variable);
  return withValue(object, ['spec', 'topology', 'variables'], variables);
}

const hasVariable = (object: unknown): boolean => listAt(object, 'spec', 'topology', 'variables').some(variable => at(variable, 'name') === 'clusterConfig' && at(variable, 'value', 'kubeProxy') !== undefined);

function settingsOf(situation: Situation): SettingChange[] {
  const { evidence } = situation;
  return [
    ...evidence.objects(CONTROL_PLANE).map(object => objectChange('object', object, controlPlane(situation), WHERE)),
    ...evidence.objects(CLUSTER).filter(object => isKubeadm(object) && hasVariable(object)).map(object => objectChange('object', object, topology, WHERE)),
  ];
}

/** The variable of a ClusterClass is the mode alone. */
const TOPOLOGY = modeAlone('the mode in a variable of the ClusterClass', 'the variable of the ClusterClass has no field for it');

export const CLUSTER_API_WAY: Way = {
  passage: wholeConfiguration('a KubeProxyConfiguration in files of a KubeadmControlPlane, or the ConfigMap'),
  change: situation => {
    if (isOlder(situation, '1.31')) return 'kube-proxy has nftables mode from Kubernetes 1.31 on. Upgrade the cluster first.';
    const { evidence } = situation;
    const runs = evidence.nodes.length > 0 || evidence.objects('/ConfigMap', /^kube-proxy$/).length > 0;
    const hasFiles = evidence.objects(CONTROL_PLANE).length > 0;
    return {
      // Changed files of a KubeadmControlPlane replace its machines (controlplane/kubeadm/internal/filters.go), so that they are for clusters to come.
      settings: runs ? [] : settingsOf(situation),
      configMap: {},
      lost: !runs && !hasFiles && evidence.objects(CLUSTER).some(hasVariable) ? lostSettings(situation, TOPOLOGY) : [],
      warnings: [
        ...runs && hasFiles ? ['Leave files and preKubeadmCommands of the KubeadmControlPlane alone: a change replaces all control-plane machines, and changes nothing in kube-proxy. Change them with the next upgrade, which replaces these machines anyway.'] : [],
      ],
      cautions: [
        ...runs ? [] : ['These settings count when a cluster is created. In one that runs only ConfigMap kube-system/kube-proxy changes the mode: add it to the input.'],
      ],
    };
  },
};
