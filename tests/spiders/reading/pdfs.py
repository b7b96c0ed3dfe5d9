"""PDFs made for the tests: lines of Japanese on pages, in a font that every reader knows by name. Tests nothing itself."""

NAME = b"HeiseiKakuGo-W5"
SYSTEM = b"<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>"
BOX = b"/Flags 4/FontBBox[-92 -250 1010 922]/ItalicAngle 0/Ascent 752/Descent -221/CapHeight 737/StemV 114"
FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/%s-UniJIS-UCS2-H/Encoding/UniJIS-UCS2-H/DescendantFonts[4 0 R]>>"
    % NAME,
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/%s/CIDSystemInfo%s/DW 1000/FontDescriptor 5 0 R>>"
    % (NAME, SYSTEM),
    b"<</Type/FontDescriptor/FontName/%s%s>>" % (NAME, BOX),
)


def pdf(*pages: list[str], title: str = "") -> bytes:
    """A PDF whose pages hold these lines."""
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode(),
        *FONT,
    ]
    for number, lines in enumerate(pages):
        shown = "".join(f"<{line.encode('utf-16-be').hex()}> Tj T* " for line in lines)
        stream = f"BT /F1 10 Tf 16 TL 60 780 Td {shown}ET".encode()
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {7 + 2 * number} 0 R>>".encode()
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
    objects.append(b"<</Title<feff%s>>>" % title.encode("utf-16-be").hex().encode())
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    out += b"trailer<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        len(objects),
        start,
    )
    return bytes(out)
