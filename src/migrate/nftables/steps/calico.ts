import { shellWord } from '../../../base/text/shell';
import { Cluster } from '../../../cluster/cluster';
import { mergePatchText } from '../../../programs/calico/kubectl';
import { shell } from '../../markdown';
import { Block, MigrationStep, StepPages, textFile } from '../../step';
import { CalicoPlan, planCalico } from '../calico-plan';
import { MigrationPaths } from '../paths';

type CalicoPatch = Extract<CalicoPlan, { readonly kind: 'patch' }>;

/**
 * What is to be done about the cluster's Calico; undefined where it has none.
 *
 * @param bundled the version that the distribution brings, where the input shows no Calico
 */
export function calicoStep(cluster: Cluster, canaryNodes: readonly string[], paths: MigrationPaths, bundled?: string): MigrationStep | undefined {
  const plan = planCalico(cluster, bundled);
  if (!plan) return undefined;
  const keep = [plan.isOperatorManaged ? 'kubectl get installation.operator.tigera.io default -o yaml > installation-before.yaml'
    : 'kubectl get felixconfigurations -o yaml > felixconfigurations-before.yaml'];
  if (plan.kind !== 'patch') {
    return {
      id: 'calico',
      solves: new Set(),
      files: [],
      pages: { keep, beforeSwitch: [plan.reason], verify: plan.kind === 'follows' ? verification(plan) : [] },
    };
  }
  return {
    id: 'calico',
    solves: new Set(['calico-dataplane', ...plan.isOperatorManaged ? ['calico-policy-setup-timeout'] : []]),
    files: [
      textFile(paths.calicoPatch, mergePatchText(plan.change.patch)),
      textFile(paths.rollbackCalicoPatch, mergePatchText(plan.back.patch)),
    ],
    pages: {
      keep,
      ...plan.features?.first === 'Calico' ? calicoFirst(plan) : kubeProxyFirst(plan, canaryNodes),
      verify: verification(plan),
      leftovers: plan.features?.cleansOldRules ? [] : ['Calico\'s iptables rules: before 3.31 it does not remove the rules of its previous data plane'],
      rollback: [plan.back.order, shell(plan.back.command)],
    },
  };
}

/** From 3.32 on Calico follows kube-proxy node by node, once it is told that it may. */
function calicoFirst({ change }: CalicoPatch): StepPages {
  return {
    beforeCanary: [`${change.order} So patch it now, for all nodes:`, shell(change.command)],
    beforeSwitch: [change.order, 'If you went through step 2, this is done.', shell(change.command)],
  };
}

/** Up to 3.31 one setting is for all nodes, but a FelixConfiguration of a single node comes before it. */
function kubeProxyFirst(plan: CalicoPatch, nodes: readonly string[]): StepPages {
  const { change } = plan;
  const nodeSetting = (node: string) => `echo ${shellWord(JSON.stringify({
    apiVersion: 'crd.projectcalico.org/v1', kind: 'FelixConfiguration', metadata: { name: `node.${node}` }, spec: { nftablesMode: 'Enabled' },
  }))} | kubectl apply -f -`;
  return {
    onCanary: ['# Calico up to 3.31: its setting for these nodes alone', ...nodes.map(nodeSetting)],
    offCanary: nodes.length === 0 ? [] : [
      '# Calico up to 3.31: the settings of single nodes; add every other node that got one',
      `kubectl delete felixconfigurations.crd.projectcalico.org --ignore-not-found ${nodes.map(node => `node.${node}`).join(' ')}`,
    ],
    mixed: ['Each node with the label needs a FelixConfiguration of its own, as in step 2. Do not patch Calico for all nodes.'],
    afterSwitch: [
      ...unknownVersion(plan),
      change.order,
      'Without the setting for single nodes that step 2 uses, this window lasts as long as the rollout of all nodes. In a large cluster, continue as in step 2 instead.',
      shell(change.command),
    ],
  };
}

function unknownVersion({ version }: CalicoPlan): Block[] {
  return version === undefined ? ['No object shows Calico\'s version. With 3.32 and later, apply the patch before kube-proxy changes; with 3.29 to 3.31, right after. '
    + '(Add `kubectl get daemonsets -A -o yaml` to the input, or state Calico\'s version with `--calico-version`, to have this decided here.)'] : [];
}

/** Felix's log, projectcalico/calico `felix/config` and `felix/dataplane/driver.go`. */
function verification({ features, isOperatorManaged }: CalicoPlan): Block[] {
  const namespace = isOperatorManaged ? 'calico-system' : 'kube-system';
  const decides = features === undefined || features.felixModes.includes('Auto');
  const messages = decides ? 'Determined whether or not to use nftables|Parsed value for NFTablesMode' : 'Parsed value for NFTablesMode';
  return ['Calico: Felix logs which data plane it programs, and its table exists on the node.', shell(
    `kubectl -n ${namespace} logs -l k8s-app=calico-node -c calico-node --prefix --tail=-1 --max-log-requests=50 | grep -E '${messages}'`,
    'nft list table ip calico | head   # on a node, as root',
  )];
}
