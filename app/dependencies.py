"""What the routes share: the process's services, and who is calling.

Coroutines, although nothing is awaited: FastAPI sends a plain function to a thread, which costs more than the look.
"""

from __future__ import annotations

import hashlib
from typing import Annotated

from fastapi import Depends, Request

from app.limits import Room
from app.probe import Probe
from app.runs import Runs
from graph.memory import Memory
from graph.services import Services


async def services(request: Request) -> Services:
    found: Services = request.app.state.services
    return found


async def runs(request: Request) -> Runs:
    found: Runs = request.app.state.runs
    return found


async def memory(request: Request) -> Memory:
    found: Memory = request.app.state.memory
    return found


async def room(request: Request) -> Room:
    found: Room = request.app.state.room
    return found


async def store_probe(request: Request) -> Probe:
    found: Probe = request.app.state.store_probe
    return found


async def owner(request: Request) -> str | None:
    """A digest of the caller's `Authorization` header, so that a partner's users cannot read each other; None without."""
    credential = request.headers.get("authorization")
    return hashlib.sha256(credential.encode()).hexdigest() if credential else None


TheServices = Annotated[Services, Depends(services)]
TheRuns = Annotated[Runs, Depends(runs)]
TheMemory = Annotated[Memory, Depends(memory)]
TheRoom = Annotated[Room, Depends(room)]
TheStoreProbe = Annotated[Probe, Depends(store_probe)]
Owner = Annotated[str | None, Depends(owner)]
