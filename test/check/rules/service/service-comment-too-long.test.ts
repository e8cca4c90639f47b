import { serviceCommentTooLong } from '../../../../src/check/rules/service/service-comment-too-long';
import { Plain, service, slice, storedService } from '../../../support/builders';
import { found, kubeProxy, machine, summary } from '../../findings/findings';

/** Names of 63 and 60 letters make 124 with their slash; a port name of `letters` follows behind a colon. */
const NAMESPACE = 'n'.repeat(63);
const NAME = 's'.repeat(60);
const FULL_NAME = `${NAMESPACE}/${NAME}`;
const ports = (letters: number) => ({ clusterIP: '10.96.0.10', ports: [{ name: 'p'.repeat(letters), port: 80 }] });
const long = (spec: Plain = {}) => storedService(FULL_NAME, { ...ports(4), ...spec });
const slices = (endpoints: readonly Plain[]) => slice(`${NAMESPACE}/s-1`, NAME, endpoints, { ports: [{ name: 'pppp', port: 8080 }] });
const ENDPOINT = { addresses: ['10.244.1.1'], nodeName: 'a' };
const NODES = [machine('a', {}), machine('b', {})];
const shown = (objects: readonly Plain[], version?: string) => summary(found(serviceCommentTooLong, objects, version));

const FAILING = {
  severity: 'blocker',
  message: 'The names of a Service port without endpoints result in a comment of more than 128 characters: kube-proxy cannot program any Service '
    + 'on the node.',
  objects: [`Service ${FULL_NAME}: 129 characters: ${FULL_NAME}:pppp`],
};
const WAITING = {
  severity: 'warning',
  message: 'The names of a Service port result in a comment of more than 128 characters: as soon as the port has no endpoints, kube-proxy cannot '
    + 'program any Service on the node.',
  objects: FAILING.objects,
};

test('non-compliant: no endpoints now', () => {
  expect(shown([long(), slices([])])).toEqual([FAILING]);
  expect(shown([long(), slices([{ ...ENDPOINT, conditions: { ready: false, serving: false } }])], '1.31')).toEqual([FAILING]);
});

test('non-compliant: endpoints now, or the objects do not tell', () => {
  expect(shown([...NODES, long(), slices([ENDPOINT])])).toEqual([WAITING]);
  expect(shown([long()])).toEqual([WAITING]);
  expect(shown([service(FULL_NAME, ports(4))])).toEqual([WAITING]);
});

test.each([[{ internalTrafficPolicy: 'Local' }], [{ type: 'NodePort', externalTrafficPolicy: 'Local' }]])('non-compliant: none on a node, %j', spec => {
  expect(shown([...NODES, long(spec), slices([ENDPOINT])])).toEqual([FAILING]);
});

test('non-compliant: nftables mode already', () => {
  expect(shown([kubeProxy({ mode: 'nftables' }), long(), slices([])])).toEqual([FAILING]);
});

test('compliant: 128 letters, 1.37, or a headless Service', () => {
  expect(shown([storedService(FULL_NAME, ports(3)), slices([])])).toEqual([]);
  expect(shown([long(), slices([])], '1.37')).toEqual([]);
  expect(shown([long({ clusterIP: 'None' }), slices([])])).toEqual([]);
});
