"""The unmodified alexapy against the simulated Amazon: signs in through its own proxy as a scripted person, lists, sets, reads.

Arguments: port of the simulated Amazon (TLS), file with its root certificate, e-mail, password, secret of the authenticator app.
Prints one JSON object a line. Only the ways out of this process are led elsewhere: name look-ups, ports and the trusted root.
"""

import asyncio
import json
import os
import re
import sys
import tempfile
from html import unescape
from types import SimpleNamespace

PORT, CA, EMAIL, PASSWORD, SECRET = int(sys.argv[1]), *sys.argv[2:6]
AMAZON = re.compile(r"(^|\.)(amazon\.[a-z.]+|amazonalexa\.com)$")

# Read by the standard library's default context, which both of alexapy's HTTP clients start from.
os.environ["SSL_CERT_FILE"] = CA

import certifi  # noqa: E402

certifi.where = lambda: CA

import aiohttp  # noqa: E402
import aiohttp.connector  # noqa: E402
import anyio  # noqa: E402
import pyotp  # noqa: E402


class Resolver(aiohttp.ThreadedResolver):
    """Amazon lives on this machine; nobody else does, so nothing leaves it."""

    async def resolve(self, host, port=0, family=0):
        if not AMAZON.search(host):
            raise OSError(f"{host} is not simulated")
        return [{"hostname": host, "host": "127.0.0.1", "port": PORT, "family": 2, "proto": 0, "flags": 0}]


aiohttp.connector.DefaultResolver = Resolver
dial = anyio.connect_tcp


async def connect_tcp(remote_host, remote_port, **more):
    """httpx, which alexapy's proxy uses, dials through anyio."""
    if not AMAZON.search(remote_host):
        raise OSError(f"{remote_host} is not simulated")
    return await dial("127.0.0.1", PORT, **more)


anyio.connect_tcp = connect_tcp

from alexapy import AlexaAPI, AlexaLogin, AlexaProxy  # noqa: E402


def tell(event, **more):
    print(json.dumps({"event": event, **more}), flush=True)


def attribute(tag, name):
    found = re.search(rf'{name}="([^"]*)"', tag)
    return unescape(found.group(1)) if found else ""


async def submit(browser, html, **fields):
    """What a person does with a page: fills in the fields, leaves the hidden ones as they are, and presses the button."""
    form = {
        attribute(tag, "name"): attribute(tag, "value")
        for tag in re.findall(r"<input[^>]*>", html)
        if attribute(tag, "type") == "hidden"
    }
    action = attribute(re.search(r"<form[^>]*>", html).group(0), "action")
    async with browser.post(action, data={**form, **fields}) as answer:
        return await answer.text()


async def sign_in(login):
    proxy = AlexaProxy(login, "http://127.0.0.1")
    await proxy.start_proxy("127.0.0.1")
    try:
        headers = {"Upgrade-Insecure-Requests": "1"}
        async with aiohttp.ClientSession(headers=headers) as browser:
            async with browser.get(str(proxy.access_url())) as answer:
                page = await answer.text()
            page = await submit(browser, page, email=EMAIL)
            page = await submit(browser, page, password=PASSWORD)
            tell("otp-page", shown="auth-mfa-otpcode" in page)
            page = await submit(browser, page, otpCode=pyotp.TOTP(SECRET).now())
            tell("signed-in", ok="Successfully logged in" in page)
    finally:
        await proxy.stop_proxy()
    return await login.test_loggedin()


async def main():
    with tempfile.TemporaryDirectory() as folder:
        login = AlexaLogin("amazon.com", EMAIL, PASSWORD, lambda name: os.path.join(folder, name), otp_secret=SECRET)
        os.makedirs(os.path.join(folder, ".storage"))
        try:
            tell("registered", ok=await sign_in(login))
            devices = await AlexaAPI.get_devices(login)
            tell("devices", names=[device["accountName"] for device in devices])
            first = devices[0]
            device = SimpleNamespace(
                device_serial_number=first["serialNumber"], _device_type=first["deviceType"], _locale="en-US"
            )
            api = AlexaAPI(device, login)
            await api.set_volume(0.37, customer_id=first["deviceOwnerCustomerId"], queue_delay=0)
            tell("volume-sent")
            state = await api.get_state()
            tell("state", state=state["playerInfo"]["state"], title=state["playerInfo"]["infoText"]["title"])
        finally:
            await login.close()


asyncio.run(main())
