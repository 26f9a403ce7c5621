"""What the pages looked like and how they read, as committed; RENEW_REFERENCES=1 Tests/run browser makes them anew."""

import base64
import os
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

FOLDER = Path(__file__).parent / "References"
IS_RENEWED = bool(os.environ.get("RENEW_REFERENCES"))
#: A picture is compared by the mean colour of squares, this many pixels wide.
SQUARE = 8
#: Squares differ from this many of 255 levels on: less is a font's rendering.
LEVELS = 12
#: So many squares may differ.
STRAY_SQUARES = 3

_MEANS = """async ([picture, square]) => {
    const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes]));
    const width = Math.ceil(image.width / square), height = Math.ceil(image.height / square);
    const canvas = new OffscreenCanvas(width * square, height * square).getContext("2d");
    canvas.fillRect(0, 0, width * square, height * square);
    canvas.drawImage(image, 0, 0);
    const data = canvas.getImageData(0, 0, width * square, height * square).data;
    const sums = new Float64Array(width * height * 3);
    for (let i = 0, x = 0, y = 0; i < data.length; i += 4) {
        const sum = (Math.floor(y / square) * width + Math.floor(x / square)) * 3;
        for (let channel = 0; channel < 3; channel++) sums[sum + channel] += data[i + channel];
        if (++x === width * square) { x = 0; y++; }
    }
    const means = Array.from(sums, (sum) => String.fromCharCode(Math.round(sum / (square * square))));
    return [width, height, btoa(means.join(""))];
}"""


@dataclass(frozen=True)
class Thumbnail:
    """A picture's squares, line by line: red, green and blue of each."""

    width: int
    height: int
    means: bytes

    @classmethod
    def of(cls, picture: bytes, workshop: Page) -> "Thumbnail":
        """Of a PNG, which an empty page of the browser reads."""
        width, height, means = workshop.evaluate(_MEANS, [base64.b64encode(picture).decode(), SQUARE])
        return cls(width, height, base64.b64decode(means))

    @classmethod
    def read(cls, file: Path) -> "Thumbnail":
        """From a PNG that `write` made."""
        data = file.read_bytes()
        width, height = struct.unpack(">II", data[16:24])
        length = struct.unpack(">I", data[33:37])[0]
        lines = zlib.decompress(data[41 : 41 + length])
        step = 1 + width * 3
        return cls(width, height, b"".join(lines[y * step + 1 : (y + 1) * step] for y in range(height)))

    def write(self, file: Path) -> None:
        """As a PNG of 24 bits, with no filter."""
        step = self.width * 3
        lines = b"".join(b"\0" + self.means[y * step : (y + 1) * step] for y in range(self.height))
        header = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(
            b"\x89PNG\r\n\x1a\n"
            + b"".join(
                struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
                for kind, body in chunks
            )
        )

    def difference(self, other: "Thumbnail") -> str | None:
        """In words, where there is one that people would see."""
        if (self.width, self.height) != (other.width, other.height):
            return f"{self.width}x{self.height} squares, not {other.width}x{other.height}"
        pairs = zip(self.means, other.means, strict=True)
        stray = sorted({i // 3 for i, (a, b) in enumerate(pairs) if abs(a - b) > LEVELS})
        if len(stray) <= STRAY_SQUARES:
            return None
        x, y = stray[0] % self.width * SQUARE, stray[0] // self.width * SQUARE
        return f"{len(stray)} squares differ, the first at {x},{y}"


def picture_fault(name: str, picture: bytes, workshop: Page) -> str | None:
    """How a page looks otherwise than it did; nothing where it looks the same."""
    thumbnail, file = Thumbnail.of(picture, workshop), FOLDER / "looks" / f"{name}.png"
    if IS_RENEWED:
        thumbnail.write(file)
    if not file.exists():
        return f"{name}: no reference; RENEW_REFERENCES=1 Tests/run browser makes it"
    difference = thumbnail.difference(Thumbnail.read(file))
    return f"{name}: {difference}" if difference else None


def kept_text(name: str, text: str) -> str:
    """The committed text of that name; after renewal, this one."""
    file = FOLDER / "reading" / f"{name}.txt"
    if IS_RENEWED:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return file.read_text() if file.exists() else ""
