"""`/export/FORMAT`: what `willing export` writes, as a file to keep."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.responses import FileResponse

from willing.export.files import zipped
from willing.export.formats import BY_NAME
from willing.web.asked import Asked
from willing.web.errors import Missing
from willing.web.page import Pages
from willing.workflows.exporting import Selection, export, slug

pages = Pages("downloads")


@pages.router.get("/export/{to}", include_in_schema=False)
def download(asked: Asked, to: str) -> FileResponse:
    """The ledger in a format of `willing export`; a folder of files as one ZIP archive."""
    if to not in BY_NAME:
        raise Missing(f"export/{to}: expected one of {', '.join(BY_NAME)}")
    wanted = BY_NAME[to]
    scratch = Path(tempfile.mkdtemp(prefix="willing-"))
    try:
        name = f"{slug(asked.case.id)}{'-' + to if wanted.folder else wanted.suffix}"
        made = scratch / name
        export(asked.folder, made, wanted, Selection(asked.axes, include_demo=asked.demo))
        if wanted.folder:
            made = zipped(made, scratch / f"{name}.zip")
    except BaseException:
        shutil.rmtree(scratch)
        raise
    return FileResponse(made, filename=made.name, background=BackgroundTask(shutil.rmtree, scratch))
