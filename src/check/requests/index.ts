export * from './request-behavior';
export * from './request-explanation';
export * from './vocabulary';
