/** The typeface of rare characters (fonts/README.md), packed by brotli: 30 MB unpacked, read only when a page needs it. */
export { default as packedRareCharacters } from '../fonts/rare-characters.ttf.br';
