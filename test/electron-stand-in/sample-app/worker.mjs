process.parentPort.on("message", ({ data }) => {
  if (data.kind !== "work") return;
  for (let index = 0; index < 100; index += 1) process.parentPort.postMessage({ kind: "progress", index });
  process.parentPort.postMessage({
    kind: "done",
    text: data.text.toUpperCase(),
    args: process.argv.slice(2),
  });
});
