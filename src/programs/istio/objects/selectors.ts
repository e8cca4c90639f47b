import { isThere, messages, ObjectCheck, Path, text } from './check';
import { quoted } from '../../../base/errors';
import { PlainObject } from '../../../base/objects/fields';
import { mappingOf } from '../../../base/objects/loose';
import { hasIstio } from '../releases';

/** A kind that a policy can target at a waypoint or a gateway: `allowedTargetRefs` of pkg/config/validation/validation.go. */
interface TargetKind {
  readonly group: string;
  readonly kind: string;
  readonly since?: string;
}

const TARGET_KINDS: readonly TargetKind[] = [
  { group: '', kind: 'Service' },
  { group: 'networking.istio.io', kind: 'ServiceEntry' },
  { group: 'gateway.networking.k8s.io', kind: 'Gateway' },
  { group: 'gateway.networking.k8s.io', kind: 'GatewayClass', since: '1.25' },
];

/** The selector of workloads, `targetRef` and `targetRefs` of policies, of which one may be set. */
export function checkTargets(check: ObjectCheck): void {
  const { spec } = check;
  const set = ['selector', 'targetRef', 'targetRefs'].filter(key => isThere(spec[key]));
  check.report(['spec'], set.length > 1 && `${set.join(' and ')} exclude one another; set only one`);
  checkSelector(check, spec.selector, ['spec', 'selector']);
  if (isThere(spec.targetRef)) checkTargetRef(check, mappingOf(spec.targetRef), ['spec', 'targetRef']);
  // A null counts as a reference without anything in it.
  for (const [i, ref] of messages(spec.targetRefs).entries()) checkTargetRef(check, ref ?? {}, ['spec', 'targetRefs', i]);
}

/** `validateWorkloadSelector` */
export function checkSelector(check: ObjectCheck, selector: unknown, path: Path, key = 'matchLabels'): void {
  for (const [label, value] of Object.entries(mappingOf(mappingOf(selector)[key]))) {
    check.report([...path, key, label], label === '' && 'is empty; expected the key of a label');
    check.report([...path, key, label], `${label}${text(value)}`.includes('*') && `${quoted(text(value))} has a wildcard, which selectors do not know`);
  }
}

function checkTargetRef(check: ObjectCheck, { name, namespace, group, kind }: PlainObject, path: Path): void {
  check.report([...path, 'name'], text(name) === '' && 'is missing');
  check.report([...path, 'namespace'], text(namespace) !== '' && `${quoted(namespace)} is set; a policy can only target what is in its own namespace, and must not name it`);
  const known = TARGET_KINDS.filter(({ since }) => since === undefined || hasIstio(check.version, since));
  // The core group goes by two names.
  const isKnown = known.some(target => target.kind === kind && target.group === (group === 'core' ? '' : text(group)));
  check.report([...path, 'kind'], !isKnown && `${quoted(kind)} of group ${quoted(text(group))} cannot be a target; expected ${
    known.map(target => `${target.kind}${target.group === '' ? '' : ` (${target.group})`}`).join(', ')}`);
}
