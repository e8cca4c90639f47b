import { CalicoInstallationProps } from './installation-props';
import { CalicoNodeAddressAutodetection } from './node-address-autodetection';
import { hasField } from '../../base/schema/has-field';
import { PropertyField, PropertyTable } from '../props/property-table';

const inNetwork = (property: keyof CalicoInstallationProps & string, more: Partial<PropertyField> = {}): PropertyField =>
  ({ property, field: `calicoNetwork.${property}`, ...more });
const enabled = (value: boolean): string => (value ? 'Enabled' : 'Disabled');
const fieldsOf = ({ _fields }: CalicoNodeAddressAutodetection) => _fields;

/** Properties that are called as the fields that they set. */
const SAME: readonly (keyof CalicoInstallationProps & string)[] = [
  'variant', 'registry', 'imagePath', 'imagePrefix', 'kubernetesProvider', 'flexVolumePath', 'nodeMetricsPort', 'typhaMetricsPort', 'controlPlaneReplicas',
];

/** The fields of the Installation's spec that the typed properties set. */
export const PROPERTY_TABLE = new PropertyTable([
  ...SAME.map(property => ({ property, field: property })),
  { property: 'imagePullSecrets[]', field: 'imagePullSecrets[].name' },
  { property: 'serviceCidrs', field: 'serviceCIDRs' },
  { property: 'cni.plugin', field: 'cni.type' },
  { property: 'cni.ipam', field: 'cni.ipam.type' },
  inNetwork('bgp', { value: enabled }),
  inNetwork('clusterRoutingMode'),
  inNetwork('ipPools'),
  { property: 'ipPools[].natOutgoing', field: 'calicoNetwork.ipPools[].natOutgoing', value: enabled },
  { property: 'ipPools[].disableBgpExport', field: 'calicoNetwork.ipPools[].disableBGPExport' },
  inNetwork('mtu'),
  inNetwork('nodeAddressAutodetectionV4', { value: fieldsOf }),
  inNetwork('nodeAddressAutodetectionV6', { value: fieldsOf }),
  inNetwork('hostPorts', { value: enabled }),
  inNetwork('multiInterfaceMode'),
  inNetwork('containerIpForwarding', { field: 'calicoNetwork.containerIPForwarding', value: enabled }),
  inNetwork('podInterfaceType', { field: 'calicoNetwork.linuxPodInterfaceType' }),
  inNetwork('sysctl', { value: (sysctl: Record<string, string>) => Object.keys(sysctl).sort().map(key => ({ key, value: sysctl[key] })) }),
  inNetwork('policySetupTimeout', {
    field: 'calicoNetwork.linuxPolicySetupTimeoutSeconds',
    value: (timeout: NonNullable<CalicoInstallationProps['policySetupTimeout']>) => timeout.toSeconds({ integral: false }),
  }),
]);

/** The property that a user has set a field of the Installation's spec by. */
export function propertyOfField(field: string, extraSpec: unknown): string {
  return hasField(extraSpec, field) ? `extraSpec.${field}` : PROPERTY_TABLE.propertyOf(field).replace(/^calicoNetwork\./, '');
}
