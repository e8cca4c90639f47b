export * from './service-behavior';
export * from './service-behavior-difference';
export * from './service-behavior-options';
export * from './vocabulary';
