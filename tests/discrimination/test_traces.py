"""What the door leaves behind on the server: nothing in a log, nothing on a disk."""

import io
import logging
import tempfile

import pytest
from django.core.files import uploadedfile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from stadsrecht.discrimination.bridge.cleaning import LARGEST
from tests.discrimination.door import Visit
from tests.discrimination.telling import SECRETS
from tests.discrimination.test_door import ALL, say

ADDRESS = "203.0.113.7"


def noise(megabytes):
    """A picture of about that size that no format can make smaller."""
    side = int((megabytes * 1024 * 1024 / 3) ** 0.5)
    target = io.BytesIO()
    Image.effect_noise((side, side), 90).convert("RGB").save(target, "TIFF")
    return target.getvalue()


def test_the_log_holds_nothing_of_a_report(client, office, caplog):
    """Neither words nor names of files, nor the receipt, nor from where; also where something is refused."""
    caplog.set_level(logging.DEBUG)
    page = Visit(client, REMOTE_ADDR=ADDRESS).next(narrative="").to_the_end(**ALL)
    page.send(SimpleUploadedFile("huurcontract-koekoek.pdf", b"%PDF-1.4 Geheime inhoud"))
    page.send(SimpleUploadedFile("huurcontract-koekoek.exe", b"MZ Geheime inhoud"))
    receipt = page.send().receipt
    Visit(client, address="report/mine/").fill(receipt=receipt).press("open", button="act")
    client.get("/nl/report/nowhere/")
    written = caplog.text + "".join(str(record.__dict__.get("args")) for record in caplog.records)
    assert receipt
    assert "nowhere" in written
    assert [word for word in (*SECRETS, receipt, ADDRESS) if word in written] == []


def test_a_large_file_never_lies_on_a_disk(client, office, monkeypatch):
    """Django would put it into a temporary file, in the open."""

    def refuse(*args, **kwargs):
        raise AssertionError("a temporary file")

    monkeypatch.setattr(uploadedfile.TemporaryUploadedFile, "__init__", refuse)
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    page = Visit(client).to_the_end(**ALL)
    assert page.send(SimpleUploadedFile("groot.tif", noise(4))).receipt


@pytest.mark.parametrize(("files", "fault"), [(1, "fault.FileTooLarge"), (6, "fault.TooManyFiles")])
def test_too_much_is_refused_by_name(client, office, files, fault):
    """One byte too many, or one file."""
    size = LARGEST + 1 if files == 1 else 10
    sent = [SimpleUploadedFile(f"foto-{number}.png", b"x" * size) for number in range(files)]
    page = Visit(client).to_the_end(**ALL).send(*sent)
    assert page.response.status_code == 422
    assert page.faults == [say(fault) % {"name": "foto-0.png", "limit": 20 if files == 1 else 5}]
