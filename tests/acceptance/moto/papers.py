"""What other programs make of tomscan's papers: qpdf (by pikepdf), pypdf, pyHanko, openpyxl.

    python papers.py FILE…

Prints a JSON object by file: what is wrong with it, and what stands in it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Iterator

import openpyxl
import pikepdf
import pypdf
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext


def objects_of(node: Any, key: str) -> Iterator[Any]:
    """A structure element and all below it."""
    yield node
    below = node.get(key)
    if below is None:
        return
    for one in below if isinstance(below, pikepdf.Array) else [below]:
        if isinstance(one, pikepdf.Dictionary) and "/S" in one:
            yield from objects_of(one, key)


def structure(pdf: pikepdf.Pdf) -> list[str]:
    """Tags in reading order, the root left out."""
    root = pdf.Root.StructTreeRoot
    tags = []
    for one in root.K if isinstance(root.K, pikepdf.Array) else [root.K]:
        tags += [str(element.S)[1:] for element in objects_of(one, "/K")]
    return tags


def fonts(pdf: pikepdf.Pdf) -> tuple[int, int]:
    """Fonts, and those of them whose file is embedded."""
    found, embedded = 0, 0
    for one in pdf.objects:
        if not isinstance(one, pikepdf.Dictionary) or one.get("/Type") != "/FontDescriptor":
            continue
        found += 1
        embedded += any(name in one for name in ("/FontFile", "/FontFile2", "/FontFile3"))
    return found, embedded


def bookmarks(pdf: pikepdf.Pdf) -> list[str]:
    def under(items: Any) -> Iterator[str]:
        for item in items:
            yield item.title
            yield from under(item.children)

    with pdf.open_outline() as outline:
        return list(under(outline.root))


def archival(pdf: pikepdf.Pdf) -> list[str]:
    """What PDF/A-3a and PDF/UA-1 ask for and is missing (ISO 19005-3, ISO 14289-1)."""
    wrong = []
    metadata = pdf.open_metadata()
    asked = {"pdfaid:part": "3", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
    wrong += [f"{key} is {metadata.get(key)}" for key, value in asked.items() if metadata.get(key) != value]
    root = pdf.Root
    wrong += [f"no {key}" for key in ("/Lang", "/MarkInfo", "/StructTreeRoot", "/OutputIntents") if key not in root]
    if not root.MarkInfo.get("/Marked"):
        wrong.append("not marked")
    if not root.ViewerPreferences.get("/DisplayDocTitle"):
        wrong.append("the title is not displayed")
    if any("/DestOutputProfile" not in intent for intent in root.OutputIntents):
        wrong.append("an output intent without a profile")
    found, embedded = fonts(pdf)
    if found == 0 or found != embedded:
        wrong.append(f"{embedded} of {found} fonts are embedded")
    if "/Encrypt" in pdf.trailer:
        wrong.append("encrypted")
    for page in pdf.pages:
        if "/Annots" in page and page.get("/Tabs") != "/S":
            wrong.append("annotations without an order")
    associated = {str(file.UF) for file in root.get("/AF", [])}
    for name in pdf.attachments:
        specification = pdf.attachments[name].obj
        stream = specification.EF.F
        if name not in associated or "/AFRelationship" not in specification or "/Subtype" not in stream:
            wrong.append(f"{name} is not associated as PDF/A-3 asks")
    return wrong


def signatures(path: str) -> list[dict[str, Any]]:
    """What pyHanko says of each signature, when the signer is trusted."""
    told = []
    with open(path, "rb") as file:
        for one in PdfFileReader(file).embedded_signatures:
            trust = ValidationContext(trust_roots=[one.signer_cert], allow_fetching=False)
            stamp = one.sig_object_type == "/DocTimeStamp"
            status = (validate_pdf_timestamp if stamp else validate_pdf_signature)(one, trust)
            told.append(
                {
                    "kind": one.sig_object_type,
                    "intact": status.intact and status.valid,
                    "whole": status.coverage.name,
                    "by": one.signer_cert.subject.human_friendly,
                }
            )
    return told


def of_pdf(path: str) -> dict[str, Any]:
    with pikepdf.open(path) as pdf:
        return {
            "wrong": pdf.check_pdf_syntax() + archival(pdf),
            "language": str(pdf.Root.Lang),
            "tags": structure(pdf),
            "bookmarks": bookmarks(pdf),
            "files": {
                name: pdf.attachments[name].get_file().read_bytes().decode("utf-8", "replace")
                for name in pdf.attachments
            },
            "pages": [page.extract_text() for page in pypdf.PdfReader(path).pages],
            "signatures": signatures(path),
        }


def of_workbook(path: str) -> dict[str, Any]:
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    formulas = [cell.coordinate for cell in cells if cell.data_type == "f"]
    return {
        "wrong": [f"a formula in {where}" for where in formulas],
        "sheets": {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book},
    }


def main() -> None:
    readers = {".pdf": of_pdf, ".xlsx": of_workbook}
    print(json.dumps({path: readers[Path(path).suffix](path) for path in sys.argv[1:]}, default=str))


main()
