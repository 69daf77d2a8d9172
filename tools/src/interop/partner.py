"""A music server around the real Sendspin server library, driven by JSON lines.

It does with the library what a music server does with it: holds a queue of raw audio files (s16le, 48 kHz, stereo), plays,
pauses by stopping and remembering the position, skips by ending and starting a stream, and obeys the client's controller.
Standard input takes one command a line, standard output gives one event a line; diagnostics go to standard error.
"""

import asyncio
import json
import os
import sys
from importlib.metadata import version

from aiosendspin.models.types import MediaCommand
from aiosendspin.server import AudioFormat, SendspinServer

RATE = 48_000
FRAME_BYTES = 4
SLICE_FRAMES = RATE // 10
MAX_AHEAD_US = 30_000_000
DELIVERY_S = 0.3
COMMANDS = ["play", "pause", "stop", "next", "previous", "repeat_off", "repeat_one", "repeat_all", "shuffle", "unshuffle"]
MAJOR = int(version("aiosendspin").split(".")[0])


def tell(event, **fields):
    print(json.dumps({"event": event, **fields}), flush=True)


def media_commands():
    known = {member.value: member for member in MediaCommand}
    return [known[name] for name in COMMANDS if name in known]


class PullStreams:
    """aiosendspin 1-3: the library pulls from a generator."""

    def __init__(self, server, loop):
        self.server = server
        self.loop = loop
        self.start_us = None
        self.task = None

    async def play(self, group, slices, ended):
        from aiosendspin.server.group import INITIAL_PLAYBACK_DELAY_US
        from aiosendspin.server.stream import MediaStream

        async def generate():
            for piece in slices:
                yield piece

        self.start_us = int(self.loop.time() * 1_000_000) + INITIAL_PLAYBACK_DELAY_US
        stream = MediaStream(main_channel_source=generate(), main_channel_format=AudioFormat(RATE, 16, 2))

        async def run():
            end_us = await group.play_media(stream, play_start_time_us=self.start_us)
            await asyncio.sleep(max(0, end_us / 1_000_000 - self.loop.time()))
            await ended()

        self.task = self.loop.create_task(run())

    async def end(self, group, stopped):
        if self.task is not None:
            self.task.cancel()
        self.task = None
        await group.stop()

    def elapsed_s(self):
        return max(0.0, self.loop.time() - self.start_us / 1_000_000) if self.start_us else 0.0

    def volume(self, client, level):
        client.player.set_volume(level)

    def mute(self, client, muted):
        client.player.mute() if muted else client.player.unmute()

    def offer(self, group):
        group.set_supported_commands(media_commands())

    def describe(self, group, **fields):
        from aiosendspin.server.metadata import Metadata

        group.set_metadata(Metadata(**fields))

    def reported(self, client):
        player = client.player
        return None if player is None else {"volume": player.volume, "muted": player.muted}


class PushStreams:
    """aiosendspin 4 and later: the server program pushes slices."""

    def __init__(self, server, loop):
        self.server = server
        self.loop = loop
        self.start_us = None
        self.task = None

    async def play(self, group, slices, ended):
        self.stream = group.start_stream()
        self.feed(slices, ended)

    def switch(self, slices, ended):
        """Another source on the running stream: what was sent ahead is cleared, the stream goes on."""
        self.task.cancel()
        self.stream.clear()
        self.feed(slices, ended)

    def feed(self, slices, ended):
        stream = self.stream
        self.start_us = None

        async def run():
            audio = AudioFormat(RATE, 16, 2)
            end_us = 0
            for piece in slices:
                stream.prepare_audio(piece, audio)
                at_us = await stream.commit_audio()
                if self.start_us is None:
                    self.start_us = at_us
                end_us = at_us + len(piece) // FRAME_BYTES * 1_000_000 // RATE
                await stream.sleep_to_limit_buffer(MAX_AHEAD_US)
            # From version 5 on servers wait until what they sent has sounded; those of version 4 only until it is on its way.
            rest_us = end_us - self.server.clock.now_us()
            await asyncio.sleep(max(0, rest_us) / 1_000_000 if MAJOR >= 5 else DELIVERY_S)
            await ended()

        self.task = self.loop.create_task(run())

    async def end(self, group, stopped):
        if self.task is not None:
            self.task.cancel()
        self.task = None
        if stopped:
            await group.stop()
        else:
            group.stop_stream()

    def elapsed_s(self):
        if self.start_us is None:
            return 0.0
        return max(0.0, (self.server.clock.now_us() - self.start_us) / 1_000_000)

    def volume(self, client, level):
        client.group.group_role("player").set_group_volume(level)

    def mute(self, client, muted):
        client.group.group_role("player").set_group_muted(muted)

    def offer(self, group):
        group.group_role("controller").set_supported_commands(media_commands())

    def describe(self, group, **fields):
        from aiosendspin.server.roles.metadata.state import Metadata

        group.group_role("metadata").set_metadata(Metadata(**fields))

    def reported(self, client):
        for role in client.roles_by_family("player"):
            return {"volume": role.get_player_volume(), "muted": role.get_player_muted()}
        return None


