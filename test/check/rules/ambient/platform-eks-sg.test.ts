import { platformEksSg } from '../../../../src/check/rules/ambient/platform-eks-sg';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(platformEksSg, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: vpcresources.k8s.aws/v1beta1
kind: SecurityGroupPolicy
metadata: { name: sg, namespace: app }
spec: { podSelector: {}, securityGroups: { groupIds: [sg-1] } }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: aws-node, namespace: kube-system }
spec: { template: { metadata: { labels: { app: aws-node } }, spec: { serviceAccountName: aws-node, containers: [{ name: aws-node, image: '602401143452.dkr.ecr.eu-west-1.amazonaws.com/amazon-k8s-cni:v1.19.0', env: [{ name: POD_SECURITY_GROUP_ENFORCING_MODE, value: strict }] }] } } }
`, '1.29')).toEqual([
    {
      severity: 'blocker',
      message: 'Security groups of pods block packets from the node, on which probes of enrolled pods depend.',
      objects: [
        'SecurityGroupPolicy app/sg',
        'DaemonSet kube-system/aws-node: POD_SECURITY_GROUP_ENFORCING_MODE: strict',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(platformEksSg, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: vpcresources.k8s.aws/v1beta1
kind: SecurityGroupPolicy
metadata: { name: sg, namespace: app }
spec: { podSelector: {}, securityGroups: { groupIds: [sg-1] } }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: aws-node, namespace: kube-system }
spec: { template: { metadata: { labels: { app: aws-node } }, spec: { serviceAccountName: aws-node, containers: [{ name: aws-node, image: '602401143452.dkr.ecr.eu-west-1.amazonaws.com/amazon-k8s-cni:v1.19.0', env: [{ name: POD_SECURITY_GROUP_ENFORCING_MODE, value: standard }] }] } } }
`, '1.29')).toEqual([]);
});
