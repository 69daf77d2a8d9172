import { parentPort, workerData } from "node:worker_threads";
import { redirectAmazon } from "./redirect.js";
import type { FromSignIn, SignInThreadSetup, ToSignIn } from "./sign-in-messages.js";
import { SignInPages } from "./sign-in-pages.js";
import { signOut } from "./sign-out.js";
import { tapStatuses } from "./status-tap.js";

const port = parentPort;
if (port === null) throw new Error("amazon/worker/sign-in-entry is the program of a worker thread");

const setup = workerData as SignInThreadSetup;
const tell = (message: FromSignIn): void => {
  port.postMessage(message);
};

// Before the library makes its first request, so that a simulated sign-in can never reach the real Amazon.
if (setup.endpoint !== undefined) redirectAmazon(setup.endpoint);

if (setup.task === "sign-out") {
  tell({ kind: "signed-out", deregistered: await signOut(setup) });
} else {
  const pages = new SignInPages(setup, tell);
  tapStatuses((_method, path, status) => {
    pages.noteStatus(path, status);
  });
  port.on("message", (message: ToSignIn) => {
    pages.replay(message);
  });
  pages.open();
}
