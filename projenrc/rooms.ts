/** The rooms of src from the bottom up: each may import those before it. */
export const ROOMS = ['base', 'input', 'programs', 'cluster', 'dataplane', 'check', 'migrate', 'verify', 'report', 'constructs', 'cli'] as const;

export type Room = typeof ROOMS[number];

/** What a room may not import although it is above: the command starts without cdk8s. */
export const NEVER: Readonly<Partial<Record<Room, readonly Room[]>>> = { cli: ['constructs'] };
