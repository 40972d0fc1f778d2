"""What others make of our reports: JUnit XML against Jenkins's schema, Markdown through GitHub's own parser.

In: JSON on standard input, {"xsd": path, "junit": text, "markdown": text}. Out: JSON, {"wrong": [text], "html": text}.
"""

import json
import sys

import cmarkgfm
import xmlschema
from cmarkgfm.cmark import Options

given = json.load(sys.stdin)
schema = xmlschema.XMLSchema(given["xsd"])
wrong = [error.reason for error in schema.iter_errors(given["junit"])]
# With raw HTML, as GitHub parses it before it sanitises: what is left of markup in a name must show.
html = cmarkgfm.github_flavored_markdown_to_html(given["markdown"], Options.CMARK_OPT_UNSAFE)
json.dump({"wrong": wrong, "html": html}, sys.stdout)
