/** The bundler puts the bytes of a typeface in the place of its import. */
declare module '*.ttf' {
  const bytes: Uint8Array;
  export { bytes as default };
}
declare module '*.ttf.br' {
  const bytes: Uint8Array;
  export { bytes as default };
}
