import { existsSync, readFileSync } from "node:fs";
import type Electron from "electron";
import { imitate } from "./not-imitated.ts";

type Members =
  | "isEmpty"
  | "getSize"
  | "toPNG"
  | "toDataURL"
  | "addRepresentation"
  | "setTemplateImage"
  | "resize";

/** An image as bytes; its size is read from a PNG's head, anything else counts as 16 × 16. */
class ImageImitation implements Pick<Electron.NativeImage, Members> {
  readonly _bytes: Uint8Array;
  readonly _file: string;
  readonly _size: Electron.Size | null;

  constructor(bytes: Uint8Array, file: string, size: Electron.Size | null = null) {
    this._bytes = bytes;
    this._file = file;
    this._size = size;
  }
  isEmpty(): boolean {
    return this._bytes.length === 0;
  }
  getSize(): Electron.Size {
    if (this._size !== null) return this._size;
    if (this.isEmpty()) return { width: 0, height: 0 };
    if (this._bytes[0] !== 0x89) return { width: 16, height: 16 };
    const view = new DataView(this._bytes.buffer, this._bytes.byteOffset);
    return { width: view.getUint32(16), height: view.getUint32(20) };
  }
  toPNG(): Buffer {
    return Buffer.from(this._bytes);
  }
  toDataURL(): string {
    return `data:image/png;base64,${this.toPNG().toString("base64")}`;
  }
  addRepresentation(): void {}
  setTemplateImage(): void {}
  resize(options: Electron.ResizeOptions): Electron.NativeImage {
    const { width, height } = this.getSize();
    const size = { width: options.width ?? width, height: options.height ?? height };
    return makeImage(new ImageImitation(this._bytes, this._file, size));
  }
}

function makeImage(image: ImageImitation): Electron.NativeImage {
  return imitate("nativeImage", image) as unknown as Electron.NativeImage;
}

export function imageFromBytes(bytes: Uint8Array): Electron.NativeImage {
  return makeImage(new ImageImitation(bytes, ""));
}

/** A file that is not there makes an empty image, as in Electron. */
function imageFromFile(file: string): Electron.NativeImage {
  return makeImage(new ImageImitation(existsSync(file) ? readFileSync(file) : new Uint8Array(), file));
}

export const nativeImage = imitate("nativeImage", {
  createEmpty: () => imageFromBytes(new Uint8Array()),
  createFromBuffer: (bytes: Buffer) => imageFromBytes(bytes),
  createFromDataURL: (url: string) => imageFromBytes(Buffer.from(url.split(",")[1] ?? "", "base64")),
  createFromPath: imageFromFile,
} satisfies Pick<
  typeof Electron.nativeImage,
  "createEmpty" | "createFromBuffer" | "createFromDataURL" | "createFromPath"
>);
