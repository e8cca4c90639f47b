/** The bundler takes styles apart from scripts. */
declare module '*.css';
