import { KUBE_PROXY_CONFIGURATION_FIELDS } from '../../../src/programs/kube-proxy/fields';
import { describeFields, describeSchema, readSchema } from '../../support/schema';

test('the table has the fields and types of the upstream type\'s schema', () => {
  expect(describeFields(KUBE_PROXY_CONFIGURATION_FIELDS)).toEqual(describeSchema(readSchema('kubeproxy-v1alpha1'), 'v1alpha1_KubeProxyConfiguration'));
});
