"""Bytes to text: byte order marks, declared character sets, UTF-8, then detection. What comes out is "the raw text".

Every raw offset in the record counts code points of this text. NUL bytes and halves of surrogate pairs become U+FFFD,
one for one, so that no parser behind drops what follows them and no offset shifts.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

__all__ = ["Decoded", "decode"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{3,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{3,40})""",
    re.IGNORECASE,
)
# What browsers read these labels as (WHATWG Encoding Standard, "names and labels").
_BROWSERS_READ = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
    "iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949", "big5": "big5hkscs", "x-sjis": "cp932", "iso-8859-11": "cp874", "tis-620": "cp874",
    "x-user-defined": "cp1252", "unicode": "utf-16", "utf8": "utf-8",
}  # fmt: skip
# The declaration stands in the head of a page; browsers look at the first 1,024 bytes, real pages need more.
_HEAD = 8_192
# charset-normalizer reads 3 MB/s: a sample decides for the whole.
_SAMPLE = 65_536
# A few accents among ASCII tell no encoding from another: take the one that nearly all such files are in.
_FEWEST_TO_TELL = 8
_LONE = re.compile("[\ud800-\udfff\x00]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The raw text, the encoding it was read in, and whether bytes were found that it has no meaning for."""

    text: str
    encoding: str
    lossy: bool


def decode(data: bytes, hint: str = "") -> Decoded:
    """The text of `data`; `hint` is a character set named by whoever sent it, believed only if the bytes agree."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _finish(data[len(mark) :], encoding)
    if b"\x00" in data[:_HEAD] and (wide := _wide(data)):
        return _finish(data, wide)
    try:
        return _tidy(data.decode("utf-8"), "utf-8", lossy=False)
    except UnicodeDecodeError:
        pass
    for name in (hint, _declared(data)):
        encoding = _known(name)
        if encoding and encoding != "utf-8":
            decoded = _strictly(data, encoding)
            if decoded is not None:
                return decoded
    if _is_utf8_with_surrogates(data) or _mostly_utf8(data):
        return _finish(data, "utf-8")
    encoding = _detected(data)
    return _strictly(data, encoding) or _finish(data, encoding)


def _known(name: str) -> str:
    name = name.strip().strip("\"'").lower()
    name = _BROWSERS_READ.get(name, name)
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    # "base64", "rot13" and "zip" are codecs too: a page must not choose one.
    return info.name if getattr(info, "_is_text_encoding", False) and info.name not in {"idna", "punycode"} else ""


def _declared(data: bytes) -> str:
    match = _DECLARED.search(data, 0, _HEAD)
    return (match[1] or match[2]).decode("ascii", "replace") if match else ""


def _strictly(data: bytes, encoding: str) -> Decoded | None:
    try:
        return _tidy(data.decode(encoding), encoding, lossy=False)
    except (UnicodeDecodeError, ValueError):
        return None


def _wide(data: bytes) -> str:
    # UTF-16 without a mark: in most scripts of the press every second byte is the same small number.
    head = data[: _HEAD - _HEAD % 4]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if half and odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if half and even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""


def _is_utf8_with_surrogates(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _mostly_utf8(data: bytes) -> bool:
    """Whether the broken bytes are few among good multi-byte characters: a bad paste, not another encoding."""
    text = data.decode("utf-8", "replace")
    good = sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", text)))
    return good > 4 * text.count("\ufffd")


def _detected(data: bytes) -> str:
    from charset_normalizer import from_bytes

    if len(re.findall(rb"[\x80-\xff]", data[:_SAMPLE])) < _FEWEST_TO_TELL:
        return "cp1252"
    # The stretch around the first byte that is not ASCII is what tells encodings apart.
    first = next((match.start() for match in re.finditer(rb"[\x80-\xff]", data)), 0)
    start = max(0, first - 1_024)
    best = from_bytes(data[start : start + _SAMPLE]).best()
    return _known(best.encoding) or "cp1252" if best else "cp1252"


def _finish(data: bytes, encoding: str) -> Decoded:
    if encoding == "utf-8":
        text = data.decode("utf-8", "communique.bytes")
    else:
        text = data.decode(encoding, "replace")
    return _tidy(text, encoding, lossy="\ufffd" in text or not _clean(data, encoding))


def _clean(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _tidy(text: str, encoding: str, *, lossy: bool) -> Decoded:
    if text.startswith("\ufeff"):
        text = text[1:]
    # Strict UTF-8 has no halves of pairs, and the search for them is most of what reading a good page costs.
    if "\x00" in text or ((lossy or encoding != "utf-8") and _LONE.search(text)):
        return Decoded(_LONE.sub("\ufffd", text), encoding, lossy=True)
    return Decoded(text, encoding, lossy)


def _read_byte(error: UnicodeError) -> tuple[str, int]:
    """One broken byte in UTF-8 text is read as Windows-1252, where editors take it from; a run of them is unknown."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    data, start = error.object, error.start
    # Halves of surrogate pairs, as Java and old databases write them: ED A0–AF xx ED B0–BF xx is one character.
    six = data[start : start + 6]
    if len(six) == 6 and six[0] == six[3] == 0xED and 0xA0 <= six[1] <= 0xAF and 0xB0 <= six[4] <= 0xBF:
        pair = six.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return pair, start + 6
    three = data[start : start + 3]
    if len(three) == 3 and three[0] == 0xED and 0xA0 <= three[1] <= 0xBF and 0x80 <= three[2] <= 0xBF:
        return "\ufffd", start + 3
    alone = (start == 0 or data[start - 1] < 0x80) and (start + 1 >= len(data) or data[start + 1] < 0x80)
    if alone and error.end - start == 1:
        return bytes([data[start]]).decode("cp1252", "replace"), start + 1
    return "\ufffd", error.end


codecs.register_error("communique.bytes", _read_byte)
