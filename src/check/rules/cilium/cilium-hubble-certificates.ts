import { lessForFiles, occurrencesInValues } from './of-values';
import { CERTIFICATE_RULES } from '../../../programs/cilium/rules/silent/installation';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { CiliumRule } from '../../goals/cilium/rule';

export const ciliumHubbleCertificates: CiliumRule = {
  id: 'cilium-hubble-certificates',
  title: 'Certificates that change with every rendering',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'With hubble.tls.auto.method helm, the default, a template makes the certificates of Hubble; those of the cluster mesh have the same setting. Rendered without a cluster (Argo CD, helm template, cdk8s), it makes new ones each time: an application is never in sync, and every synchronization restarts what uses them.',
  remediation: 'Set the method to cronJob, or to certmanager with an issuer.',
  references: ['https://docs.cilium.io/en/stable/observability/hubble/configuration/tls/'],
  * check(context) {
    yield* occurrencesInValues(context, CERTIFICATE_RULES, 'Certificates are new whenever the chart is rendered without a cluster.', lessForFiles);
  },
};
