import { DifferenceClass } from './proof/compare';
import { FindingConfidence, FindingSeverity } from '../../check/findings/finding';
import { RuleDescription } from '../../check/findings/rule';

/** The ids of what a conversion finds: waivers name them. */
export const RULE_IDS = {
  annotation: 'ingress-annotation-not-kept',
  invalid: 'ingress-invalid',
  notTaken: 'ingress-not-converted',
  pathIgnored: 'ingress-path-ignored',
  policyDiffers: 'ingress-policy-differs',
  protectionDiffers: 'ingress-protection-differs',
  protectionNotKept: 'ingress-protection-not-kept',
  snippet: 'ingress-snippet-not-kept',
} as const;

const INGRESS = 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/';

function rule(id: string, severity: FindingSeverity, title: string, description: string, remediation: string): RuleDescription {
  return { id, title, severity, confidence: FindingConfidence.MANIFEST, description, remediation, references: [INGRESS] };
}

/** The id of the rule about requests of a class of differences. */
export const requestRuleId = (difference: DifferenceClass): string => `ingress-requests-${difference}`;

const { BLOCKER, WARNING, INFO } = FindingSeverity;

/** What a conversion can find, by id. */
export const CONVERSION_RULES: readonly RuleDescription[] = [
  rule(RULE_IDS.annotation, WARNING, 'Annotation without a counterpart',
    'Gateway API, or the chosen release, channel and implementation, has nothing that does what the annotation does.',
    'Decide whether the application needs it. If it does, use what the message names, or keep the Ingress until there is a counterpart.'),
  rule(RULE_IDS.invalid, WARNING, 'Ingress that cannot be right',
    'The API server or the controller refuses the Ingress, or a part of it. What is wrong is left out; everything else is converted.',
    'Correct the Ingress, or remove what is wrong.'),
  rule(RULE_IDS.notTaken, INFO, 'Ingress that is not converted',
    'No controller that is known here takes the Ingress: it has no class.',
    'Give it a class with spec.ingressClassName, or leave it out.'),
  rule(RULE_IDS.pathIgnored, INFO, 'Path that the controller ignores',
    'Another Ingress has the same path of the host, and comes first: the older one, or where both are of one age the one whose namespace and name are '
    + 'last in alphabetical order. A path of a canary is ignored where no other Ingress has it, and so is one that no request can have. The conversion leaves it out, as the controller does.',
    'Remove the path, or change the Ingress that has it.'),
  rule(RULE_IDS.policyDiffers, WARNING, 'Policy that differs from the annotation',
    'A policy or filter of the implementation takes the place of the annotation, and does not do quite the same. Where the annotation keeps requests out, '
    + 'the policy lets no more of them in.',
    'Read what differs, and waive the finding where it does not matter to the application.'),
  rule(RULE_IDS.protectionDiffers, BLOCKER, 'Protection that would differ',
    'A policy of the implementation could take the place of a protection, and decides by something else, so that it may let in requests that are kept '
    + 'out now. It is not written, and the paths are left out or answer with an error, until somebody has accepted what differs.',
    'Read what differs. Where it is right for the application, waive the finding for the Ingress: the policy is then written, and the paths are converted with it.'),
  rule(RULE_IDS.protectionNotKept, BLOCKER, 'Protection that cannot be kept',
    'The annotation keeps requests out: by authentication, source addresses, client certificates, limits or a web application firewall. Nothing that '
    + 'the chosen implementation is known to have keeps the same requests out. The paths that it protects are left out or answer with an error, so that '
    + 'nothing becomes open by the conversion.',
    'Set up the same protection with the means of the implementation, or waive the finding for the Ingress: its paths are then converted without the protection.'),
  rule(RULE_IDS.snippet, BLOCKER, 'Snippet of nginx configuration',
    'A snippet may keep requests out, or answer them. Only snippets that do nothing but set headers are converted. The paths of any other one are left '
    + 'out or answer with an error.',
    'Read the snippet. If it may be dropped, waive the finding for the Ingress.'),
  rule(requestRuleId('cosmetic'), INFO, 'Requests that are answered in another form',
    'The answer means the same: a redirect has another status code or spelling, or a request that failed fails in another way.', 'No action is required.'),
  rule(requestRuleId('elsewhere'), BLOCKER, 'Requests that end elsewhere',
    'Another backend answers, or another share of the requests, or the backend sees another path or host.', 'Change the routes, or waive the finding.'),
  rule(requestRuleId('gained'), WARNING, 'Requests that are answered only after the conversion',
    'Before, they were answered with an error.', 'Check that nothing is exposed that should not be.'),
  rule(requestRuleId('lost'), BLOCKER, 'Requests that are no longer answered',
    'Before, a backend or a redirect answered them.', 'Change the routes, or waive the finding.'),
  rule(requestRuleId('undetermined'), WARNING, 'Requests whose answer depends on the implementation',
    'The specification of Gateway API leaves it open what happens to them: for example, where a regular expression ranks among other paths.',
    'Try these requests against the new address before you switch.'),
  rule(requestRuleId('unprotected'), BLOCKER, 'Requests that are less protected',
    'Before, something kept requests out that nothing does after the conversion.', 'Set up the same protection, or waive the finding.'),
];
