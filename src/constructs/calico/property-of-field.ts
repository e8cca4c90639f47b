import { hasField } from '../../base/schema/has-field';

/** Where the typed properties are named otherwise than the fields that they set. */
const RENAMED: readonly (readonly [RegExp, string])[] = [
  [/^calicoNetwork\.(nodeAddressAutodetectionV[46])\..+/, '$1'],
  [/^calicoNetwork\.containerIPForwarding/, 'containerIpForwarding'],
  [/^calicoNetwork\.linuxPodInterfaceType/, 'podInterfaceType'],
  [/^calicoNetwork\.linuxPolicySetupTimeoutSeconds/, 'policySetupTimeout'],
  [/^calicoNetwork\.sysctl\[\d+\]\.(key|value)/, 'sysctl'],
  [/^calicoNetwork\.(ipPools\[\d+\])\.disableBGPExport/, '$1.disableBgpExport'],
  [/^calicoNetwork\./, ''],
  [/^cni\.ipam\.type/, 'cni.ipam'],
  [/^cni\.type/, 'cni.plugin'],
  [/^imagePullSecrets(\[\d+\])\.name/, 'imagePullSecrets$1'],
  [/^serviceCIDRs/, 'serviceCidrs'],
];

/** The property that a user has set a field of the Installation's spec by. */
export function propertyOfField(field: string, extraSpec: unknown): string {
  if (hasField(extraSpec, field)) return `extraSpec.${field}`;
  const renamed = RENAMED.find(([pattern]) => pattern.test(field));
  return renamed ? field.replace(renamed[0], renamed[1]) : field;
}
