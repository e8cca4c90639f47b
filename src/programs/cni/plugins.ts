import { ANTREA } from './data/antrea';
import { CALICO } from './data/calico';
import { CILIUM } from './data/cilium';
import { FLANNEL } from './data/flannel';
import { KUBE_ROUTER } from './data/kube-router';
import { Plugin } from './plugin';

/** All plugins that were read; answers to any needs are shown in this order where they are equally good. */
export const PLUGINS: readonly Plugin[] = [CALICO, CILIUM, FLANNEL, ANTREA, KUBE_ROUTER];
