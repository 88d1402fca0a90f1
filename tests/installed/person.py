"""Usage: person.py PICTURES start|buy|look — what a person does with a Kaimono that is installed. They read what a screen reader is told
of the window (AT-SPI), and press keys. Nothing in the program knows of it: it is the released one, which no test may drive.

start  opens it, and sees the two ways to start
buy    opens it and buys in the sandbox: finds an agent, fills in its form, pays, answers its question, reads the result
look   opens it and sees what was bought before
"""

import glob
import json
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

PATIENCE = 40
PROGRAM = "/usr/bin/kaimono"
DATA = Path.home() / ".local/share/network.kaimono.app"
CONTRACT = "The supplier delivers within ten days. Either party may terminate with a notice of three months."


def until(what, look):
    """Waits for `look` to find something, and gives it."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            found = look()
        except GLib.Error:  # What was just there is gone.
            found = None
        if found:
            return found
        time.sleep(0.1)
    raise SystemExit(f"{what}: not within {PATIENCE} s")


def called(roles, name):
    """Whether something is one of these, and is called so, or begins so."""
    return lambda one: one.get_role_name() in roles and (one.get_name() or "").startswith(name)


class Window:
    """Kaimono's, from its start until it is closed."""

    def __init__(self, pictures, story):
        self.pictures, self.story, self.taken = Path(pictures), story, 0
        self.process = subprocess.Popen([PROGRAM])
        until("a window", lambda: self.all(lambda _: True))

    def all(self, wanted):
        """What is in the window, in its order."""
        found = []

        def walk(one, depth):
            if wanted(one):
                found.append(one)
            for number in range(one.get_child_count() if depth < 60 else 0):
                child = one.get_child_at_index(number)
                if child is not None:
                    walk(child, depth + 1)

        desktop = Atspi.get_desktop(0)
        for number in range(desktop.get_child_count()):
            program = desktop.get_child_at_index(number)
            if program is not None and program.get_process_id() == self.process.pid:
                walk(program, 0)
        return found

    def see(self, role, name):
        """Waits for something that is called so."""
        return until(f"{role} {name!r}", lambda: self.all(called([role], name)))[0]

    def gone(self, role, name):
        until(f"no {role} {name!r}", lambda: not self.all(called([role], name)))

    def focused(self):
        has_it = lambda one: one.get_state_set().contains(Atspi.StateType.FOCUSED)
        # A page holds what has the focus, and says that it has it, too.
        return (self.all(has_it) or [None])[-1]

    def has_focus(self, roles, name):
        until(f"the focus on {roles} {name!r}", lambda: (one := self.focused()) and called(roles, name)(one))

    def press(self, *keys):
        subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], check=True)

    def write(self, text):
        subprocess.run(["xdotool", "type", "--delay", "20", text], check=True)

    def tab_to(self, role, name):
        """As one does who has no mouse; the focus goes on with each press."""
        self.see(role, name)
        for _ in range(80):
            before = self.focused()
            if before and called([role], name)(before):
                return
            self.press("Tab")
            until("the next stop", lambda: (now := self.focused()) and now != before)
        raise SystemExit(f"no way to {role} {name!r} by Tab")

    def picture(self, name):
        self.taken += 1
        subprocess.run(["import", "-window", "root", str(self.pictures / f"{self.story}-{self.taken}-{name}.png")], check=True)

    def close(self):
        """As a desktop does that ends: nothing is asked, and nothing may be lost by it."""
        self.process.terminate()
        self.process.wait(PATIENCE)


def format_of_journals():
    """The numbers of their schemas."""
    return [open_journal(file).execute("PRAGMA user_version").fetchone()[0] for file in journal_files()]


def journal_files():
    return sorted(glob.glob(str(DATA / "profiles/*/purchases.db")))


def open_journal(file):
    return sqlite3.connect(f"file:{file}?mode=ro", uri=True)


def journals():
    """How each purchase on disk stands: what happened to it, in order."""
    purchases = {}
    for file in journal_files():
        for purchase, kind, body in open_journal(file).execute("SELECT purchase, kind, body FROM event ORDER BY seq"):
            purchases.setdefault(purchase, []).append((kind, body))
    return purchases


def start(window):
    window.see("heading", "Buy work from agents")
    window.see("push button", "Try the sandbox")
    window.picture("first-start")


def buy(window):
    before = set(journals())
    if before:
        window.see("link", "Market")
        window.press("ctrl+1")
    else:
        start(window)
        window.tab_to("push button", "Try the sandbox")
        window.press("Return")
    window.has_focus(["heading"], "Market")
    window.see("list", "Agents")
    window.picture("market")
    window.press("slash")
    window.has_focus(["entry"], "Search agents")
    window.write("contr")
    window.gone("link", "Text Summarizer")
    window.press("Down")
    window.has_focus(["link"], "Contract Reviewer")
    window.press("Return")
    window.has_focus(["heading"], "Contract Reviewer")
    window.see("link", "Buy")
    window.picture("agent")
    window.press("b")
    window.has_focus(["heading"], "Job for")
    window.tab_to("entry", "Contract")
    # The answers of an earlier purchase may stand there.
    window.press("ctrl+a")
    window.write(CONTRACT)
    window.press("ctrl+Return")
    window.see("push button", "Pay 5.00")
    window.has_focus(["heading"], "Review")
    window.picture("review")
    window.tab_to("push button", "Pay 5.00")
    window.press("Return")

    bought = lambda: [events for purchase, events in journals().items() if purchase not in before]
    happened = lambda kind: [body for events in bought() for of, body in events if of == kind]
    until("the payment in the journal", lambda: happened("paying") and happened("row"))
    until("the agent's question in the journal", lambda: happened("asked"))
    window.see("push button", "Send the answer")
    window.press("a")
    window.has_focus(["radio button", "check box"], "")
    window.press("space")
    window.tab_to("entry", "Comment")
    window.write("Three months are fine.")
    window.picture("question")
    window.tab_to("push button", "Send the answer")
    window.press("Return")
    until("the result in the journal", lambda: happened("resultReceived"))
    verified = lambda: [body for body in happened("hashChecked") if json.loads(body)["verdict"]["state"] == "verified"]
    until("a result that is what the chain says", verified)
    assert len(bought()) == 1, "one yes is one purchase"
    assert len(happened("paying")) == 1, "and one payment"
    print("One purchase more: paid once, answered, delivered, and the hash on chain is that of what came")
    window.see("heading", "Result")
    window.picture("result")


def look(window):
    before, formats = BEFORE
    window.see("link", "Purchases")
    window.press("ctrl+2")
    window.has_focus(["heading"], "Purchases")
    window.see("toggle button", f"All {len(before)}")
    window.see("table", "Purchases")
    window.picture("purchases")
    now = journals()
    assert set(now) == set(before), "what was bought is there, and nothing else"
    for purchase, events in before.items():
        assert now[purchase][: len(events)] == events, f"{purchase}: what happened to it stays"
    print(f"{len(before)} purchases, {sum(map(len, before.values()))} events; journal {formats} is now {format_of_journals()}")


if __name__ == "__main__":
    pictures, story, *does = sys.argv[1:]
    BEFORE = journals(), format_of_journals()
    window = Window(pictures, story)
    try:
        for what in does:
            {"start": start, "buy": buy, "look": look}[what](window)
    except (SystemExit, AssertionError):
        for one in window.all(lambda _: True):
            print(" ", one.get_role_name(), repr(one.get_name()), "*" if one == window.focused() else "")
        window.picture("failed")
        raise
    finally:
        window.close()
