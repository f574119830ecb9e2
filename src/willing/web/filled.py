"""A form that was sent: its fields as words, its files as bytes. Handlers take it as a parameter of type `Filled`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import UploadFile

from willing.web.forgery import form_of


@dataclass(frozen=True, slots=True)
class FilledForm:
    """`fields` by name (the last of each counts), `files` as (name, bytes), those without a byte or a name left out."""

    fields: Mapping[str, str]
    files: tuple[tuple[str, bytes], ...] = ()

    def __getitem__(self, name: str) -> str:
        """What a field holds without blanks around it; empty where it is missing."""
        return self.fields.get(name, "").strip()


async def filled(request: Request) -> FilledForm:
    form = await form_of(request)
    fields: dict[str, str] = {}
    files: list[tuple[str, bytes]] = []
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            raw = await value.read()
            if value.filename and raw:
                files.append((value.filename, raw))
        else:
            fields[name] = value
    return FilledForm(fields, tuple(files))


Filled = Annotated[FilledForm, Depends(filled)]
