import { PlainObject } from '../../../base/objects/fields';

/** pkg/minikube/bootstrapper/bsutil/ktmpl: the pod subnet where no network plugin brings its own. */
export const defaults = (): PlainObject => ({ clusterCIDR: '10.244.0.0/16', conntrack: { maxPerCore: 0 } });
