/**
 * Lines of text in a picture, by the PP-OCRv4 models (Apache-2.0, PaddlePaddle) on ONNX Runtime. The runtime is passed in:
 * compiled to WebAssembly or native, both have one interface.
 */
import type { InferenceSession, Tensor, TypedTensor } from 'onnxruntime-common';
import { decodeCharacters, readAlphabet } from './decode-characters.ts';
import type { TextLine } from './page.ts';
import { BYTES_PER_PIXEL, type Raster, turned } from './raster.ts';
import { textBoxes } from './text-boxes.ts';
import { cornersOf, cutOut, type TurnedBox } from './turned-box.ts';

export type OcrRuntime = {
  readonly open: (model: Uint8Array) => Promise<InferenceSession>;
  readonly tensor: (data: Float32Array, dims: readonly number[]) => TypedTensor<'float32'>;
};
export type OcrModels = {
  readonly detector: Uint8Array;
  readonly recogniser: Uint8Array;
  readonly turnJudge: Uint8Array;
  /** One character a line. */
  readonly alphabet: string;
};
export type PictureText = {
  /** The picture upright; corners lie in it. */
  readonly upright: Raster;
  readonly turns: 0 | 1 | 2 | 3;
  readonly lines: readonly TextLine[];
};
export type ReadPicture = (picture: Raster) => Promise<PictureText>;

/** The detector sees the page at this size: print of 9 points is then 14 pixels high, which it was trained for. */
const DETECTOR_SIDE = 1_280;
const DETECTOR_STEP = 32;
const LINE_HEIGHT = 48;
/** 40 times its height: longer than any line of a page. */
const WIDEST_LINE = 1_920;
const JUDGE_WIDTH = 192;
const JUDGED_LINES = 12;

type Channel = { readonly mean: number; readonly deviation: number };
// blue, green, red: the models were trained on pictures as OpenCV loads them
const PLAIN: readonly Channel[] = [2, 1, 0].map(() => ({ mean: 0.5, deviation: 0.5 }));
const IMAGENET: readonly Channel[] = [
  { mean: 0.485, deviation: 0.229 },
  { mean: 0.456, deviation: 0.224 },
  { mean: 0.406, deviation: 0.225 },
];

const planes = (
  { width, height, data }: Raster,
  channels: readonly Channel[],
  wide = width,
): Float32Array => {
  const result = new Float32Array(3 * wide * height);
  channels.forEach(({ mean, deviation }, channel) => {
    const source = BYTES_PER_PIXEL - 1 - channel;
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1)
        result[(channel * height + y) * wide + x] =
          ((data[(y * width + x) * BYTES_PER_PIXEL + source] ?? 0) / 255 - mean) / deviation;
  });
  return result;
};

const stepped = (side: number): number =>
  Math.max(DETECTOR_STEP, Math.round(side / DETECTOR_STEP) * DETECTOR_STEP);

const floats = (tensor: Tensor | undefined): Float32Array =>
  tensor?.data instanceof Float32Array ? tensor.data : new Float32Array();

type Model = {
  readonly run: (
    data: Float32Array,
    width: number,
    height: number,
  ) => Promise<{ data: Float32Array; dims: readonly number[] }>;
};

const openModel = async ({ open, tensor }: OcrRuntime, bytes: Uint8Array): Promise<Model> => {
  const session = await open(bytes);
  const [input = 'x'] = session.inputNames;
  const [output = ''] = session.outputNames;
  return {
    run: async (data, width, height) => {
      const result = (await session.run({ [input]: tensor(data, [1, 3, height, width]) }))[output];
      return { data: floats(result), dims: result?.dims ?? [] };
    },
  };
};

const detect = async (detector: Model, picture: Raster): Promise<readonly TurnedBox[]> => {
  const scale = Math.min(1, DETECTOR_SIDE / Math.max(picture.width, picture.height));
  const [width, height] = [stepped(picture.width * scale), stepped(picture.height * scale)];
  const small = shrunken(picture, width, height);
  const { data } = await detector.run(planes(small, IMAGENET), width, height);
  const [across, down] = [picture.width / width, picture.height / height];
  return textBoxes({ width, height, data }).map(({ centre: [x, y], ...box }) => ({
    angle: box.angle,
    centre: [x * across, y * down],
    width: box.width * across,
    height: box.height * down,
  }));
};

