import { CalicoFeatures, FirstToSwitch } from './features';

/** In which order kube-proxy and Calico change, and why. */
export interface SwitchOrder {
  readonly first: FirstToSwitch;
  /** Whole sentences. */
  readonly text: string;
}

const TO_NFTABLES: Readonly<Record<FirstToSwitch, string>> = {
  'kube-proxy': 'Switch kube-proxy to nftables mode first and Calico immediately after it: until both are switched, '
    + 'Felix programs iptables beside kube-proxy\'s nftables rules, which does not work.',
  'Calico': 'Patch Calico first, then switch kube-proxy to nftables mode: the patch has no effect on a node until kube-proxy there is in '
    + 'nftables mode; then Felix notices within 15 seconds, restarts and follows it, node by node.',
};

const BACK: Readonly<Record<FirstToSwitch, string>> = {
  'kube-proxy': 'Switch kube-proxy back first and Calico immediately after it.',
  'Calico': 'Switch kube-proxy back first: Felix follows it node by node. Patch Calico when kube-proxy has left nftables mode on all nodes.',
};

/** The order of the change to nftables mode. */
export function orderToNftables({ first }: CalicoFeatures): SwitchOrder {
  return { first, text: TO_NFTABLES[first] };
}

/** The order of the way back from nftables mode: whichever was first, kube-proxy goes back first. */
export function orderBack({ first }: CalicoFeatures): SwitchOrder {
  return { first: 'kube-proxy', text: BACK[first] };
}
