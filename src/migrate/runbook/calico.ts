import { isBefore } from '../../base/version/version';
import { CalicoPlan } from '../calico-plan';
import { paragraphs, shell } from '../markdown';

type Moment = 'before' | 'after' | 'rollback';

/** What is to be done about Calico before or after kube-proxy's switch, or on the way back: nothing where it is not its turn. */
export function calicoStep(plan: CalicoPlan, moment: Moment): string[][] {
  const { first, change, back, nothingToChange } = plan;
  if (moment === 'rollback') return back ? [[back.order], shell(back.command)] : [];
  if (!change) return moment === 'before' && nothingToChange !== undefined ? [[nothingToChange]] : [];
  const isTurn = moment === 'before' ? first === 'Calico' : first !== 'Calico';
  if (!isTurn) return [];
  const window = moment === 'after'
    ? [['Without the canary\'s setting for single nodes, this window is as long as the roll-out of all nodes: where there are many, go on as in step 2 instead.']] : [];
  const again = moment === 'before' ? [['With step 2 this is done already.']] : [];
  return [...unknownVersion(plan), [change.order], ...window, ...again, shell(change.command)];
}

function unknownVersion({ version }: CalicoPlan): string[][] {
  return version === undefined ? [['No object tells Calico\'s version. From 3.32 on the patch comes before kube-proxy\'s switch, with 3.29 to 3.31 right after it. '
    + '(With `kubectl get daemonsets -A -o yaml` in the input, or `--calico-version`, this is decided here.)']] : [];
}

/** From 3.32 on Calico follows kube-proxy node by node, once it is told that it may. */
export function calicoBeforeCanary({ first, change }: CalicoPlan): string[][] {
  return first === 'Calico' && change ? [[`${change.order} So it is patched now, for all nodes:`], shell(change.command)] : [];
}

/** Before, one setting is for all nodes, but a FelixConfiguration of a single node comes before it. */
export function calicoOnCanary({ first, change }: CalicoPlan, nodes: readonly string[]): string[] {
  if (!change || first === 'Calico') return [];
  const apply = (node: string) => `echo '${JSON.stringify({
    apiVersion: 'crd.projectcalico.org/v1', kind: 'FelixConfiguration', metadata: { name: `node.${node}` }, spec: { nftablesMode: 'Enabled' },
  })}' | kubectl apply -f -`;
  return ['# Calico up to 3.31: its setting for these nodes alone', ...nodes.map(apply)];
}

export function calicoOffCanary({ first, change }: CalicoPlan, nodes: readonly string[]): string[] {
  return !change || first === 'Calico' || nodes.length === 0 ? []
    : ['# Calico up to 3.31: the settings of single nodes, here and of all others that got one',
      `kubectl delete felixconfigurations.crd.projectcalico.org --ignore-not-found ${nodes.map(node => `node.${node}`).join(' ')}`];
}

/** How to see that Calico has followed. */
export function calicoVerification({ change, nothingToChange, version, isOperatorManaged }: CalicoPlan): string[] {
  if (!change && nothingToChange !== undefined && !/follows/.test(nothingToChange)) return [];
  const namespace = isOperatorManaged ? 'calico-system' : 'kube-system';
  const since32 = !isBefore(version, 3, 32);
  return paragraphs('Calico: Felix says which data plane it programs, and its table is there on the node.', shell(
    `kubectl -n ${namespace} logs -l k8s-app=calico-node -c calico-node --prefix --tail=-1 --max-log-requests=50 | grep -E '${since32
      ? 'Determined whether or not to use nftables|Parsed value for NFTablesMode' : 'Parsed value for NFTablesMode'}'`,
    'nft list table ip calico | head   # on a node, as root',
  ));
}
