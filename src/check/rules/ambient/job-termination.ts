import { isPlainObject } from '../../../base/objects/fields';
import { specOf } from '../../../cluster/mesh/mesh';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

/** Protocols whose connections last, by the names of ports. */
const LONG = /^(?:mysql|mongo|redis|postgres|postgresql|amqp|kafka|mqtt|nats)(?:-|$)/;

const LONG_PORTS = [3306, 5432, 6379, 27017, 5672, 9092, 1883, 4222];

export const jobTermination: AmbientRule = {
  id: 'job-termination',
  title: 'Long connections that an update of ztunnel ends',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  description: 'Connections of enrolled pods go through the ztunnel of their node. When it is updated, they may go on for '
    + 'terminationGracePeriodSeconds of its chart (30 by default) and are closed then: those of databases, queues and the like have to be opened '
    + 'again.',
  remediation: 'Update ztunnel node by node after draining, or raise terminationGracePeriodSeconds of the chart ztunnel.',
  references: ['https://istio.io/latest/docs/ambient/upgrade/helm/'],
  * check(context) {
    const { mesh } = context;
    const stateful = mesh.captured().filter(({ workload }) => workload.kind === 'StatefulSet').map(({ workload }) => ({ object: workload }));
    const services = mesh.services.filter(({ namespace = 'default' }) => mesh.isAmbient(namespace)).flatMap(object => {
      const { ports } = specOf(object);
      const long = Array.isArray(ports) ? ports.filter(isPlainObject).filter(({ name, appProtocol, port }) => LONG.test(String(appProtocol ?? name ?? '')) || LONG_PORTS.includes(Number(port))) : [];
      return long.length === 0 ? [] : [{ object, detail: `port ${long.map(({ port }) => String(port)).join(', ')}` }];
    });
    yield* whereAny([...stateful, ...services], { message: 'An update of ztunnel ends connections to workloads that usually have long ones.' });
  },
};
