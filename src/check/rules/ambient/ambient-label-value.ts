import { quoted } from '../../../base/errors';
import { didYouMean } from '../../../base/text/suggest';
import { ISTIO } from '../../../programs/istio/names';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const ambientLabelValue: AmbientRule = {
  id: 'ambient-label-value',
  title: 'Word that istio.io/dataplane-mode does not know',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'The label istio.io/dataplane-mode enrolls a namespace or pod with the value ambient, and leaves it out with none. With any other word '
    + 'nothing is enrolled, no error is reported anywhere, and the traffic stays in plain text and without policies.',
  remediation: 'Set the label to ambient or none.',
  references: ['https://istio.io/latest/docs/reference/config/labels/#IoIstioDataplaneMode'],
  * check({ mesh }) {
    const words = ['ambient', 'none'];
    const labeled = [
      ...[...mesh.namespaces.values()].flatMap(({ object, mode }) => object && mode !== undefined ? [{ object, mode }] : []),
      ...mesh.workloads.map(({ workload }) => ({ object: workload, mode: workload.podLabels[ISTIO.dataplaneMode] as string | undefined })),
    ];
    yield* whereAny(labeled.filter(({ mode }) => mode !== undefined && !words.includes(mode)).map(({ object, mode }) => ({
      object, detail: `${ISTIO.dataplaneMode}: ${quoted(mode)}${didYouMean(String(mode), words)}`,
    })), { message: 'A label asks for a data plane that does not exist, so nothing is enrolled.' });
  },
};
