#!/usr/bin/env python3
"""Opens pages in a real browser, wide and narrow, light and dark, and says what is wrong with them.

    etc/look.py FOLDER|PAGE... [--shots DIR] [--language en,zh] [--theme light,dark] [--width 1280,390]
    etc/look.py PAGE --picture FILE [--figures N]

Found are: messages on the console, a page wider than the window, letters of a drawing that lie on
each other or outside of their drawing or are too small to read, drawings and figures without words.
Ends with 1 if anything was found. With --picture the top of a page, to the end of its first N figures,
becomes a PNG for the README. Needs Chromium and nothing beyond Python's own library.
"""

import argparse
import base64
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

FINDINGS = r"""
(() => {
  const found = [];
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) found.push(`the page is ${wide} px wider than the window`);
  const seen = e => e.getClientRects().length > 0;
  const words = e => e.textContent.trim().replace(/\s+/g, ' ').slice(0, 60);
  for (const drawing of document.querySelectorAll('svg')) {
    if (!seen(drawing)) continue;
    if (!(drawing.getAttribute('aria-label') || '').trim()) found.push('a drawing without a label');
    const frame = (drawing.closest('figure') || drawing).getBoundingClientRect();
    const texts = [...drawing.querySelectorAll('text')].filter(t => t.textContent.trim() !== '');
    const boxes = texts.map(t => t.getBoundingClientRect());
    texts.forEach((text, i) => {
      const a = boxes[i];
      if (a.left < frame.left - 6 || a.right > frame.right + 6 || a.top < frame.top || a.bottom > frame.bottom)
        found.push(`"${words(text)}" leaves its figure`);
      const size = parseFloat(getComputedStyle(text).fontSize) * drawing.getScreenCTM().a;
      if (size < 9.5) found.push(`"${words(text)}" is ${size.toFixed(1)} px high`);
      for (let j = i + 1; j < texts.length; j++) {
        const b = boxes[j];
        const x = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        // Boxes of letters reach above and below them.
        if (x > 1 && y > 0.3 * Math.min(a.height, b.height))
          found.push(`"${words(text)}" lies on "${words(texts[j])}"`);
      }
    });
  }
  for (const figure of document.querySelectorAll('figure')) {
    if (!seen(figure)) continue;
    const caption = figure.querySelector('figcaption');
    if (!caption || words(caption) === '') found.push('a figure without a sentence');
    if (!figure.querySelector('table td')) found.push('a figure without a table');
  }
  for (const part of document.querySelectorAll('p,h1,h2,h3,dd,dt,li,td,th')) {
    if (/\b(null|undefined)\b|^\s*(NaN|-?Infinity)\s*$/.test(part.textContent) && part.children.length === 0)
      found.push(`"${words(part)}"`);
    if (seen(part) && part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).display === 'block'
        && part.clientWidth > 0 && getComputedStyle(part).overflowX === 'visible' && !part.closest('.scroll'))
      found.push(`"${words(part)}" is wider than its place`);
  }
  return [...new Set(found)];
})()
"""


TOP = r"""
(() => {
  const main = [...document.querySelectorAll('main')].find(m => m.getClientRects().length > 0);
  const figures = [...main.querySelectorAll('figure')].slice(0, %d).map(f => f.getBoundingClientRect());
  const all = [main.querySelector('.hero').getBoundingClientRect(), ...figures];
  const box = main.getBoundingClientRect();
  return {x: box.left, y: Math.min(...all.map(b => b.top)) - 12, width: box.width, scale: 0.9,
          height: Math.max(...all.map(b => b.bottom)) - Math.min(...all.map(b => b.top)) + 32};
})()
"""


