/** From the recogniser's output (for each step along the line a likelihood for each character) to characters. */
import type { TextCharacter } from './page.ts';

/** Step 0 of the alphabet says "no character here"; the same character at two steps in a row is one. */
export const decodeCharacters = (
  data: Float32Array,
  steps: number,
  alphabet: readonly string[],
): readonly TextCharacter[] => {
  const classes = alphabet.length + 1;
  const characters: TextCharacter[] = [];
  let before = 0;
  let run: { text: string; confidence: number; from: number; to: number } | undefined;
  const end = (): void => {
    if (run === undefined) return;
    const { text, confidence, from, to } = run;
    characters.push({ text, confidence, at: (from + to + 1) / (2 * steps) });
    run = undefined;
  };
  for (let step = 0; step < steps; step += 1) {
    let [best, likelihood] = [0, -1];
    for (let index = 0, at = step * classes; index < classes; index += 1, at += 1) {
      const value = data[at] ?? 0;
      if (value > likelihood) [best, likelihood] = [index, value];
    }
    if (best !== before) end();
    if (best !== 0 && run !== undefined) {
      run.to = step;
      run.confidence = Math.max(run.confidence, likelihood);
    } else if (best !== 0)
      run = { text: alphabet[best - 1] ?? '', confidence: likelihood, from: step, to: step };
    before = best;
  }
  end();
  return characters;
};

/** The alphabet of the model: one character a line, and the blank that the file does not list. */
export const readAlphabet = (text: string): readonly string[] => [
  ...text.replace(/\n$/, '').split('\n'),
  ' ',
];
