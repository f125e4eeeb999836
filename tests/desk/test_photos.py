"""Photos: decoded, bounded, written anew, and served with their credit in the record."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from downrange.catalog import models
from downrange.catalog.editing import editing
from downrange.desk import photos

from .conftest import Fields

pytestmark = pytest.mark.django_db
ADD = "/desk/catalog/image/add/"


@pytest.fixture(autouse=True)
def data_folder(settings: Any, tmp_path: Any) -> None:
    settings.DATA_FOLDER = tmp_path


def picture(width: int = 3000, height: int = 1500, kind: str = "JPEG", **options: Any) -> bytes:
    target = BytesIO()
    Image.new("RGB", (width, height), "navy").save(target, kind, **options)
    return target.getvalue()


def upload(desk: Client, fields: Fields, data: bytes) -> Any:
    with editing(by="tests", source="seed"):
        licence = models.ImageLicense.objects.create(name="Public domain")
    sent = fields(desk.get(ADD), name="X-15", credit="NASA", license=str(licence.pk))
    return desk.post(ADD, sent | {"photo": SimpleUploadedFile("x15.jpg", data)})


def test_a_photo_is_kept_and_served(desk: Client, fields: Fields) -> None:
    """Reduced, with a thumbnail, under an address of this server."""
    assert upload(desk, fields, picture()).status_code == 302
    image = models.Image.objects.get()
    assert (image.credit, image.license.name) == ("NASA", "Public domain")
    sizes = []
    for address in (image.image_url, image.thumbnail_url):
        assert address.startswith("http://testserver/pictures/")
        response = desk.get(address.removeprefix("http://testserver"))
        assert response["Content-Type"] == "image/jpeg"
        sizes.append(Image.open(BytesIO(response.getvalue())).size)
    assert sizes == [(2560, 1280), (400, 200)]


def test_what_the_camera_noted_is_not_kept(desk: Client, fields: Fields) -> None:
    """Neither the place nor the device; the picture is turned upright by it."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera"  # orientation, maker
    upload(desk, fields, picture(800, 400, exif=exif))
    kept = Image.open(
        BytesIO(desk.get(models.Image.objects.get().image_url.removeprefix("http://testserver")).getvalue())
    )
    assert (kept.size, dict(kept.getexif())) == ((400, 800), {})


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is not a picture that can be read"),
        (picture()[:400], "is not a picture that can be read"),
        (picture(10_000, 5_001, "PNG"), "50000000 at most"),
        (b"\0" * (photos.MAX_BYTES + 1), "2097152 at most"),
    ],
)
def test_what_is_no_photo_is_refused(desk: Client, fields: Fields, data: bytes, why: str) -> None:
    """With a sentence at its field, and without a file."""
    response = upload(desk, fields, data)
    assert why in str(response.context["adminform"].form.errors["photo"])
    assert not models.Image.objects.exists()


def test_only_photos_are_served(client: Client) -> None:
    """Nothing else of the data folder is."""
    for path in ("secret", "..%2Fsecret", "..%2F..%2Fetc%2Fpasswd"):
        assert client.get(f"/pictures/{path}.jpg").status_code == 404
