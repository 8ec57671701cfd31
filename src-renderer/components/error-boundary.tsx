import { Component } from "react";
import type { ReactNode } from "react";
import type { WireError } from "../../src-main/contract/agent-state.ts";
import { StartScreen } from "./start-screen.tsx";

interface ErrorBoundaryState {
  readonly error: WireError | null;
}

interface ErrorBoundaryProps {
  readonly children: ReactNode;
  readonly onProblem: (message: string) => void;
}

/** A mistake of ours on one page leaves the rest of the program alone; React knows boundaries as classes only. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null };

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    const technical = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { error: { code: "INTERNAL_ERROR", details: {}, technical } };
  }

  override componentDidCatch(error: Error): void {
    this.props.onProblem((error.stack ?? error.message).slice(0, 4_000));
  }

  override render(): ReactNode {
    return this.state.error === null ? this.props.children : <StartScreen error={this.state.error} />;
  }
}
