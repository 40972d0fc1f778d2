"""A page of tomscan's in a real browser: Chromium, driven through ChromeDriver by selenium.

    python browser.py FILE WORDS

Prints a JSON object: what the console said, what the keyboard did, whether the page fits a phone,
which rows a filter by WORDS leaves, and which marks and notes the boxes of a legend leave.
Where Chromium or ChromeDriver is missing it says so and ends with 3.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

import html5lib
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def open_browser(profile: str) -> webdriver.Chrome:
    browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not browser or not driver:
        print("Chromium is missing; Debian: apt-get install chromium chromium-driver", file=sys.stderr)
        sys.exit(3)
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for flag in [*FLAGS, f"--user-data-dir={profile}"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    page = webdriver.Chrome(options=options, service=Service(driver))
    # A window that nobody sees has the focus of no system: without this it tells the page of none.
    page.execute_cdp_cmd("Emulation.setFocusEmulationEnabled", {"enabled": True})
    return page


def wide(page: webdriver.Chrome, width: int) -> bool:
    """Whether the page is wider than the window."""
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    return page.execute_script("return document.documentElement.scrollWidth > document.documentElement.clientWidth")


def asked(page: webdriver.Chrome) -> list[str]:
    """What the page asked of any network."""
    events = [json.loads(entry["message"])["message"] for entry in page.get_log("performance")]
    urls = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
    return [url for url in urls if url.startswith(("http", "ws"))]


def strip(page: webdriver.Chrome) -> list[str]:
    """What the first strip tells: at its last night, one to the left, at the first, 30 to the right."""
    picture = page.find_element(By.CSS_SELECTOR, ".strip svg")
    told = page.find_element(By.CSS_SELECTOR, ".strip output")
    page.execute_script("arguments[0].focus()", picture)
    said = [told.text]
    for key in (Keys.ARROW_LEFT, Keys.HOME, Keys.PAGE_DOWN, Keys.END):
        page.switch_to.active_element.send_keys(key)
        said.append(told.text)
    return said


def by_tab(page: webdriver.Chrome) -> list[str]:
    """What the tabulator key reaches on a page that was just opened."""
    page.refresh()
    reached = []
    for _ in range(200):
        page.switch_to.active_element.send_keys(Keys.TAB)
        name = page.switch_to.active_element.tag_name
        if name == "body":
            break
        reached.append(name)
    return reached


def filtered(page: webdriver.Chrome, words: str) -> dict[str, object]:
    """The first table with a filter, before and after these words were typed into it."""
    box = page.find_elements(By.CSS_SELECTOR, ".filter input")
    if not box:
        return {}
    rows = "return [...document.querySelector('.filter').nextElementSibling.tBodies[0].rows]"
    shown = rows + ".filter((row) => !row.hidden).map((row) => row.textContent)"
    before = page.execute_script(rows + ".length")
    box[0].send_keys(words)
    after = page.execute_script(shown)
    told = page.find_element(By.CSS_SELECTOR, ".filter output").text
    return {"before": before, "after": after, "told": told}


def seen(page: webdriver.Chrome, kind: str) -> list[int]:
    """How many notes and how many marks of a kind are to be seen."""
    return page.execute_script(
        """
        const of = (name) => [...document.querySelectorAll(`${name}.${arguments[0]}`)];
        const notes = of(".note").filter((note) => note.getClientRects().length > 0);
        const marks = of("mark").filter((mark) => getComputedStyle(mark).textDecorationLine !== "none");
        return [notes.length, marks.length];
        """,
        kind,
    )


def marked(page: webdriver.Chrome) -> dict[str, list[list[int]]]:
    """What is to be seen of each kind in a legend with boxes: as opened, after the space bar, after another."""
    told = {}
    for box in page.find_elements(By.CSS_SELECTOR, ".legend input[type=checkbox]"):
        kind = box.get_attribute("id").removeprefix("show-")
        told[kind] = [seen(page, kind)]
        page.execute_script("arguments[0].focus()", box)
        for _ in range(2):
            page.switch_to.active_element.send_keys(Keys.SPACE)
            told[kind].append(seen(page, kind))
    return told


def unfolded(page: webdriver.Chrome) -> list[int]:
    """How much is folded in notes, and how much of it is open after the button of the legend was pressed, and pressed again."""
    button = page.find_elements(By.CSS_SELECTOR, ".legend button")
    if not button:
        return []
    told = [len(page.find_elements(By.CSS_SELECTOR, ".note details"))]
    for _ in range(2):
        button[0].send_keys(Keys.ENTER)
        told.append(len(page.find_elements(By.CSS_SELECTOR, ".note details[open]")))
    return told


def main() -> None:
    path, words = Path(sys.argv[1]).resolve(), sys.argv[2]
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(path.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as profile:
        page = open_browser(profile)
        try:
            page.get(path.as_uri())
            told = {
                "wrong": [str(error) for error in parser.errors],
                "language": page.find_element(By.TAG_NAME, "html").get_attribute("lang"),
                "strip": strip(page) if page.find_elements(By.CSS_SELECTOR, ".strip svg") else [],
                "tab": by_tab(page),
                "filter": filtered(page, words),
                "marked": marked(page),
                "unfolded": unfolded(page),
                "too wide": [width for width in (1280, 390) if wide(page, width)],
                "console": [entry["message"] for entry in page.get_log("browser")],
                "asked": asked(page),
            }
        finally:
            page.quit()
    print(json.dumps(told))


main()
