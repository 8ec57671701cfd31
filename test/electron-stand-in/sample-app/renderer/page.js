const heard = document.querySelector("#heard");

function note(text) {
  const item = document.createElement("li");
  item.textContent = text;
  heard.append(item);
}

// As CSS-in-JS libraries do: an empty style element, filled by rules, which the policy does not govern.
const style = document.createElement("style");
document.head.append(style);
style.sheet?.insertRule("#styled { color: rgb(9, 8, 7); }");

window.sample.listen("worker", ({ kind, text, args }) => {
  if (kind === "done") note(`${text} ${args.join(" ")}`);
});
document.addEventListener("visibilitychange", () => note(document.visibilityState));
document.addEventListener("securitypolicyviolation", (event) => note(`violation ${event.violatedDirective}`));
