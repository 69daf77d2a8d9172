import type { TransportPort } from "./transport-port.js";

type Outlet = Pick<TransportPort, "send" | "sendAudio">;

/**
 * What a running stream is replaced by: `stream/end` and `stream/start`, or, where `isOn`, `stream/start` and later a `stream/clear`, which
 * aiosendspin 4.3.0 queues with the timestamp of the last old chunk. It comes when the new audio has come that far: right after a burst of
 * 310 chunks, or up to what the client can hold later (Sendspin reference 1.12; captures, skip B of 4.3.0).
 */
export function clearingLate(outlet: Outlet, isOn: boolean): Outlet & Pick<TransportPort, "onReplace"> {
  let isReplacing = false;
  let lastUs = -Infinity;
  let clearsAfterUs = Infinity;
  return {
    onReplace: () => {
      isReplacing = isOn;
    },
    send: (message) => {
      if (message.type !== "stream/end") outlet.send(message);
      else if (isReplacing) clearsAfterUs = lastUs;
      else {
        clearsAfterUs = Infinity;
        outlet.send(message);
      }
      if (message.type === "stream/end") isReplacing = false;
    },
    sendAudio: (timestampUs, payload) => {
      if (timestampUs > clearsAfterUs) {
        clearsAfterUs = Infinity;
        outlet.send({ type: "stream/clear", payload: { roles: ["player"] } });
      }
      lastUs = timestampUs;
      outlet.sendAudio(timestampUs, payload);
    },
  };
}
