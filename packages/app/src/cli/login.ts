import type { EventEmitter } from "node:events";
import { createInterface, type Interface } from "node:readline/promises";
import { SignInRefused, type SignInDesk, type SignInView, type SignInWish } from "@ma-alexa/provider";
import { AppError } from "../app-error.js";
import type { CommandOptions } from "./arguments.js";
import type { CommandParts } from "./parts.js";
import { meantAccount, withAmazon } from "./with-amazon.js";

const DEFAULT_SITE = "amazon.com";

/** Where a person is asked and told; the terminal, or a test. */
export interface Terminal {
  say(line: string): void;
  /** What was typed; rejects when there is nobody to ask. */
  ask(question: string, signal: AbortSignal): Promise<string>;
}

/** Signs in to Amazon from the terminal. Without `--way proxy` the person pastes the last address of the sign-in. */
export function login(parts: CommandParts, options: CommandOptions): Promise<number> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  return withAmazon(parts, async (side) => {
    const account = options.account === undefined ? undefined : meantAccount(side, options.account);
    const marketplace = options.marketplace ?? account?.marketplace ?? DEFAULT_SITE;
    const wish = { marketplace, way: options.way ?? "paste", accountId: account?.id } as const;
    const view = await signInAt(side.desk, wish, terminalOf(lines));
    console.log(`Signed in as ${side.book.get(view.accountId ?? "")?.label ?? "Amazon"}.`);
    return 0;
  }).finally(() => {
    lines.close();
  });
}

/** The part of the sign-in desk that a terminal needs. */
type Desk = Pick<SignInDesk, "begin" | "newest" | "paste"> & Pick<EventEmitter<{ changed: [] }>, "on" | "off">;

/**
 * Leads a person through one sign-in; resolves once it is done.
 * @throws AppError SIGN_IN_FAILED or CONFIGURATION_INVALID with what to do about it.
 */
export async function signInAt(desk: Desk, wish: SignInWish, terminal: Terminal): Promise<SignInView> {
  const begun = await desk.begin(wish).catch((error: unknown) => {
    if (!(error instanceof SignInRefused)) throw error;
    throw new AppError("CONFIGURATION_INVALID", `${error.message} Name yours with --marketplace, such as amazon.de.`);
  });
  const over = new AbortController();
  return await new Promise((resolve, reject) => {
    let told: unknown;
    const look = (): void => {
      const view = desk.newest();
      if (view === undefined || view.state === told) return;
      told = view.state;
      switch (view.state.phase) {
        case "waiting":
          if (view.state.failure !== undefined)
            terminal.say(`${view.state.failure.reason} ${view.state.failure.nextStep}`);
          void invite(desk, view, terminal, over.signal).catch(end);
          return;
        case "checking":
          terminal.say("Amazon checks the sign-in …");
          return;
        case "done":
          end();
          resolve(view);
          return;
        case "failed":
        case "cancelled":
          end(failure(view));
          return;
        case "opening":
      }
    };
    const end = (error?: Error): void => {
      over.abort();
      desk.off("changed", look);
      if (error !== undefined) reject(error);
    };
    desk.on("changed", look);
    if (begun.state.phase !== "opening") look();
  });
}

async function invite(desk: Desk, view: SignInView, terminal: Terminal, signal: AbortSignal): Promise<void> {
  if (view.state.failure === undefined) terminal.say(`Open this address and sign in:\n\n${view.state.url ?? ""}\n`);
  if (view.way === "proxy") return;
  const question =
    "At the end Amazon shows a page that it cannot find. Paste the whole address of that page here, then press Enter:\n> ";
  try {
    desk.paste(view.id, await terminal.ask(question, signal));
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function failure({ state }: SignInView): AppError {
  const { reason = "The sign-in was given up.", nextStep = "Begin again: ma-alexa login." } = state.failure ?? {};
  return new AppError("SIGN_IN_FAILED", `${reason} ${nextStep}`);
}

function terminalOf(lines: Interface): Terminal {
  let isClosed = false;
  const closed = new Promise<void>((resolve) => {
    lines.once("close", () => {
      isClosed = true;
      resolve();
    });
  });
  const nobody = (): AppError =>
    new AppError("SIGN_IN_FAILED", "Nothing more can be typed here: run ma-alexa login in a terminal.");
  return {
    say: (line) => {
      console.log(line);
    },
    ask: async (question, signal) => {
      if (isClosed) throw nobody();
      const answer = await Promise.race([lines.question(question, { signal }), closed]);
      if (answer === undefined) throw nobody();
      return answer;
    },
  };
}
