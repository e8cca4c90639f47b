import { isPlainObject } from '../../../base/objects/fields';
import { specOf } from '../../../cluster/mesh/mesh';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const ambientUdpServices: AmbientRule = {
  id: 'ambient-udp-services',
  title: 'UDP that stays outside the mesh',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  description: 'ztunnel handles TCP, and DNS for the hosts of the mesh. UDP of enrolled pods passes untouched: unencrypted, and without policies of '
    + 'Istio.',
  remediation: 'Restrict UDP with policies of the network.',
  references: ['https://github.com/istio/ztunnel/blob/master/ARCHITECTURE.md'],
  * check(context) {
    const { mesh } = context;
    const found = mesh.services.filter(({ namespace = 'default' }) => mesh.isAmbient(namespace)).flatMap(object => {
      const { ports } = specOf(object);
      const udp = Array.isArray(ports) ? ports.filter(isPlainObject).filter(({ protocol }) => protocol === 'UDP').map(({ port }) => String(port)) : [];
      return udp.length === 0 ? [] : [{ object, detail: `UDP ${udp.join(', ')}` }];
    });
    yield* whereAny(found, { message: 'Services in enrolled namespaces have UDP ports, which the mesh does not protect.' });
  },
};
