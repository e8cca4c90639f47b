import { KUBEADM_FIELDS, KubeadmKind } from '../../../src/programs/kubeadm/fields';
import { describeFields, describeSchema, readSchema } from '../../support/schema';

const KINDS = Object.keys(KUBEADM_FIELDS) as KubeadmKind[];

/** 1.32 has the types of 1.31, and 1.36 those of 1.35. */
const SCHEMAS = [[31, '1.31'], [32, '1.31'], [33, '1.33'], [34, '1.34'], [35, '1.35'], [36, '1.35']] as const;

test.each(SCHEMAS.flatMap(([minor, schema]) => KINDS.map(kind => [kind, minor, schema] as const)))(
  '%s of 1.%i has the fields and types of the upstream type', (kind, minor, schema) => {
    expect(describeFields(KUBEADM_FIELDS[kind], minor)).toEqual(describeSchema(readSchema(`kubeadm-v1beta4-${schema}`), `v1beta4_${kind}`));
  });
