/**
 * The API that serves FelixConfiguration.
 */
export enum CalicoFelixApi {
  /** The CustomResourceDefinition itself, which every cluster with Calico's Kubernetes datastore has. */
  CRD_V1 = 'crd.projectcalico.org/v1',
  /** Calico's API server, or its CustomResourceDefinitions of that group. */
  PROJECT_CALICO_V3 = 'projectcalico.org/v3',
}