def pairing_attempt(token):
    """The client that a pairing token names, and an attempt to pair with it."""
    from aiosendspin.models.types import PairMethod
    from aiosendspin.noise import pairing_token
    from aiosendspin.noise.pairing import PairingAttempt

    decode = getattr(pairing_token, "decode_psk_token", None) or pairing_token.decode_token
    content = decode(token)
    client = {"client_id": content.client_id} if MAJOR >= 10 else {}
    return content.client_id, PairingAttempt(PairMethod.PAIRING_PSK, pairing_psk=content.pairing_psk, **client)


def decoded(path):
    """The samples of a FLAC file, interleaved, 16 bit."""
    import av

    pieces = []
    with av.open(path, format="flac") as container:
        for frame in container.decode(audio=0):
            samples = frame.to_ndarray()
            pieces.append((samples if samples.shape[0] == 1 else samples.T).astype("<i2").tobytes())
    return b"".join(pieces)


def make_server(loop, legacy):
    name = f"aiosendspin {version('aiosendspin')}"
    if MAJOR < 7:
        return SendspinServer(loop, "interop-server", name)
    from aiosendspin.noise import Identity, InMemoryServerPairingStore

    options = {"allow_unencrypted": legacy, "allow_noncompliant_clients": legacy}
    return SendspinServer(loop, Identity.generate(), name, pairing_store=InMemoryServerPairingStore(), **options)


