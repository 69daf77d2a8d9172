import { parseJson } from "@ma-alexa/protocol";
import { BluetoothBodySchema } from "@ma-alexa/protocol/amazon";
import { ACCEPTED } from "../api-answer.js";
import { json } from "../api-answer.js";
import type { Notebook } from "../people/notebook.js";
import type { DeviceFacts } from "../simulated-device.js";
import type { Chapter, WebCall } from "./web-call.js";

/** What is paired with the devices by Bluetooth (Amazon reference 5.6). */
export const bluetoothChapter: Chapter = {
  "GET /api/bluetooth": ({ devices, notebook }) =>
    json({ bluetoothStates: devices.map((device) => bluetoothState(device, notebook)) }),
  "POST /api/bluetooth/pair-sink/:type/:dsn": (call) => {
    const address = addressOf(call);
    for (const partner of partnersOf(call)) partner.isConnected = partner.address === address;
    return ACCEPTED;
  },
  "POST /api/bluetooth/disconnect-sink/:type/:dsn": (call) => {
    for (const partner of partnersOf(call)) partner.isConnected = false;
    return ACCEPTED;
  },
  "POST /api/bluetooth/unpair-sink/:type/:dsn": (call) => {
    call.notebook.unpair(call.params["dsn"] ?? "", addressOf(call));
    return ACCEPTED;
  },
};

function partnersOf({ notebook, params }: WebCall) {
  return notebook.partnersOf(params["dsn"] ?? "");
}

function addressOf({ request }: WebCall): string {
  return parseJson(BluetoothBodySchema, request.body, "A Bluetooth command").bluetoothDeviceAddress;
}

function bluetoothState({ serial, type, name, online, isStreamingBluetooth }: DeviceFacts, notebook: Notebook): object {
  const partners = notebook.partnersOf(serial).map(({ address, friendlyName, isConnected }) => ({
    address,
    connected: isConnected,
    deviceClass: "OTHER",
    friendlyName,
    profiles: ["A2DP-SINK"],
  }));
  return {
    deviceSerialNumber: serial,
    deviceType: type,
    friendlyName: name,
    gadgetPaired: false,
    online,
    pairedDeviceList: partners.length === 0 ? null : partners,
    sconeBattery: null,
    sconePaired: false,
    softwareVersion: "9923456708",
    streamingState: isStreamingBluetooth === true ? "MUSIC" : "NONE",
  };
}
