import "./no-eval.ts";
import { createRoot } from "react-dom/client";
import { connectApi } from "./api.ts";
import { App } from "./app.tsx";
import { createAppStore } from "./state/app-store.ts";

const root = document.querySelector("#root");
if (root !== null) {
  const api = connectApi();
  createRoot(root).render(<App api={api} store={createAppStore(api)} />);
}
