/** Windows and macOS always have one. */
export function hasDisplay(
  platform: NodeJS.Platform = process.platform,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  if (platform === "win32" || platform === "darwin") return true;
  return [environment["DISPLAY"], environment["WAYLAND_DISPLAY"]].some(
    (each) => each !== undefined && each !== "",
  );
}
