import { ANNOUNCEMENT_OPTIONS } from './announcements';
import { CLOUD_OPTIONS } from './clouds';
import { CNI_OPTIONS } from './cni';
import { DATAPATH_OPTIONS } from './datapath';
import { ENCRYPTION_OPTIONS } from './encryption';
import { GENERAL_OPTIONS } from './general';
import { HUBBLE_OPTIONS } from './hubble';
import { IPAM_OPTIONS } from './ipam';
import { AUTHENTICATION_OPTIONS, CLUSTER_MESH_OPTIONS, DNS_PROXY_OPTIONS, ENVOY_OPTIONS, OPERATOR_OPTIONS } from './proxies';
import { DEVICE_OPTIONS, MASQUERADING_OPTIONS, ROUTING_OPTIONS } from './routing';
import { Row } from './row';
import { SERVICE_MESH_OPTIONS } from './service-mesh';
import { SERVICE_OPTIONS } from './services';

/** All that the chart writes into the ConfigMap, in the order of its template: where an option is written twice, the last one counts. */
export const OPTION_ROWS: readonly Row[] = [
  ...GENERAL_OPTIONS,
  ...SERVICE_MESH_OPTIONS,
  ...DATAPATH_OPTIONS,
  ...ROUTING_OPTIONS,
  ...CLOUD_OPTIONS,
  ...MASQUERADING_OPTIONS,
  ...ENCRYPTION_OPTIONS,
  ...DEVICE_OPTIONS,
  ...SERVICE_OPTIONS,
  ...CNI_OPTIONS,
  ...HUBBLE_OPTIONS,
  ...IPAM_OPTIONS,
  ...ANNOUNCEMENT_OPTIONS,
  ...OPERATOR_OPTIONS,
  ...DNS_PROXY_OPTIONS,
  ...AUTHENTICATION_OPTIONS,
  ...ENVOY_OPTIONS,
  ...CLUSTER_MESH_OPTIONS,
];