class Browser:
    """A headless Chromium, spoken to through a pair of pipes."""

    def __init__(self, profile):
        program = next(
            (p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)
        if program is None:
            sys.exit("look: no Chromium found; install it (Debian: apt-get install chromium)")
        to_read, self.out = os.pipe()
        self.into, to_write = os.pipe()
        # Chromium reads its orders from 3 and answers on 4; numbers that may be those of our own pipes.
        low, high = os.dup(to_read), os.dup(to_write)
        while low < 5 or high < 5:
            low, high = os.dup(low), os.dup(high)

        def wire():
            os.dup2(low, 3)
            os.dup2(high, 4)

        self.process = subprocess.Popen(
            [program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync",
             "--force-prefers-reduced-motion", "--hide-scrollbars", f"--user-data-dir={profile}",
             "--remote-debugging-pipe", "about:blank"],
            preexec_fn=wire, close_fds=False, stderr=subprocess.DEVNULL)
        for end in (to_read, to_write, low, high):
            os.close(end)
        self.rest = b""
        self.number = 0
        self.events = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = None
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def message(self):
        while b"\0" not in self.rest:
            more = os.read(self.into, 1 << 20)
            if not more:
                sys.exit("look: the browser has gone")
            self.rest += more
        text, self.rest = self.rest.split(b"\0", 1)
        return json.loads(text)

    def call(self, method, **parameters):
        self.number += 1
        order = {"id": self.number, "method": method, "params": parameters}
        if getattr(self, "session", None):
            order["sessionId"] = self.session
        os.write(self.out, json.dumps(order).encode() + b"\0")
        while True:
            message = self.message()
            if message.get("id") == self.number:
                if "error" in message:
                    sys.exit(f"look: {method}: {message['error']['message']}")
                return message["result"]
            self.events.append(message)

    def wait(self, method):
        while True:
            for i, event in enumerate(self.events):
                if event.get("method") == method:
                    del self.events[i]
                    return
            self.events.append(self.message())

    def open(self, page, width, height=900):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=width < 600)
        self.call("Page.navigate", url="about:blank")
        self.wait("Page.loadEventFired")
        self.events = []
        self.call("Page.navigate", url=page)
        self.wait("Page.loadEventFired")

    def said(self):
        """What the page wrote on the console, or ran into."""
        said = []
        for event in self.events:
            given = event.get("params", {})
            if event.get("method") == "Runtime.exceptionThrown":
                said.append("an exception: " + given["exceptionDetails"]["text"])
            elif event.get("method") == "Log.entryAdded":
                said.append("on the console: " + given["entry"]["text"])
            elif event.get("method") == "Runtime.consoleAPICalled":
                said.append("on the console: " + str(given["args"]))
        return said

    def value(self, expression):
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in answer:
            sys.exit(f"look: {answer['exceptionDetails']}")
        return answer["result"]["value"]

    def shot(self, file, **part):
        picture = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True, **part)
        file.write_bytes(base64.b64decode(picture["data"]))

    def close(self):
        self.process.terminate()
        self.process.wait()


def main():
    reader = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    reader.add_argument("pages", nargs="+", type=pathlib.Path)
    reader.add_argument("--shots", type=pathlib.Path)
    reader.add_argument("--language", default="en,zh")
    reader.add_argument("--theme", default="light,dark")
    reader.add_argument("--width", default="1280,390")
    reader.add_argument("--picture", type=pathlib.Path)
    reader.add_argument("--figures", type=int, default=1)
    given = reader.parse_args()
    pages = []
    for page in given.pages:
        pages += sorted(page.glob("*.html")) if page.is_dir() else [page]
    if given.shots:
        given.shots.mkdir(parents=True, exist_ok=True)
    if given.picture:
        with tempfile.TemporaryDirectory() as profile:
            browser = Browser(profile)
            browser.open(f"{pages[0].resolve().as_uri()}#en,light", 1120)
            browser.shot(given.picture, clip=browser.value(TOP % given.figures))
            browser.close()
        return 0
    bad = 0
    with tempfile.TemporaryDirectory() as profile:
        browser = Browser(profile)
        for page in pages:
            for width in map(int, given.width.split(",")):
                for language in given.language.split(","):
                    for theme in given.theme.split(","):
                        browser.open(f"{page.resolve().as_uri()}#{language},{theme}", width)
                        for finding in browser.value(FINDINGS) + browser.said():
                            bad += 1
                            print(f"{page.name} {width} {language} {theme}: {finding}")
                        if given.shots:
                            browser.shot(given.shots / f"{page.stem}-{width}-{language}-{theme}.png")
        browser.close()
    print(f"{len(pages)} pages, {bad} findings")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
