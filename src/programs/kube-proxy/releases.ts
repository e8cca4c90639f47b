/** The newest minor of Kubernetes that was released when the facts in this folder were read: of newer ones only plans are known. */
export const NEWEST_KNOWN_MINOR = 37;

/** What the user of a version has to know whose kube-proxy is newer than all that is known here. */
export function unknownReleaseNotices(minor: number): string[] {
  return minor <= NEWEST_KNOWN_MINOR ? [] : [
    `Kubernetes 1.${minor} is newer than 1.${NEWEST_KNOWN_MINOR}, the newest that this version of cdk8s-nftables knows: `
      + `what it says of 1.${minor} comes from that and from the plans for later ones (KEP-5495, KEP-5343, KEP-6032)`,
  ];
}
