"""The official client of Music Assistant against the server at argv[1], with the token argv[2]; one JSON line at the end."""

import asyncio
import json
import sys
import traceback

import aiohttp
from music_assistant_client import MusicAssistantClient
from music_assistant_models.enums import EventType, MediaType, PlaybackState, RepeatMode
from music_assistant_models.errors import MediaNotFoundError, QueueEmpty

WITHIN_S = 15


class Examination:
    """What was asked of the server, and what came of it."""

    def __init__(self, client):
        self.client = client
        self.events = []
        self.findings = {}
        client.subscribe(self.events.append)

    async def check(self, name, task):
        """A check holds when it returns; what it raises is the reason why not."""
        try:
            await asyncio.wait_for(task(), WITHIN_S)
            self.findings[name] = {"ok": True}
        except Exception as error:
            traceback.print_exc(file=sys.stderr)
            self.findings[name] = {"ok": False, "reason": f"{type(error).__name__}: {error}"}

    async def until(self, holds, what):
        for _ in range(WITHIN_S * 20):
            if holds():
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"did not happen: {what}")

    @property
    def queue(self):
        [queue] = self.client.player_queues.player_queues
        return queue

    async def server_info(self):
        info = self.client.server_info
        assert info.min_supported_schema_version == 28, info

    async def players(self):
        [player] = self.client.players.players
        assert player.name == "Kitchen" and player.available, player
        assert player.output_protocols or player.provider == "sendspin", player

    async def queues(self):
        assert self.queue.items == 0 and self.queue.available, self.queue
        assert (await self.client.player_queues.get_active_queue(self.queue.queue_id)).queue_id == self.queue.queue_id

    async def empty_queue_refused(self):
        try:
            await self.client.player_queues.play(self.queue.queue_id)
        except QueueEmpty:
            return
        raise AssertionError("an empty queue was played")

    async def library(self):
        tracks = await self.client.music.get_library_tracks()
        albums = await self.client.music.get_library_albums()
        others = [
            await self.client.music.get_library_artists(),
            await self.client.music.get_library_playlists(),
            await self.client.music.get_library_radios(),
            await self.client.music.get_library_podcasts(),
            await self.client.music.get_library_audiobooks(),
        ]
        assert len(tracks) == 6 and albums and all(others), (tracks, albums, others)
        assert tracks[0].artists[0].name and tracks[0].album.name, tracks[0]

    async def search(self):
        found = await self.client.music.search("ode", [MediaType.TRACK], limit=5)
        assert [track.name for track in found.tracks] == ["Ode to Joy"], found

    async def missing_media(self):
        try:
            await self.client.music.get_item_by_uri("library://track/99")
        except MediaNotFoundError:
            return
        raise AssertionError("a missing track was found")

    async def play_media(self):
        uris = ["library://track/1", "library://track/2", "library://track/3"]
        await self.client.player_queues.play_media(self.queue.queue_id, uris)
        await self.until(lambda: self.queue.state == PlaybackState.PLAYING and self.queue.items == 3, "it plays")
        assert self.queue.current_item.media_item.name == "Ode to Joy", self.queue

    async def items(self):
        items = await self.client.player_queues.get_queue_items(self.queue.queue_id)
        assert [item.media_item.uri for item in items] == [f"library://track/{n}" for n in (1, 2, 3)], items

    async def picture(self):
        items = await self.client.player_queues.get_queue_items(self.queue.queue_id)
        url = self.client.get_media_item_image_url(items[0], size=128)
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            body = await answer.read()
            assert answer.status == 200 and int.from_bytes(body[16:20]) == 128, (url, answer.status)

    async def next(self):
        await self.client.player_queues.next(self.queue.queue_id)
        await self.until(lambda: self.queue.current_index == 1, "the second item is current")

    async def seek(self):
        await asyncio.sleep(1.5)
        await self.client.player_queues.seek(self.queue.queue_id, 10)
        await self.until(lambda: self.queue.corrected_elapsed_time >= 10, "the position has moved")

    async def volume(self):
        [player] = self.client.players.players
        await self.client.players.volume_set(player.player_id, 44)
        await self.until(lambda: self.client.players.get(player.player_id).volume_level == 44, "the volume is told")

    async def modes(self):
        await self.client.player_queues.shuffle(self.queue.queue_id, True)
        await self.client.player_queues.repeat(self.queue.queue_id, RepeatMode.ALL)
        await self.until(lambda: self.queue.shuffle_enabled and self.queue.repeat_mode == RepeatMode.ALL, "the modes are told")

    async def pause(self):
        await self.client.player_queues.pause(self.queue.queue_id)
        await self.until(lambda: self.queue.state != PlaybackState.PLAYING, "it stands still")

    async def events_heard(self):
        heard = {event.event for event in self.events}
        wanted = {EventType.QUEUE_UPDATED, EventType.QUEUE_ITEMS_UPDATED, EventType.PLAYER_UPDATED, EventType.QUEUE_TIME_UPDATED}
        assert wanted <= heard, heard

    async def run(self):
        for task in [
            self.server_info, self.players, self.queues, self.empty_queue_refused, self.library, self.search,
            self.missing_media, self.play_media, self.items, self.picture, self.next, self.seek, self.volume, self.modes,
            self.pause, self.events_heard,
        ]:
            await self.check(task.__name__, task)


async def main(url, token):
    async with aiohttp.ClientSession() as session:
        client = MusicAssistantClient(url, session, token=token)
        examination = Examination(client)
        ready = asyncio.Event()
        listening = asyncio.create_task(client.start_listening(ready))
        await examination.check("connect", lambda: asyncio.wait_for(ready.wait(), WITHIN_S))
        if ready.is_set():
            await examination.run()
        await client.disconnect()
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
    print(json.dumps(examination.findings))


asyncio.run(main(*sys.argv[1:3]))
