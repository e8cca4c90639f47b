import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { Way } from '../change/change';
import { applyCommands, backCommands } from '../change/commands';
import { withFields } from '../change/configuration';
import { newObject, objectChange } from '../change/objects';
import { lostSettings, Passage } from '../change/passage';
import { isOlder, isOwnOlder, kubernetesVersions, Situation } from '../change/situation';
import { withValue } from '../change/values';
import { at, textAt } from '../evidence';
import { minorOf } from '../versions';

const SHOOT = 'core.gardener.cloud/Shoot';
const PATH = ['spec', 'kubernetes', 'kubeProxy'];

const PASSAGE: Passage = { form: 'fields of spec.kubernetes.kubeProxy', fields: ['featureGates'], reason: 'a Shoot has no field for it' };

function changeOf({ asked }: Situation) {
  return (shoot: PlainObject): PlainObject => {
    const section = at(shoot, ...PATH);
    const gates = asked?.featureGates === undefined ? {} : { featureGates: asked.featureGates };
    return withValue(shoot, PATH, withFields({ ...isPlainObject(section) ? section : {}, mode: 'NFTables' }, gates));
  };
}

/** The Shoot of a cluster, by what Gardener leaves in it: the namespace of a project is garden-PROJECT. */
function shootNames({ evidence }: Situation): { readonly name: string; readonly namespace: string } {
  const [info] = evidence.objects('/ConfigMap', /^shoot-info$/);
  const project = textAt(info, 'data', 'projectName');
  return { name: textAt(info, 'data', 'shootName') || 'SHOOT', namespace: `garden-${project || 'PROJECT'}` };
}

/** Upstream pkg/component/extensions/operatingsystemconfig: under IPVS the hash of a worker pool has NodeLocalDNS in it, from Kubernetes 1.34 on. */
function replacesNodes(situation: Situation, shoot: unknown): boolean {
  const hasDns = at(shoot, 'spec', 'systemComponents', 'nodeLocalDNS', 'enabled') === true || situation.evidence.objects('apps/DaemonSet', /^node-local-dns$/).length > 0;
  const minor = [...kubernetesVersions(situation), ...minorOfShoot(shoot)].map(version => version.minor).sort((a, b) => a - b)[0] ?? 0;
  return situation.currentMode === 'ipvs' && hasDns && minor >= 34;
}

function minorOfShoot(shoot: unknown): { readonly minor: number }[] {
  const minor = minorOf(textAt(shoot, 'spec', 'kubernetes', 'version'));
  return minor === undefined ? [] : [{ minor }];
}

export const GARDENER_WAY: Way = {
  passage: PASSAGE,
  change: situation => {
    const { evidence } = situation;
    const shoots = evidence.objects(SHOOT);
    const change = changeOf(situation);
    const isTooOld = isOlder(situation, '1.31') || shoots.some(shoot => minorOfShoot(shoot).some(({ minor }) => minor < 31));
    if (isTooOld || isOwnOlder(situation, '1.135')) return 'the mode NFTables exists from Gardener v1.135.0 on, for Kubernetes 1.31 or later. Ask the operator of the landscape.';
    const isOff = shoots.filter(shoot => at(shoot, 'spec', 'kubernetes', 'kubeProxy', 'enabled') !== false);
    return {
      settings: shoots.length > 0 ? isOff.map(shoot => objectChange('shoot', shoot, change, 'in the garden cluster'))
        : [newObject('shoot', { apiVersion: 'core.gardener.cloud/v1beta1', kind: 'Shoot', ...shootNames(situation) }, change, 'in the garden cluster')],
      lost: lostSettings(situation, PASSAGE),
      calico: 'settings',
      warnings: [
        ...shoots.some(shoot => replacesNodes(situation, shoot)) || (shoots.length === 0 && replacesNodes(situation, undefined))
          ? ['All nodes are replaced: leaving IPVS with NodeLocalDNS changes the hash of the worker pools from Kubernetes 1.34 on (read in Gardener\'s code).'] : [],
      ],
      cautions: [
        ...situation.ownVersion === undefined ? ['The landscape needs Gardener v1.135.0 or later: `kubectl get --raw /version` of the garden does not show it, so ask its operator, or look at the dashboard.'] : [],
        'Calico follows from the extension networking-calico v1.59.0 on; with an earlier one Felix stays with iptables. That is the operator\'s part.',
        ...situation.currentMode === 'ipvs' ? ['Outside of IPVS mode Gardener sets the cluster CIDR, so that kube-proxy masquerades traffic to ClusterIPs from outside of the cluster.'] : [],
      ],
    };
  },
  rollout: inputs => ({
    whyNoCanary: 'No node can go first: the mode is of the whole Shoot. Try it with a second Shoot.',
    apply: [
      'In the garden cluster, with its kubeconfig:',
      { run: applyCommands(inputs, 'shoot') },
      'Gardener writes a new ConfigMap, and the DaemonSets kube-proxy-POOL-vVERSION roll. On each node an init container removes the rules of the old mode first.',
    ],
    verify: ['In the shoot: the environment of its kube-proxies, and the mode that a node remembers:', {
      run: [
        'kubectl -n kube-system get daemonsets -l role=proxy -o jsonpath=\'{range .items[*]}{.metadata.name}{" "}{..env[?(@.name=="KUBE_PROXY_MODE")].value}{"\\n"}{end}\'',
        `kubectl debug node/${inputs.node} -it --image=busybox -- cat /host/var/lib/kube-proxy/mode`,
      ],
    }],
    back: ['In the garden cluster, the old mode:', {
      run: backCommands(inputs, 'shoot', `kubectl -n ${shootNames(inputs.situation).namespace} patch shoot ${shootNames(inputs.situation).name} --type=merge -p '{"spec":{"kubernetes":{"kubeProxy":{"mode":"IPTables"}}}}'   # or IPVS`),
    }],
    lasts: ['The Shoot lasts. Changes in the shoot cluster itself are reverted by the resource manager.', 'Where the Shoot is in Git, commit the mode there.'],
  }),
};
