import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Resvg } from "@resvg/resvg-js";

/** Draws the .ico and .png files in assets/ from the SVG sources beside them. Run it after changing one. */

const assets = path.join(import.meta.dirname, "..", "assets");

const trayStates = ["verified", "current", "syncing", "paused", "waiting", "attention", "error"] as const;
/** What Windows asks for at 100 to 400 %. */
const traySizes = [16, 20, 24, 28, 32, 40, 48, 64] as const;
const appSizes = [16, 20, 24, 32, 40, 48, 64, 128, 256] as const;

/** The sources are drawn for a light taskbar; on a dark one the same shapes need lighter colours. */
const onDark: Readonly<Record<string, string>> = {
  "#107c10": "#54b054",
  "#0f6cbd": "#62abf5",
  "#616161": "#d6d6d6",
  "#eaa300": "#ffb900",
  "#c50f1f": "#e8505b",
};

function draw(svg: string, size: number): Buffer {
  return new Resvg(svg, { fitTo: { mode: "width", value: size } }).render().asPng();
}

/** An .ico is a list of pictures; all of ours are PNG, which Windows reads since Vista. */
function icoOf(pictures: readonly { readonly size: number; readonly png: Buffer }[]): Buffer {
  const headerBytes = 6;
  const entryBytes = 16;
  const header = Buffer.alloc(headerBytes + entryBytes * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  for (const [index, { size, png }] of pictures.entries()) {
    const at = headerBytes + entryBytes * index;
    // 0 means 256.
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
}

function writeIcons(svg: string, file: string, sizes: readonly number[], pngSize: number): void {
  writeFileSync(`${file}.ico`, icoOf(sizes.map((size) => ({ size, png: draw(svg, size) }))));
  writeFileSync(`${file}.png`, draw(svg, pngSize));
}

for (const state of trayStates) {
  const light = readFileSync(path.join(assets, "tray", `${state}.svg`), "utf8");
  const dark = light.replaceAll(/#[0-9a-f]{6}/g, (colour) => onDark[colour] ?? colour);
  for (const [theme, svg] of [
    ["light", light],
    ["dark", dark],
  ] as const) {
    const file = path.join(assets, "tray", `${state}-${theme}`);
    writeIcons(svg, file, traySizes, 24);
    writeFileSync(`${file}@2x.png`, draw(svg, 48));
  }
}
writeIcons(readFileSync(path.join(assets, "icon.svg"), "utf8"), path.join(assets, "icon"), appSizes, 512);
