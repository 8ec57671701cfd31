/** Questions and messages over the channel of a child process; the same code on both ends. */

type Parcel =
  | { readonly kind: "ask"; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly kind: "answer"; readonly id: number; readonly value: unknown }
  | { readonly kind: "refuse"; readonly id: number; readonly name: string; readonly message: string }
  | { readonly kind: "tell"; readonly name: string; readonly input: unknown };

interface Question {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: Error) => void;
}

type Handler = (input: never) => unknown;

export class Link<Asked, Answered, Told, Heard> {
  readonly #post: (parcel: unknown) => void;
  readonly #questions = new Map<number, Question>();
  readonly #handlers = new Map<string, Handler>();
  #lastId = 0;
  #closedBecause: string | null = null;

  constructor(post: (parcel: unknown) => void) {
    this.#post = post;
  }

  ask<Name extends keyof Asked & string>(
    name: Name,
    input: Asked[Name] extends { readonly input: infer Input } ? Input : never,
  ): Promise<Asked[Name] extends { readonly answer: infer Answer } ? Answer : never> {
    if (this.#closedBecause !== null) return Promise.reject(new Error(this.#closedBecause));
    const id = (this.#lastId += 1);
    return new Promise((resolve, reject) => {
      this.#questions.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.#post({ kind: "ask", id, name, input } satisfies Parcel);
    });
  }

  tell<Name extends keyof Told & string>(name: Name, input: Told[Name]): void {
    if (this.#closedBecause === null) this.#post({ kind: "tell", name, input } satisfies Parcel);
  }

  answer<Name extends keyof Answered & string>(
    name: Name,
    handler: (
      input: Answered[Name] extends { readonly input: infer Input } ? Input : never,
    ) => Answered[Name] extends { readonly answer: infer Answer } ? Answer | Promise<Answer> : never,
  ): void {
    this.#handlers.set(name, handler);
  }

  hear<Name extends keyof Heard & string>(name: Name, handler: (input: Heard[Name]) => void): void {
    this.#handlers.set(name, handler);
  }

  receive(message: unknown): void {
    const parcel = message as Parcel;
    switch (parcel.kind) {
      case "tell":
        this.#handlers.get(parcel.name)?.(parcel.input as never);
        return;
      case "ask":
        void this.#reply(parcel);
        return;
      case "answer":
        this.#settle(parcel.id)?.resolve(parcel.value);
        return;
      case "refuse": {
        const error = new Error(parcel.message);
        error.name = parcel.name;
        this.#settle(parcel.id)?.reject(error);
      }
    }
  }

  /** Every open question is answered by the reason. */
  close(reason: string): void {
    this.#closedBecause ??= reason;
    for (const question of this.#questions.values()) question.reject(new Error(reason));
    this.#questions.clear();
  }

  #settle(id: number): Question | undefined {
    const question = this.#questions.get(id);
    this.#questions.delete(id);
    return question;
  }

  async #reply(parcel: Parcel & { readonly kind: "ask" }): Promise<void> {
    try {
      const handler = this.#handlers.get(parcel.name);
      if (handler === undefined) throw new Error(`Nobody answers ${parcel.name}.`);
      const value = await handler(parcel.input as never);
      this.#post({ kind: "answer", id: parcel.id, value } satisfies Parcel);
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      this.#post({ kind: "refuse", id: parcel.id, name, message } satisfies Parcel);
    }
  }
}
