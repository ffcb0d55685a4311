"""Pages with furniture for training: each line of a made-up page comes with the answer, body or not."""

from __future__ import annotations

import random
from typing import NamedTuple

from communique.cleaning.furniture.grammar import Writer, data


class Page(NamedTuple):
    """A page as lines, which of them are body, its title, and which lines its outlet repeats on other pages."""

    lines: list[str]
    body: list[bool]
    title: str
    repeated: list[bool]


class _Builder:
    """Puts one page together; the habits of its outlet are drawn once, at the start."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        topics = sorted(data("prose")["topics"])
        topic = rng.choice(topics)
        self.write = Writer(rng, topic)
        # Other stories on the page: mostly other topics, now and then the same one.
        self.others = [Writer(rng, rng.choice([*topics, topic, topic])) for _ in range(4)]
        for other in self.others[: rng.choice([0, 1, 1, 2, 4])]:
            other.follow(self.write)
        self.lines: list[str] = []
        self.body: list[bool] = []
        self.repeated: list[bool] = []
        self.title = self.write.one("headline")
        self.headline_case = rng.random()

    def add(self, text: str, body: bool = False, repeated: bool = False) -> None:
        text = " ".join(text.split())
        if text:
            self.lines.append(text)
            self.body.append(body)
            self.repeated.append(repeated)

    def chance(self, p: float) -> bool:
        return self.rng.random() < p

    def some(self, symbol: str, low: int, high: int, repeated: bool = False) -> None:
        for _ in range(self.rng.randint(low, high)):
            self.add(self.write.one(symbol), repeated=repeated)

    def other(self) -> Writer:
        return self.rng.choice(self.others)

    # What stands before the article.

    def head(self) -> None:
        if self.chance(0.75):
            self.menu()
        if self.chance(0.15):
            self.some("footer", 1, 2, True)
        if self.chance(0.25):
            self.stories(self.rng.randint(1, 6), self.rng.choice([0, 0, 1]), heading=self.chance(0.5))
        if self.chance(0.2):
            self.menu()
        if self.chance(0.35):
            self.add(" › ".join(["Home", *(self.write.one("section") for _ in range(self.rng.randint(1, 2)))]))
        if self.chance(0.3):
            self.some("section", 1, 2, True)
        if self.chance(0.85):
            self.add(self.title)
        if self.chance(0.35):
            self.add(self.write.one("sentence") if self.chance(0.7) else self.write.one("headline"))
        parts = ["byline"] * self.rng.randint(0, 2) + ["stamp"] * self.rng.randint(0, 2)
        parts += ["social"] * self.rng.choice([0, 0, 0, 2, 4, 6]) + ["caption"] * self.rng.choice([0, 0, 1, 1, 2])
        if self.chance(0.7):
            self.rng.shuffle(parts)
        for part in parts:
            self.add(self.write.one(part), repeated=part == "social")
        if self.chance(0.12):
            self.add(self.title)
        if self.chance(0.1):
            self.add(self.write.one("bio"))
        if self.chance(0.08):
            self.some("appeal", 1, 3, True)

    def menu(self) -> None:
        size = self.rng.choice([3, 8, 15, 30, 60, 120])
        # How many of a menu's words are the usual ones differs from outlet to outlet.
        usual = self.rng.random() ** 0.5
        names = [
            self.write.one(self.rng.choice(["section", "section", "menu"]) if self.chance(usual * 0.8) else "unlisted")
            for _ in range(size)
        ]
        names *= self.rng.choice([1, 1, 1, 2])
        if self.chance(0.12):
            self.add(self.rng.choice([" ", " | ", " • "]).join(names[:25]), repeated=True)
            return
        for name in names:
            self.add(name, repeated=True)

    # The article.

    def article(self) -> None:
        rng = self.rng
        style = rng.choices(["news", "features", "list", "recipe", "brief", "interview", "live"],
                            [10, 5, 3, 2, 3, 1, 1])[0]  # fmt: skip
        paragraphs = {"brief": rng.randint(1, 4)}.get(style, rng.choice([4, 6, 8, 12, 18, 25, 40, 60]))
        subheads = 0.12 if style in {"features", "list"} else 0.04 if self.chance(0.5) else 0.0
        low, high = (1, 3) if style in {"news", "interview"} else (2, 6) if style == "features" else (1, 5)
        clutter = rng.choice([[1], [1, 1, 2], [2, 4, 8]])
        listing = rng.choice([0.0, 0.02, 0.02, 0.2])
        inserts = rng.choice([0.0, 0.0, 0.05, 0.1, 0.2, 0.5])
        broken = 0.5 if self.chance(0.25) else inserts
        if self.chance(0.2):
            low, high = 1, 1
        if style == "recipe":
            self.recipe()
        for number in range(paragraphs):
            if number and self.chance(subheads):
                self.add(self.write.one("subhead"), body=True)
            if style == "list" and self.chance(0.35):
                prefix = f"{number + 1}. " if self.chance(0.5) else ""
                self.add(prefix + self.write.one("subhead"), body=True)
                if self.chance(0.3):
                    self.some("caption", 1, 1)
            if style == "interview" and self.chance(0.4):
                self.add(self.write.one("question"), body=True)
            text = self.write.paragraph(low, high)
            if number == 0:
                text = self.dateline() + text
            self.add(text, body=True)
            if self.chance(listing):
                self.listing()
            if self.chance(0.02):
                self.add(f"“{self.write.one('quoted')}”", body=True)
            if number < paragraphs - 1 and self.chance(broken if number == 0 else inserts):
                for _ in range(rng.choice(clutter)):
                    self.insert()

    def listing(self) -> None:
        """A list in the article: points of a few words, or of a sentence each, some with bullets."""
        bullet = self.rng.choice(["", "", "", "• ", "- "])
        symbol = self.rng.choice(["item", "item", "sentence"])
        for _ in range(self.rng.randint(2, 12)):
            text = self.write.one(symbol)
            self.add(bullet + (text.rstrip(".") if self.chance(0.2) else text), body=True)

    def dateline(self) -> str:
        if not self.chance(0.2):
            return ""
        place = self.write.one("place").upper()
        return self.rng.choice(
            [f"{place} -- ", f"{place} (AP) — ", f"{place}, {self.write.one('date')} – ", f"{place} — "]
        )

    def recipe(self) -> None:
        self.add(self.rng.choice(["Ingredients", "What you need", "You will need"]), body=True)
        for _ in range(self.rng.randint(4, 12)):
            self.add(self.write.one("item"), body=True)
        self.add(self.rng.choice(["Method", "Directions", "How to do it"]), body=True)

    def insert(self) -> None:
        sort = self.rng.choices(["prompt", "caption", "stories", "ad", "bio", "widget", "social", "video", "appeal"],
                                [8, 5, 3, 3, 1, 1, 2, 1, 2])[0]  # fmt: skip
        if sort == "prompt":
            for _ in range(self.rng.choice([1, 1, 2, 3, 5])):
                self.add(self.other().one("prompt"))
        elif sort == "stories":
            self.stories(self.rng.randint(1, 5), self.rng.choice([0, 0, 0, 1]), heading=True)
        elif sort == "ad":
            self.add(self.rng.choice(["Advertisement", "ADVERTISEMENT", "Ad", "Story continues below advertisement"]))
        elif sort == "video":
            self.add(self.write.one("clock"))
            self.add(self.other().one("headline"))
            if self.chance(0.5):
                self.add(self.other().one("sentence"))
        elif sort == "caption":
            self.some("caption", 1, 2)
        elif sort == "appeal":
            self.some(sort, 1, self.rng.choice([1, 2, 5]), True)
        else:
            self.some(sort, 1, 1)

    # What stands after it.

    def stories(self, count: int, teaser: float, heading: bool) -> None:
        """Other stories: headlines, perhaps with a stamp, a section, an author or a teaser each."""
        rng = self.rng
        if heading:
            self.add(self.write.one("tailhead"), repeated=True)
        stamp, section, author, twice = (rng.random() < p for p in (0.3, 0.25, 0.15, 0.06))
        made: list[list[str]] = []
        symbol = "teaser" if self.chance(0.7) else "sentence"
        for _ in range(count):
            writer = self.other()
            story = [writer.one("headline" if self.chance(0.7) else "listing")]
            if section:
                story.insert(0, writer.one("section"))
            if teaser:
                story.append(writer.one(symbol))
            if author:
                story.append(writer.one("byline"))
            if stamp:
                story.insert(rng.choice([0, len(story)]), writer.one(rng.choice(["date", "ago"])))
            made.append(story)
        repeated = self.chance(0.4)
        for story in made * (2 if twice else 1):
            for text in story:
                self.add(text, repeated=repeated and self.chance(0.9))

    def comments(self) -> None:
        self.add(self.rng.choice(["Comments", "Leave a comment", "12 Comments", "Join the discussion"]))
        for _ in range(self.rng.randint(1, 15)):
            self.some("commentmark", 1, 2)
            self.some("comment", 1, 2)

    def tail(self) -> None:
        rng = self.rng
        blocks = "note bio stories stories teasers comments prompts social widgets longread appeals".split()
        weights = [5, 3, 6, 4, 4, 1, 3, 3, 2, 1, 2]
        for _ in range(rng.choice([0, 1, 2, 4, 6, 9])):
            block = rng.choices(blocks, weights)[0]
            if block == "note":
                self.some("tailnote", 1, 4)
            elif block == "bio":
                self.add(self.write.one("bio"))
            elif block == "stories":
                self.stories(rng.choice([3, 6, 10, 20, 50]), 0, heading=self.chance(0.8))
            elif block == "teasers":
                self.stories(rng.randint(2, 8), 1, heading=self.chance(0.7))
            elif block == "comments":
                self.comments()
            elif block == "prompts":
                self.some("prompt", 1, 4, True)
            elif block == "social":
                self.some("social", 1, 6, True)
            elif block == "appeals":
                self.some("appeal", 1, 5, True)
            elif block == "widgets":
                self.some("widget", 2, 30)
            else:
                self.add(self.other().one("headline"))
                self.add(self.other().paragraph(1, 3))
                self.add("Read more")
        if self.chance(0.7):
            self.menu()
        if self.chance(0.75):
            self.some("footer", 1, 4, True)


def page(rng: random.Random) -> Page:
    """One made-up page. Some have no furniture at all, so that clean text is learned too."""
    builder = _Builder(rng)
    clean = rng.random()
    if clean > 0.12:
        builder.head()
    elif clean > 0.06:
        builder.add(builder.title)
    builder.article()
    if clean > 0.08:
        builder.tail()
    title = builder.title if rng.random() < 0.6 else ""
    known = rng.random() < 0.5
    return Page(builder.lines, builder.body, title, [known and flag for flag in builder.repeated])


def pages(count: int, seed: int) -> list[Page]:
    """Made-up pages, the same for the same seed."""
    rng = random.Random(seed)
    return [page(rng) for _ in range(count)]
