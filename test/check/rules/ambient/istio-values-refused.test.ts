import { istioValuesRefused } from '../../../../src/check/rules/ambient/istio-values-refused';
import { foundInAmbient } from '../../findings/ambient';

test('a plain file that all charts refuse, with the lines of its fields', () => {
  expect(foundInAmbient(istioValuesRefused, 'profile: ambiant\nglobal:\n  platform: eks\n', '1.30', 'values.yaml')).toEqual([{
    severity: 'blocker',
    message: 'Helm does not render any chart of Istio 1.30 with these values.',
    objects: [
      'Helm values values.yaml: profile: "ambiant" is not a profile of Istio 1.30; expected ambient, demo, preview, remote or stable; did you mean ambient?',
      'Helm values values.yaml: global.platform: "eks" is not a platform of Istio 1.30; expected gke, k3d, k3s, microk8s, minikube or openshift. eks needs none',
    ],
  }]);
});

test('the chart gateway has a schema', () => {
  expect(foundInAmbient(istioValuesRefused, 'replicas: 2\nreplicaCount: two\n', '1.30', 'gateway-values.yaml')).toEqual([{
    severity: 'blocker',
    message: 'Helm does not render the chart gateway of Istio 1.30 with these values.',
    objects: [
      'Helm values gateway-values.yaml: replicas: is not a value of the chart gateway, which refuses what it does not know',
      'Helm values gateway-values.yaml: replicaCount: "two" has the wrong type; expected an integer or null',
    ],
  }]);
});

test('unknown keys are accepted elsewhere, and a number is not the name of a version', () => {
  expect(foundInAmbient(istioValuesRefused, 'profile: ambient\npilott: {}\n', '1.30', 'istiod-values.yaml')).toEqual([]);
  expect(foundInAmbient(istioValuesRefused, 'compatibilityVersion: 1.29\n', '1.30', 'istiod-values.yaml')).toMatchObject([{ severity: 'blocker' }]);
  expect(foundInAmbient(istioValuesRefused, 'compatibilityVersion: "1.29"\n', '1.30', 'istiod-values.yaml')).toEqual([]);
});
