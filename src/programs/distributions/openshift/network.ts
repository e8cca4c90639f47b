import { Evidence, textAt } from '../evidence';

export function networkTypeOf(evidence: Evidence): string {
  const [operator] = evidence.objects('operator.openshift.io/Network', /^cluster$/);
  const [config] = evidence.objects('config.openshift.io/Network', /^cluster$/);
  return textAt(operator, 'spec', 'defaultNetwork', 'type') || textAt(config, 'spec', 'networkType') || textAt(config, 'status', 'networkType');
}
