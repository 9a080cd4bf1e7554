/** The package has no types of its own. */
declare module 'heic-decode' {
  /** RGBA, turned upright as the container says. Throws when the content is no HEIC or is damaged. */
  const decode: (given: { readonly buffer: Uint8Array }) => Promise<{
    readonly width: number;
    readonly height: number;
    readonly data: Uint8ClampedArray;
  }>;
  export default decode;
}
