/** Why a policy of Calico, or a part of it, has no counterpart in Cilium. */
export class NotTranslatable extends Error {}
