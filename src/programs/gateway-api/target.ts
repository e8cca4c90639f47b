/** The minors of Gateway API that are known: their CRDs were compared, field by field. */
export const GATEWAY_API_MINORS = ['1.0', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6'] as const;

export type GatewayApiMinor = typeof GATEWAY_API_MINORS[number];

/** The two sets of CRDs of each release. The experimental one has all that the standard one has, and more. */
export type GatewayApiChannel = 'standard' | 'experimental';

/** The CRDs that a cluster has. */
export interface GatewayApiTarget {
  readonly minor: GatewayApiMinor;
  readonly channel: GatewayApiChannel;
}

/** In which minors something is there, by channel: from the first to the last one, or from the first one on. A channel that is missing never had it. */
export type Availability = Readonly<Partial<Record<GatewayApiChannel, readonly [since: GatewayApiMinor, last?: GatewayApiMinor]>>>;

export function isAvailable(availability: Availability, { minor, channel }: GatewayApiTarget): boolean {
  const [since, last] = availability[channel] ?? [];
  return since !== undefined && !isBefore(minor, since) && (last === undefined || !isBefore(last, minor));
}

export function isBefore(minor: GatewayApiMinor, other: GatewayApiMinor): boolean {
  return GATEWAY_API_MINORS.indexOf(minor) < GATEWAY_API_MINORS.indexOf(other);
}

/** Where something can be had, for a reader: `in 1.5 and later, in the experimental channel in 1.3 and later`. */
export function describeAvailability({ standard, experimental }: Availability): string {
  const range = ([since, last]: readonly [GatewayApiMinor, GatewayApiMinor?]): string => {
    if (last === undefined) return `in ${since} and later`;
    return since === last ? `in ${since} only` : `from ${since} to ${last}`;
  };
  if (!standard) return experimental ? `in the experimental channel only, ${range(experimental)}` : 'nowhere';
  const isEarlier = experimental !== undefined && isBefore(experimental[0], standard[0]);
  return `${range(standard)}${isEarlier ? `, in the experimental channel ${range(experimental)}` : ''}`;
}

export function describeTarget({ minor, channel }: GatewayApiTarget): string {
  return `Gateway API ${minor}, ${channel} channel`;
}
