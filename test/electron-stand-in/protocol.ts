/** What passes between the program (a child process) and the host that draws its windows. Plain data. */

/** The program asks, the host answers. */
export interface AskedOfHost {
  "window.create": { readonly input: WindowBirth; readonly answer: void };
  "window.load": { readonly input: { readonly id: number; readonly url: string }; readonly answer: void };
  "window.reload": { readonly input: { readonly id: number }; readonly answer: void };
  "window.capture": { readonly input: { readonly id: number }; readonly answer: Uint8Array };
  "window.execute": {
    readonly input: { readonly id: number; readonly code: string };
    readonly answer: unknown;
  };
}

/** The host asks, the program answers. */
export interface AskedOfProgram {
  evaluate: {
    readonly input: { readonly code: string; readonly argument: unknown };
    readonly answer: unknown;
  };
  "protocol.request": { readonly input: SchemeRequest; readonly answer: SchemeResponse };
  "page.mayNavigate": {
    readonly input: { readonly id: number; readonly url: string };
    readonly answer: boolean;
  };
}

export interface ToldToHost {
  ready: null;
  /** Something that the stand-in does not imitate was used. */
  miss: { readonly name: string; readonly stack: string };
  schemes: readonly string[];
  "window.visible": { readonly id: number; readonly isVisible: boolean };
  "window.size": {
    readonly id: number;
    readonly width: number;
    readonly height: number;
    readonly zoom: number;
  };
  "window.destroyed": { readonly id: number };
  "window.crash": { readonly id: number };
  "ipc.toPage": { readonly id: number; readonly channel: string; readonly args: string };
  "ipc.answer": {
    readonly id: number;
    readonly context: number;
    readonly call: number;
    readonly isRefused: boolean;
    readonly outcome: string;
  };
  theme: { readonly isDark: boolean };
}

export interface ToldToProgram {
  "page.domReady": { readonly id: number };
  "page.loaded": { readonly id: number };
  "page.firstPaint": { readonly id: number };
  "page.navigated": { readonly id: number; readonly url: string; readonly isInPage: boolean };
  "page.crashed": { readonly id: number };
  "page.windowOpen": { readonly id: number; readonly url: string };
  "page.preloadError": { readonly id: number; readonly message: string };
  "page.console": { readonly id: number; readonly level: string; readonly message: string };
  "ipc.fromPage": PageMessage;
  /** A person closed the window of the browser. */
  "page.closedByPerson": { readonly id: number };
}

export interface WindowBirth {
  readonly id: number;
  readonly width: number;
  readonly height: number;
  readonly preload: { readonly file: string; readonly text: string } | null;
}

export interface PageMessage {
  readonly id: number;
  readonly kind: "invoke" | "send" | "close" | "miss";
  readonly context: number;
  readonly call: number;
  readonly channel: string;
  readonly args: string;
  readonly url: string;
}

export interface SchemeRequest {
  readonly scheme: string;
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
}

export interface SchemeResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}
