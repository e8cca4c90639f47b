import { GoalQuestions } from '../question';

/** What the goal asks: the version, and what a dump may lack. */
export const NFTABLES_QUESTIONS: GoalQuestions = {
  id: 'nftables',
  title: 'kube-proxy in nftables mode',
  options: [
    { name: 'targetVersion', flags: '--target-version <X.Y>', description: 'the version that kube-proxy will have, for example, 1.36 or v1.36.3', isRequired: true },
    { name: 'calicoVersion', flags: '--calico-version <X.Y>', description: 'Calico\'s version, where the objects do not show it', isRequired: false },
  ],
};
