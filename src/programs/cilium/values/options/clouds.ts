import { off, on, Row } from './row';
import { ChartValues } from '../chart-values';

/** Azure's address of the network interface that pods use: nobody does since 1.12, unless it is asked for. */
function usesPrimaryAddress(values: ChartValues): unknown {
  const given = values.read('azure.usePrimaryAddress');
  return given !== undefined && given !== null && given !== false && given !== '' && given !== 0 ? given : String(!values.hasDefaultsSince('1.12'));
}

/** Providers of machines with networks of their own. Source: templates/cilium-configmap.yaml. */
export const CLOUD_OPTIONS: readonly Row[] = [
  {
    when: on('eni.enabled'),
    options: [
      { option: 'enable-endpoint-routes', text: 'true', when: off('endpointRoutes.enabled') },
      { option: 'auto-create-cilium-node-resource', text: 'true' },
      { option: 'update-ec2-adapter-limit-via-api', text: 'true', when: on('eni.updateEC2AdapterLimitViaAPI'), last: '1.17' },
      { option: 'aws-release-excess-ips', text: 'true', when: on('eni.awsReleaseExcessIPs') },
      { option: 'aws-enable-prefix-delegation', text: 'true', when: on('eni.awsEnablePrefixDelegation') },
      { option: 'ec2-api-endpoint', from: 'eni.ec2APIEndpoint' },
      { option: 'eni-tags', from: 'eni.eniTags', as: 'raw-json' },
      {
        since: '1.19',
        when: on('eni.nodeSpec'),
        options: [
          { option: 'eni-first-interface-index', from: 'eni.nodeSpec.firstInterfaceIndex', when: 'known' },
          { option: 'eni-subnet-ids', from: 'eni.nodeSpec.subnetIDs', as: 'commas', when: 'true' },
          { option: 'eni-subnet-tags', from: 'eni.nodeSpec.subnetTags', as: 'commas', when: 'true' },
          { option: 'eni-security-groups', from: 'eni.nodeSpec.securityGroups', as: 'commas', when: 'true' },
          { option: 'eni-security-group-tags', from: 'eni.nodeSpec.securityGroupTags', as: 'commas', when: 'true' },
          { option: 'eni-exclude-interface-tags', from: 'eni.nodeSpec.excludeInterfaceTags', as: 'commas', when: 'true' },
          { option: 'eni-use-primary-address', text: 'true', when: on('eni.nodeSpec.usePrimaryAddress') },
          { option: 'eni-disable-prefix-delegation', text: 'true', when: on('eni.nodeSpec.disablePrefixDelegation') },
          { option: 'eni-delete-on-termination', from: 'eni.nodeSpec.deleteOnTermination', when: 'known' },
        ],
      },
      { option: 'subnet-ids-filter', from: 'eni.subnetIDsFilter', as: 'words', when: 'true' },
      { option: 'subnet-tags-filter', from: 'eni.subnetTagsFilter', as: 'commas', when: 'true' },
      { option: 'instance-tags-filter', from: 'eni.instanceTagsFilter', as: 'commas', when: 'true' },
    ],
  },
  { option: 'eni-gc-interval', from: 'eni.gcInterval', when: 'true' },
  { option: 'eni-gc-tags', from: 'eni.gcTags', as: 'raw-json', when: 'true' },
  {
    when: on('azure.enabled'),
    options: [
      { option: 'enable-endpoint-routes', text: 'true' },
      { option: 'auto-create-cilium-node-resource', text: 'true' },
      { option: 'azure-user-assigned-identity-id', from: 'azure.userAssignedIdentityID', when: 'true' },
      { option: 'azure-use-primary-address', text: usesPrimaryAddress },
    ],
  },
  { option: 'azure-interface-name', from: 'azure.nodeSpec.azureInterfaceName', when: 'true', since: '1.19' },
  {
    when: on('alibabacloud.enabled'),
    options: [
      { option: 'enable-endpoint-routes', text: 'true' },
      { option: 'auto-create-cilium-node-resource', text: 'true' },
    ],
  },
  { option: 'alibabacloud-vswitches', from: 'alibabacloud.nodeSpec.vSwitches', as: 'commas', when: 'true', since: '1.19' },
  { option: 'alibabacloud-vswitch-tags', from: 'alibabacloud.nodeSpec.vSwitchTags', as: 'commas', when: 'true', since: '1.19' },
  { option: 'alibabacloud-security-groups', from: 'alibabacloud.nodeSpec.securityGroups', as: 'commas', when: 'true', since: '1.19' },
  { option: 'alibabacloud-security-group-tags', from: 'alibabacloud.nodeSpec.securityGroupTags', as: 'commas', when: 'true', since: '1.19' },
];