class Partner:
    def __init__(self, loop, legacy):
        self.loop = loop
        self.server = make_server(loop, legacy)
        self.streams = (PullStreams if MAJOR < 4 else PushStreams)(self.server, loop)
        self.queue = []
        self.index = 0
        self.position_s = 0.0
        self.playing = False
        self.watched = set()
        self.told = {}

    @property
    def client(self):
        return next(iter(self.server.clients), None)

    async def serve(self, port):
        await self.server.start_server(port=port, host="127.0.0.1", advertise_addresses=[], discover_clients=False)
        tell("listening", port=port, version=version("aiosendspin"))
        while True:
            await asyncio.sleep(0.05)
            await self.look()

    async def look(self):
        """Offers the controller's commands to every group that appears, and tells what a client reports."""
        for client in list(self.server.clients):
            group = client.group
            if id(group) not in self.watched:
                self.watched.add(id(group))
                group.add_event_listener(self.on_group_event)
                self.streams.offer(group)
                tell("client", id=client.client_id, name=client.name)
            state = self.streams.reported(client)
            if state is not None and state != self.told.get(client.client_id):
                self.told[client.client_id] = state
                tell("reported", id=client.client_id, **state)

    def on_group_event(self, *args):
        event = args[-1]
        name = type(event).__name__
        command = event.command.value if name == "GroupCommandEvent" else name.removeprefix("Controller").removesuffix("Event").lower()
        if name != "GroupCommandEvent" and not name.startswith("Controller"):
            return self.listened()
        tell("command", command=command)
        action = {"play": self.resume, "pause": self.pause, "stop": self.stop, "next": self.skip}.get(command)
        if action is not None:
            self.loop.create_task(action())
        return self.listened()

    @staticmethod
    def listened():
        """What a listener returns: version 2 awaits it, later ones do not."""
        return asyncio.sleep(0) if MAJOR < 4 else None

    def slices(self):
        """The queue from the present item and position on, in slices of 100 ms, as one flow without gaps."""
        skip = int(self.position_s * RATE) * FRAME_BYTES
        for path in self.queue[self.index :]:
            with open(path, "rb") as file:
                file.seek(skip)
                skip = 0
                while piece := file.read(SLICE_FRAMES * FRAME_BYTES):
                    yield piece

    async def start(self):
        self.playing = True
        await self.streams.play(self.client.group, self.slices(), self.ended)
        self.describe()
        tell("playing", index=self.index, position_s=self.position_s)

    def describe(self):
        """Tells what plays as music servers do: durations are whole seconds, rounded down."""
        path = self.queue[self.index]
        seconds = os.path.getsize(path) // FRAME_BYTES // RATE
        self.streams.describe(
            self.client.group,
            title=os.path.basename(path).removesuffix(".raw"),
            artist="interop",
            track_progress=int(self.position_s * 1_000),
            track_duration=seconds * 1_000,
            playback_speed=1_000,
        )

    async def ended(self):
        self.playing = False
        if self.client is not None:
            await self.client.group.stop()
        tell("ended")

    async def play(self, files, position_s=0.0):
        if self.playing:
            await self.streams.end(self.client.group, False)
        self.queue, self.index, self.position_s = files, 0, position_s
        await self.start()

    async def skip(self):
        if self.index + 1 >= len(self.queue):
            return
        await self.streams.end(self.client.group, False)
        self.index, self.position_s = self.index + 1, 0.0
        await self.start()

    async def skip_by_clear(self):
        self.index, self.position_s = self.index + 1, 0.0
        self.streams.switch(self.slices(), self.ended)
        self.describe()
        tell("playing", index=self.index, position_s=self.position_s)

    async def compare(self, received, codec, source):
        """Whether what a client received is, sample by sample, the beginning of a source; how many bytes it is."""
        with open(source, "rb") as file:
            given = file.read()
        audio = decoded(received) if codec == "flac" else open(received, "rb").read()
        tell("compared", equal=given.startswith(audio), bytes=len(audio), given=len(given))

    async def seek(self, position_s):
        await self.streams.end(self.client.group, False)
        self.position_s = position_s
        await self.start()

    async def pause(self):
        if not self.playing:
            return
        self.position_s += self.streams.elapsed_s()
        self.playing = False
        await self.streams.end(self.client.group, True)
        tell("paused", position_s=self.position_s)

    async def resume(self):
        if not self.playing:
            await self.start()

    async def stop(self):
        self.playing = False
        self.position_s = 0.0
        await self.streams.end(self.client.group, True)
        tell("stopped")

    async def approve(self):
        await self.server.trust_unpaired(self.client.client_id)

    async def revoke(self):
        await self.server.untrust_unpaired(self.client.client_id)

    async def pair(self, token):
        client_id, attempt = pairing_attempt(token)
        await self.server.initiate_pairing(client_id, attempt)
        tell("paired", id=client_id)

    async def unpair(self):
        await self.server.unpair(self.client.client_id)

    async def obey(self, line):
        command = json.loads(line)
        action = command.pop("do")
        if action == "volume":
            self.streams.volume(self.client, command["volume"])
        elif action == "mute":
            self.streams.mute(self.client, command["muted"])
        else:
            await getattr(self, action)(**command)


async def main():
    loop = asyncio.get_running_loop()
    partner = Partner(loop, legacy=sys.argv[2:] != ["--encrypted-only"])
    reader = asyncio.StreamReader(limit=1_048_576)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    server = loop.create_task(partner.serve(int(sys.argv[1])))
    while line := await reader.readline():
        try:
            await partner.obey(line)
        except Exception as error:  # noqa: BLE001 - the driver must hear of it, whatever it is
            tell("failed", command=line.decode().strip(), error=f"{type(error).__name__}: {error}")
    server.cancel()
    await partner.server.close()


asyncio.run(main())
