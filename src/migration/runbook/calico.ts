import { CalicoPlan } from '../calico-plan';
import { paragraphs, shell } from '../markdown';

type Moment = 'canary' | 'before' | 'after' | 'rollback';

/** What is to be done about Calico at a moment of the migration: paragraphs, none where it is another moment's turn. */
export function calicoStep(plan: CalicoPlan, moment: Moment): string[][] {
  const { first, change, back, nothingToChange, version } = plan;
  const unknown = version === undefined
    ? ['No object tells Calico\'s version. From 3.32 on the patch comes before kube-proxy\'s switch, with 3.29 to 3.31 right after it. '
      + '(`kubectl get daemonsets -A -o yaml` in the input, or `--calico-version`, and this is decided here.)'] : [];
  if (moment === 'rollback') {
    return back ? [[back.order], shell(back.command)] : [];
  }
  if (!change) return moment === 'before' && nothingToChange !== undefined ? [[nothingToChange]] : [];
  if (moment === 'canary') {
    return first === 'Calico' ? [[`${change.order} So it can be patched now, for all nodes:`], shell(change.command)]
      : [[...unknown, 'Up to Calico 3.31 all nodes have one setting, but a FelixConfiguration of a single node comes before it. For each canary node, right after its label is set:'],
        shell('kubectl apply -f - <<EOF', 'apiVersion: crd.projectcalico.org/v1', 'kind: FelixConfiguration', 'metadata:', '  name: node.NODE', 'spec:', '  nftablesMode: Enabled', 'EOF')];
  }
  const isTurn = moment === 'before' ? first === 'Calico' : first !== 'Calico';
  return isTurn ? [...unknown.map(text => [text]), [change.order], shell(change.command)] : [];
}

/** How to see that Calico has followed. */
export function calicoVerification({ change, nothingToChange, version, isOperatorManaged }: CalicoPlan): string[] {
  if (!change && nothingToChange !== undefined && !/follows/.test(nothingToChange)) return [];
  const namespace = isOperatorManaged ? 'calico-system' : 'kube-system';
  const since32 = version === undefined || Number(version.split('.')[1]) >= 32;
  return paragraphs('Calico: Felix says which data plane it programs, and its table is there on the node.', shell(
    `kubectl -n ${namespace} logs -l k8s-app=calico-node -c calico-node --prefix --tail=-1 --max-log-requests=50 | grep -E '${since32
      ? 'Determined whether or not to use nftables|Parsed value for NFTablesMode' : 'Parsed value for NFTablesMode'}'`,
    'nft list table ip calico | head   # on a node, as root',
  ));
}
