export * from './ambient-authorization-policy';
export * from './ambient-mesh';
export * from './ambient-mesh-props';
export * from './ambient-namespace';
export * from './istio-delivery';
export * from './policy-rules';
export * from './waypoint';
