"""Photos that are kept here: decoded, bounded, written anew without what cameras add, served from the data folder."""

import hashlib
import os
import tempfile
import warnings
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest
from django.urls import reverse
from django.views.decorators.http import require_safe
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES = 2 * 1024 * 1024
"""Of an upload; the server takes little more in one request."""
MAX_PIXELS = 50_000_000
"""Of an upload. Decoding it takes three bytes for each."""
MAX_SIDE, THUMBNAIL_SIDE = 2560, 400  # pixels
QUALITY = 85  # of JPEG
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
FOLDER = "pictures"
MAX_AGE = 365 * 86_400
"""Seconds. A name is that of the content, so what it names never changes."""


class PhotoRefusedError(Exception):
    """A file that is not kept; its text is a sentence."""


class Photo(NamedTuple):
    """A picture and its thumbnail, as JPEG."""

    picture: bytes
    thumbnail: bytes


def decode(upload: Any) -> Photo:
    """Read an upload as a picture, and write it anew."""
    if upload.size > MAX_BYTES:
        raise PhotoRefusedError(f"The file has {upload.size} bytes; {MAX_BYTES} at most are taken.")
    upload.seek(0)
    data = upload.read(MAX_BYTES + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(data), formats=FORMATS)
            width, height = image.size
            if width * height > MAX_PIXELS:
                raise PhotoRefusedError(f"The picture has {width} × {height} pixels; {MAX_PIXELS} at most are taken.")
            image.load()
            upright = ImageOps.exif_transpose(image) or image
            flat = _flattened(upright)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise PhotoRefusedError(f"The picture has more than {MAX_PIXELS} pixels.") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise PhotoRefusedError(f"The file is not a picture that can be read: {', '.join(FORMATS)} are.") from None
    return Photo(_jpeg(flat, MAX_SIDE), _jpeg(flat, THUMBNAIL_SIDE))


def _flattened(image: Image.Image) -> Image.Image:
    """The picture in RGB, on white where it is transparent."""
    full = image.convert("RGBA")
    flat = Image.new("RGB", full.size, "white")
    flat.paste(full, mask=full.getchannel("A"))
    return flat


def _jpeg(image: Image.Image, side: int) -> bytes:
    small = image.copy()
    small.thumbnail((side, side), Image.Resampling.LANCZOS)
    target = BytesIO()
    small.save(target, "JPEG", quality=QUALITY, optimize=True)
    return target.getvalue()


def keep(photo: Photo) -> tuple[str, str]:
    """Write a photo to the data folder; the names of the picture and of the thumbnail."""
    folder = Path(settings.DATA_FOLDER) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    for data in photo:
        name = f"{hashlib.sha256(data).hexdigest()[:32]}.jpg"
        if not (folder / name).exists():
            descriptor, draft = tempfile.mkstemp(dir=folder)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            Path(draft).replace(folder / name)
        names.append(name)
    return names[0], names[1]


def address(name: str) -> str:
    """The path under which a photo is served."""
    return reverse("photo", args=[name.removesuffix(".jpg")])


@require_safe
def photo(request: HttpRequest, name: str) -> FileResponse:
    """A photo of the data folder. `name` has no slash and no dot."""
    path = Path(settings.DATA_FOLDER) / FOLDER / f"{name}.jpg"
    if not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"), content_type="image/jpeg")
    response.headers["Cache-Control"] = f"public, max-age={MAX_AGE}, immutable"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    return response
