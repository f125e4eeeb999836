"""Long polls: responses that are held back until there is a newer revision."""

import asyncio

from .limits import MAX_LONG_POLLS


class LongPolls:
    """The requests whose responses are held back. All of it runs in the event loop."""

    def __init__(self) -> None:
        self.maximum = MAX_LONG_POLLS
        self.held: set[asyncio.Event] = set()
        """What wakes each of them."""

    def __len__(self) -> int:
        return len(self.held)

    async def hold(self, event: asyncio.Event, seconds: float) -> None:
        """Wait until somebody sets the event, or the time is up; not at all if as many are held as may be."""
        if len(self.held) >= self.maximum:
            return
        self.held.add(event)
        try:
            await asyncio.wait_for(event.wait(), seconds)
        except TimeoutError:
            pass
        finally:
            self.held.discard(event)

    def wake(self) -> None:
        """Have all responses sent, or made anew."""
        for event in self.held:
            event.set()

    def stop(self) -> None:
        """Send what is held back, and hold back nothing more."""
        self.maximum = 0
        self.wake()
