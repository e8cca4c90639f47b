import { readServiceInfo } from '../../../src/cluster/inventory/service-info';
import { readService } from '../../../src/cluster/served/service';
import { Plain, service } from '../../support/builders';

const read = (object: Plain) => readServiceInfo(object, readService(object));
const ofSpec = (spec: Plain, more: Plain = {}) => read(service('shop/web', spec, more));

test.each<[string, Plain, Plain, boolean]>([
  ['an address', { clusterIP: '10.96.0.10' }, {}, true],
  ['an address that is still to be allocated', {}, {}, true],
  ['no address for good', { clusterIP: 'None' }, {}, false],
  ['no address for good, in the list', { clusterIPs: ['None'] }, {}, false],
  ['an external name', { type: 'ExternalName', externalName: 'example.org' }, {}, false],
  ['another proxy', { clusterIP: '10.96.0.10' }, { metadata: { labels: { 'service.kubernetes.io/service-proxy-name': 'other' } } }, false],
])('whether kube-proxy looks at a Service with %s', (_, spec, more, isServed) => {
  expect(ofSpec(spec, more).isServed).toBe(isServed);
});

test.each<[Plain, boolean]>([
  [{}, false],
  [{ type: 'NodePort' }, true],
  [{ type: 'LoadBalancer' }, true],
  [{ type: 'LoadBalancer', allocateLoadBalancerNodePorts: false }, false],
  [{ type: 'LoadBalancer', allocateLoadBalancerNodePorts: false, ports: [{ port: 80, nodePort: 30080 }] }, true],
  [{ type: 'NodePort', ports: [] }, false],
])('whether %j has NodePorts', (spec, hasNodePorts) => {
  expect(ofSpec(spec).hasNodePorts).toBe(hasNodePorts);
});
