/** The port to a malware scanner. */
export type ScanVerdict =
  | { readonly state: 'clean' }
  /** `word`: the signature's name. */
  | { readonly state: 'infected'; readonly word: string }
  /** `word`: why nothing was looked for; shown to clerks, who then know what nobody has checked. */
  | { readonly state: 'not-scanned'; readonly word: string };

export type Scan = (content: AsyncIterable<Uint8Array>) => Promise<ScanVerdict>;

/** For stages without a scanner: said plainly, never taken for clean. */
export const noScanner: Scan = () => Promise.resolve({ state: 'not-scanned', word: 'no-scanner' });
