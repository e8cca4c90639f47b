import { Way } from '../change/change';

export const GKE_WAY: Way = {
  passage: { form: 'nothing', fields: [], reason: 'GKE has no setting' },
  change: () => 'there is no setting for the mode: GKE writes kube-proxy\'s static pod, and undoes other changes. A new cluster with Dataplane V2 has no kube-proxy at all.',
};