/** Each pixel the mean of those it stands for: thin strokes stay. */
const shrunken = (picture: Raster, width: number, height: number): Raster => {
  const data = new Uint8Array(width * height * BYTES_PER_PIXEL);
  const [across, down] = [picture.width / width, picture.height / height];
  for (let y = 0, to = 0; y < height; y += 1) {
    const [top, bottom] = [
      Math.floor(y * down),
      Math.max(Math.floor(y * down) + 1, Math.floor((y + 1) * down)),
    ];
    for (let x = 0; x < width; x += 1, to += BYTES_PER_PIXEL) {
      const [left, right] = [
        Math.floor(x * across),
        Math.max(Math.floor(x * across) + 1, Math.floor((x + 1) * across)),
      ];
      let [red, green, blue, count] = [0, 0, 0, 0];
      for (let row = top; row < bottom; row += 1)
        for (let column = left; column < right; column += 1, count += 1) {
          const from = (row * picture.width + column) * BYTES_PER_PIXEL;
          red += picture.data[from] ?? 0;
          green += picture.data[from + 1] ?? 0;
          blue += picture.data[from + 2] ?? 0;
        }
      data[to] = red / count;
      data[to + 1] = green / count;
      data[to + 2] = blue / count;
    }
  }
  return { width, height, data };
};

/** Lines that stand upright instead of lying: the page came sideways. */
const isSideways = (boxes: readonly TurnedBox[]): boolean => {
  const weight = (chosen: readonly TurnedBox[]): number =>
    chosen.reduce((sum, { width, height }) => sum + width * height, 0);
  return weight(boxes.filter(({ width, height }) => height > 1.5 * width)) > weight(boxes) / 2;
};

/** Most of the longest lines look upside down to the judge. */
const isUpsideDown = async (judge: Model, picture: Raster, boxes: readonly TurnedBox[]): Promise<boolean> => {
  const longest = boxes.toSorted((a, b) => b.width - a.width).slice(0, JUDGED_LINES);
  let votes = 0;
  for (const box of longest) {
    const part = { ...box, width: Math.min(box.width, box.height * (JUDGE_WIDTH / LINE_HEIGHT)) };
    const cut = cutOut(picture, part, LINE_HEIGHT, JUDGE_WIDTH);
    const { data } = await judge.run(planes(cut, PLAIN, JUDGE_WIDTH), JUDGE_WIDTH, LINE_HEIGHT);
    votes += (data[1] ?? 0) - (data[0] ?? 0);
  }
  return votes > 0;
};

const flipped = (picture: Raster, box: TurnedBox): TurnedBox => ({
  ...box,
  centre: [picture.width - box.centre[0], picture.height - box.centre[1]],
});

export const openOcr = async (runtime: OcrRuntime, models: OcrModels): Promise<ReadPicture> => {
  const detector = await openModel(runtime, models.detector);
  const recogniser = await openModel(runtime, models.recogniser);
  const judge = await openModel(runtime, models.turnJudge);
  const alphabet = readAlphabet(models.alphabet);
  const lineIn = async (picture: Raster, box: TurnedBox): Promise<TextLine> => {
    const cut = cutOut(picture, box, LINE_HEIGHT, WIDEST_LINE);
    const { data, dims } = await recogniser.run(planes(cut, PLAIN), cut.width, LINE_HEIGHT);
    return { characters: decodeCharacters(data, dims[1] ?? 0, alphabet), corners: cornersOf(box) };
  };
  return async (picture) => {
    let [upright, turns]: [Raster, 0 | 1 | 2 | 3] = [picture, 0];
    let boxes = await detect(detector, picture);
    if (isSideways(boxes)) {
      [upright, turns] = [turned(picture, 1), 1];
      boxes = await detect(detector, upright);
    }
    if (await isUpsideDown(judge, upright, boxes)) {
      const before = upright;
      boxes = boxes.map((box) => flipped(before, box));
      [upright, turns] = [turned(upright, 2), turns === 0 ? 2 : 3];
    }
    const lines: TextLine[] = [];
    for (const box of boxes) lines.push(await lineIn(upright, box));
    return { upright, turns, lines: lines.filter(({ characters }) => characters.length > 0) };
  };
};
