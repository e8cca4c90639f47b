import {
  configMapKeyProblem, labelNameProblem, labelValueProblem, pathSegmentProblem, qualifiedNameProblem, subdomainNameProblem, TextProblem,
} from '../../../src/base/objects/names';

const LONG = 'a'.repeat(64);

test.each<[string, TextProblem, string[], string[]]>([
  ['names', subdomainNameProblem, ['kube-proxy', 'a.b-c.1', '1', LONG], ['', 'Kube-Proxy', 'kube_proxy', '-a', 'a-', 'a..b', 'a b', 'a/b', 'é', 'a'.repeat(254), 'a\n']],
  ['namespaces', labelNameProblem, ['kube-system', '0'], ['', 'kube.system', 'Kube', '-a', LONG, 'a_b']],
  ['names of bindings', pathSegmentProblem, ['kubeadm:node-proxier', 'A b'], ['', '.', '..', 'a/b', 'a%b']],
  ['keys of labels', qualifiedNameProblem, ['app', 'k8s-app', 'example.com/Role_1', 'A.b'], ['', '/', 'a/', '/a', 'a/b/c', 'Example.com/a', '-a', 'a b', LONG, `x/${LONG}`, 'kubernetes.io/os=linux']],
  ['values of labels', labelValueProblem, ['', 'true', 'A_b.c-1'], ['-a', 'a b', 'a/b', 'é', LONG, 'a.']],
  ['keys of ConfigMaps', configMapKeyProblem, ['config.conf', '.hidden', '_', 'A-b'], ['', '.', '..', '..data', 'a/b', 'a b', 'config:conf', 'a'.repeat(254)]],
])('%s are what the API server takes', (_, problem, right, wrong) => {
  expect(right.filter(text => problem(text) !== undefined)).toEqual([]);
  expect(wrong.filter(text => problem(text) === undefined)).toEqual([]);
});
