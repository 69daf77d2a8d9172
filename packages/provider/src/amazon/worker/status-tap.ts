import { subscribe } from "node:diagnostics_channel";
import type { ClientRequest, IncomingMessage } from "node:http";
import { currentCall } from "./call-context.js";
import type { CallContext } from "./call-context.js";

/**
 * Reads the status of every response of this thread, which the library keeps to itself (Amazon reference 0.6), and
 * tells it to the call that caused it. Query strings are cut off: they carry serial numbers.
 */
export function tapStatuses(tell: (method: string, path: string, status: number) => void): void {
  const owners = new WeakMap<ClientRequest, CallContext>();
  // Published while the request is sent, hence still inside its call; the response arrives outside of it.
  subscribe("http.client.request.start", (message) => {
    const { request } = message as { request: ClientRequest };
    const owner = currentCall();
    if (owner !== undefined) owners.set(request, owner);
  });
  subscribe("http.client.response.finish", (message) => {
    const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
    const status = response.statusCode ?? 0;
    const owner = owners.get(request);
    tell(request.method, request.path.split("?", 1)[0] ?? "", status);
    if (owner !== undefined) owner.status = status;
  });
}
