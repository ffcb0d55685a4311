"""Attributions that the parse of one sentence shows: a cue with its subject and the complement that it governs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.statements import cues
from communique.statements.attribution import DATELINE, Attribution, Span, trimmed
from communique.statements.phrases import agent, can_speak, child, naming, subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from communique.language import Sentence
    from communique.statements.cues import Cue

__all__ = ["find"]

# Verbs that facts and figures are subjects of as well: their subject must be somebody or something that can speak.
_STRICT = frozenset(
    "show signal suggest indicate imply highlight underscore underline demonstrate support back challenge threaten "
    "find mean reveal reflect guarantee warrant require order link tie compare project predict resist contradict "
    "view see want expect attack celebrate defend determine read mandate prescribe specify confirm express seek "
    "oppose reject question learn discover forget remember decide refuse allow cast frame brand refer commit hold "
    "welcome promise protest plan aim intend admire echo credit attribute dispute convey highlight repeat decline "
    "affirm add continue conclude broadcast feature cite discuss fear regret mark direct command offer".split()
)
_MARKS = frozenset({"“", '"', "«", "„", "''", "‘", "``"})
_PRONOUNS = frozenset({"he", "she", "they", "it"})


def find(sentence: Sentence, quoted: list[Span], marks: list[Span], text: str) -> Iterator[Attribution]:
    """All attributions of a sentence whose cue stands outside quotations.

    `quoted` are the quotations that are utterances, `marks` all stretches between quotation marks.
    """
    found = list(_each(sentence, quoted, marks, text))
    for one in found:
        for outer in found:
            # Stacked cues after their content: the outer one's content runs up to the inner one's words.
            if one.content[1] < one.frame[0] < one.frame[1] < outer.frame[0] and one.content[0] >= outer.content[0]:
                gap = text[outer.content[1] : one.frame[0]]
                if outer.content[1] <= one.frame[0] and not gap.strip(" ,”’\"'"):
                    outer.content = outer.content[0], max(outer.content[1], one.frame[1])
    yield from found


def _each(sentence: Sentence, quoted: list[Span], marks: list[Span], text: str) -> Iterator[Attribution]:
    verbs, nouns = cues.verbs(), cues.nouns()
    for token in sentence.doc:
        lemma = token.lemma_.lower()
        if lemma in verbs and token.pos_ in {"VERB", "AUX"}:
            offset = sentence.start + token.idx
            if any(start <= offset < end for start, end in quoted):
                continue
            yield from _verbal(token, verbs[lemma], sentence, marks, text)
        elif lemma in verbs and (mistagged := _mistagged(token, verbs[lemma], sentence, text)) is not None:
            yield mistagged
        elif lemma in nouns and token.pos_ in {"NOUN", "PROPN"}:
            offset = sentence.start + token.idx
            if any(start <= offset < end for start, end in quoted):
                continue
            yield from _nominal(token, nouns[lemma], sentence, text)


def _verbal(
    verb: Token, rows: tuple[Cue, ...], sentence: Sentence, marks: list[Span], text: str
) -> Iterator[Attribution]:
    if _passes_on(verb):
        return
    closing = _closing(verb, rows[-1], sentence, text)
    if closing is not None:
        yield closing
        return
    who = subject(verb)
    if (quoted := _quoted_by(verb)) is not None:
        fronted = child(verb, "ccomp")
        if fronted is None or fronted.i > verb.i:
            return
        who = quoted
    if who is not None and any(start <= sentence.start + who.idx < end for start, end in marks):
        who = _nearest(verb, sentence, marks)
    for cue in rows:
        if cue.particle and not _has_particle(verb, cue.particle):
            continue
        if who is not None and not can_speak(who, strict=cue.lemma in _STRICT):
            return
        reading = _complement(verb, cue)
        if reading is None:
            continue
        form, first, last, hole = reading
        if who is not None and form != "clause" and who.lower_ == "it" and cue.kind in {"say", "think", "report"}:
            continue
        if not _was_said(verb, cue, form, who):
            return
        start, end = trimmed(text, *sentence.span(first, last))
        if not _enough(text[start:end]):
            continue
        if who is not None and _in_dateline(who, sentence, text):
            return
        found = Attribution(
            sentence, verb, _cue_span(verb, cue, sentence), _name(cue), cue.kind, form, (start, end),
            addressee=_addressee(verb, cue, form),
        )  # fmt: skip
        if hole is not None:
            found.holes.append((sentence.start + hole[0], sentence.start + hole[1]))
        found.frame = _frame(verb, who, sentence)
        name_speaker(found, who)
        yield found
        return


def _in_dateline(who: Token, sentence: Sentence, text: str) -> bool:
    if sentence.start and text[sentence.start - 1] != "\n":
        return False
    dateline = DATELINE.match(text, sentence.start, sentence.end)
    return dateline is not None and sentence.start + who.idx < dateline.end()


def _closing(verb: Token, cue: Cue, sentence: Sentence, text: str) -> Attribution | None:
    """ "…, the minister, Ana Lopez, said": a speaker whom the parser takes for an apposition of the last noun."""
    if not {"quote", "clause"} <= cue.takes or cue.lemma in _STRICT or verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return None
    if child(verb, "nsubj", "nsubjpass", "mark") is not None or verb.dep_ in {"relcl", "acl"}:
        return None
    if any(other.dep_ == "ccomp" for other in verb.rights):
        return None
    doc = verb.doc
    last = verb.i - 1
    named = doc[last].text == ","
    last -= named
    first = _nominal_run(doc, last)
    if named and first is not None and first > 2:
        last = first - 2
        first = _nominal_run(doc, last)
    if first is None or first < 3 or not any(t.pos_ in {"VERB", "AUX"} for t in doc[: first - 1]):
        return None
    who = doc[last]
    if who.pos_ not in {"NOUN", "PROPN", "PRON"} or who.dep_ in {"nsubj", "nsubjpass"}:
        return None
    start, end = trimmed(text, *sentence.span(doc[0], doc[first - 2]))
    found = Attribution(
        sentence, verb, sentence.span(verb, verb), cue.lemma, cue.kind, "clause", (start, end),
        addressee=_addressee(verb, cue, "clause"),
    )  # fmt: skip
    found.head = who
    found.speaker = sentence.span(doc[first], who)
    found.frame = found.speaker[0], found.cue[1]
    return found


def _nominal_run(doc: Doc, last: int) -> int | None:
    """The first token of the unbroken noun phrase that ends at `last`, if a comma stands before it."""
    at = last
    while at >= 0 and last - at <= 10 and (
        doc[at].pos_ in {"NOUN", "PROPN", "ADJ", "DET", "PART", "NUM", "PRON"} or doc[at].lower_ in {"of", "for", "-"}
    ):  # fmt: skip
        at -= 1
    return at + 1 if at < last and at > 0 and doc[at].text in {",", "”", '"'} else None


def _mistagged(token: Token, rows: tuple[Cue, ...], sentence: Sentence, text: str) -> Attribution | None:
    """ "State media reports that …", "The senator charges that …": a verb that the small tagger takes for a noun."""
    doc = token.doc
    follows = token.i + 3 < len(doc) and token.i > 0 and doc[token.i + 1].lower_ == "that"
    if token.tag_ != "NNS" or not follows or "clause" not in rows[-1].takes or token.dep_ not in {"ROOT", "dobj"}:
        return None
    who = doc[token.i - 1]
    if who.pos_ not in {"NOUN", "PROPN", "PRON", "VERB"} or not can_speak(who, strict=True):
        return None
    start, end = trimmed(text, *sentence.span(doc[token.i + 2], doc[-1]))
    found = Attribution(
        sentence, token, sentence.span(token, token), rows[-1].lemma, rows[-1].kind, "clause", (start, end)
    )
    found.head = who
    found.speaker = sentence.span(doc[token.left_edge.i], who)
    found.frame = found.speaker[0], found.cue[1]
    return found


def _nearest(verb: Token, sentence: Sentence, marks: list[Span]) -> Token | None:
    """The noun next to a verb whose parsed subject stands inside quotation marks: such a subject is a mistake."""
    for token in reversed(verb.doc[max(0, verb.i - 12) : verb.i]):
        offset = sentence.start + token.idx
        if any(start <= offset < end for start, end in marks):
            return None
        if token.pos_ in {"PROPN", "NOUN", "PRON"}:
            while token.dep_ in {"appos", "compound", "pobj", "prep", "conj"} and token.head.i < token.i:
                token = token.head
            return token if token.pos_ in {"PROPN", "NOUN", "PRON"} else None
    return None


# Verbs after which an infinitive is a thing done: "went on to accuse", "continued to call for".
_DONE = frozenset("continue begin start go proceed keep appear seem rise hasten use take move manage".split())


def _enough(content: str) -> bool:
    """Two words, or one in quotation marks, or a name: a lone "that" or "so" is no content."""
    words = content.split()
    return len(words) >= 2 or (bool(words) and (words[0][0] in _MARKS or len(words[0]) > 4))


def _was_said(verb: Token, cue: Cue, form: str, who: Token | None) -> bool:
    """Whether the words were uttered: not what somebody might say, refused to say or may be asked to say."""
    if who is None and not (form == "clause" and cue.kind == "say" and child(verb, "auxpass") is not None):
        # Nobody named: only "it is said that …" is told as said.
        return False
    if verb.tag_ != "VB":
        return True
    if any(c.tag_ == "MD" and c.dep_ == "aux" for c in verb.children):
        return False
    if form == "object" and child(verb, "neg") is not None:
        return False
    if _to_infinitive(verb) and verb.dep_ in {"xcomp", "relcl", "acl", "ccomp"}:
        return verb.head.lemma_.lower() in _DONE
    return True


def _passes_on(verb: Token) -> bool:
    """ "citing officials": no statement, but a link or the speaker of the verb that governs it."""
    return verb.lower_ in {"citing", "quoting"} and verb.dep_ in {"advcl", "prep", "pcomp", "acl", "conj", "xcomp"}


def _quoted_by(verb: Token) -> Token | None:
    """ "…, Tass quoted the minister as saying": a fronted content hangs on the medium's verb."""
    if verb.lemma_.lower() not in {"quote", "cite", "report", "show", "paraphrase"}:
        return None
    for other in verb.children:
        if other.dep_ == "prep" and other.lower_ == "as" and any(c.tag_ == "VBG" for c in other.children):
            return child(verb, "nsubjpass") or child(verb, "dobj")
    return None


def name_speaker(found: Attribution, who: Token | None) -> None:
    """Set the speaker's head and the words that name the speaker."""
    if who is None:
        return
    found.head = who
    found.speaker = found.sentence.span(*naming(who))


def _name(cue: Cue) -> str:
    return f"{cue.lemma} {cue.particle}".strip()


def _has_particle(verb: Token, particle: str) -> bool:
    if any(c.lower_ == particle and c.dep_ in {"prt", "prep", "advmod", "acomp", "ccomp"} for c in verb.children):
        return True
    following = verb.doc[verb.i + 1 : verb.i + 2]
    return bool(len(following)) and following[0].lower_ == particle


def _cue_span(verb: Token, cue: Cue, sentence: Sentence) -> Span:
    if cue.particle:
        for other in verb.doc[verb.i + 1 : verb.i + 4]:
            if other.lower_ == cue.particle:
                return sentence.span(verb, other)
    return sentence.span(verb, verb)


def _frame(verb: Token, who: Token | None, sentence: Sentence) -> Span:
    """The cue's own words, subject and verb."""
    first, last = verb, verb
    if who is not None and verb.left_edge.i <= who.i <= verb.right_edge.i:
        left, right = naming(who)
        first = left if left.i < first.i else first
        last = right if right.i > last.i else last
    return sentence.span(first, last)


Reading = tuple[str, "Token", "Token", "Span | None"]


def _complement(verb: Token, cue: Cue) -> tuple[str, Token, Token, Span | None] | None:
    """(form, first token, last token, hole) of the content that the verb governs, or `None`."""
    takes = cue.takes
    if "clause" in takes:
        clause = _clause(verb)
        if clause is not None:
            return clause
    if "name" in takes:
        named = _named(verb)
        if named is not None:
            return "name", *named, None
    if "order" in takes:
        order = _order(verb)
        if order is not None:
            return "infinitive", *order, None
    if "infinitive" in takes:
        complement = child(verb, "xcomp")
        if complement is not None and _to_infinitive(complement) and complement.i > verb.i:
            return "infinitive", complement.left_edge, _right(complement), None
    if "particle" in takes:
        following = _after_particle(verb, cue.particle)
        if following is not None:
            return "particle", *following, None
        return None
    for item in takes:
        if item.startswith("object"):
            content = _object(verb, item[6:])
            if content is not None:
                return "object", *content, None
    if "as" in takes:
        content = _object(verb, "as")
        if content is not None:
            return "object", *content, None
    if any(item.startswith("object") for item in takes):
        content = _object(verb, "")
        if content is not None and any(t.text in _MARKS for t in verb.doc[content[0].i : content[1].i + 1]):
            # Quotation marks make any object of such a verb the speaker's words.
            return "object", *content, None
    for item in ("for", "of", "about", "against", "on", "to", "with", "at", "in"):
        if item in takes and (not cue.particle or item != cue.particle):
            content = _prepositional(verb, item)
            if content is not None:
                return "particle", *content, None
    if "clause" in takes and "quote" in takes and cue.lemma not in _STRICT:
        return _by_place(verb, told="object" in cue.addressee)
    return None


def _clause(verb: Token) -> tuple[str, Token, Token, Span | None] | None:
    for other in verb.children:
        if other.dep_ != "ccomp" or other.i == verb.i:
            continue
        if other.i > verb.i:
            if _to_infinitive(other) and child(other, "nsubj") is None:
                return "infinitive", other.left_edge, _right(other), None
            left = other.left_edge
            if left.i <= verb.i or not _has_subject(other):
                # No subject of its own: the parser gave it away to the left.
                left = verb.doc[verb.i + 1]
            return "clause", left, _second(verb, other), None
        if any(t.text == ":" for t in verb.doc[verb.i + 1 : verb.i + 5]):
            # "The talks go on, he said: “We …”": the colon points at the quotation, not back.
            continue
        right = other.right_edge
        if right.i > verb.i:
            right = verb.doc[verb.i - 1]
        return "clause", _from_start(other.left_edge, verb), right, None
    if verb.dep_ == "advcl" and (put := _as_put(verb)) is not None:
        return put
    if verb.dep_ in {"parataxis", "ccomp"} and verb.head != verb and verb.head.pos_ in {"VERB", "AUX", "NOUN"}:
        return _inserted(verb)
    return None


def _has_subject(verb: Token) -> bool:
    own = child(verb, "nsubj", "nsubjpass", "expl", "csubj")
    return own is not None and not (own.lower_ in {"that", "which", "who"} and own == verb.left_edge)


def _second(verb: Token, clause: Token) -> Token:
    """The end of the content, over a second clause that the parser coordinated with the cue: "said X and Y was Z"."""
    end = _right(clause)
    for other in verb.children:
        if other.i < end.i or other.dep_ not in {"conj", "ccomp"}:
            continue
        if other.dep_ == "ccomp" and other != clause:
            return _right(other)
        if _kinds(other) - {"think"}:
            continue
        left = other.left_edge.i
        own = child(other, "nsubj", "nsubjpass", "expl") is not None
        between = [t.lower_ for t in verb.doc[end.i + 1 : left]]
        again = child(other, "nsubj")
        same = bool(_kinds(other)) and again is not None and again.lower_ in _PRONOUNS
        if (not between and not own) or between == ["and"] or (between == [",", "and"] and own) or same:
            return _right(other)
    return end


def _kinds(verb: Token) -> set[str]:
    return {cue.kind for cue in cues.verbs().get(verb.lemma_.lower(), ())}


def _finite(verb: Token) -> bool:
    return verb.tag_ in {"VBD", "VBZ", "VBP"} and child(verb, "nsubj", "nsubjpass", "expl") is not None


def _by_place(verb: Token, *, told: bool) -> tuple[str, Token, Token, Span | None] | None:
    """What a broken parse hides: the words after "that", around an inserted cue, or in front of a closing one."""
    doc = verb.doc
    own = child(verb, "nsubj")
    last = doc[-1]
    if own is None:
        return None
    for token in doc[verb.i + 1 : verb.i + 14]:
        if token.lower_ == "that" and token.tag_ in {"IN", "WDT", "RB"} and token.i + 2 < len(doc):
            return "clause", token, last, None
        if token.text in {":", ";"} or (token.pos_ == "VERB" and token.dep_ != "amod"):
            break
    if (child(verb, "dobj", "dative", "xcomp") is not None and not told) or verb.dep_ in {"relcl", "acl", "advcl"}:
        return None
    first = own.left_edge if own.i < verb.i else verb
    comma = doc[first.i - 1] if first.i > 0 else None
    if comma is None or comma.text not in {",", "”", '"'}:
        return None
    before = doc[: comma.i]
    after = next((t for t in doc[verb.i + 1 :] if t.text == ","), None)
    if after is not None and after.i + 2 < len(doc) and doc[after.i + 1].pos_ in {"VERB", "AUX"}:
        end = after.idx
        return "clause", doc[0], last, (first.idx, end)
    spliced = verb.dep_ == "conj" and not any(t.dep_ == "cc" for t in doc[comma.i - 1 : first.i])
    if any(_finite(t) for t in before) and (verb.dep_ == "ROOT" or spliced):
        return "clause", doc[0], doc[comma.i - 1], None
    return None


def _as_put(verb: Token) -> tuple[str, Token, Token, Span | None] | None:
    """ "As the envoy put it, the talks are over": the content is the clause that the "as" clause hangs on."""
    if verb.dep_ != "advcl" or verb.head.pos_ not in {"VERB", "AUX"}:
        return None
    marks = [c for c in verb.children if c.lower_ == "as" and c.dep_ in {"mark", "advmod", "prep"}]
    if not marks or child(verb, "ccomp", "xcomp") is not None:
        return None
    doc, left, right = verb.doc, verb.left_edge, verb.right_edge
    if left.i <= 1 and right.i + 2 < len(doc) and doc[right.i + 1].text in {",", "—"}:
        return "clause", doc[right.i + 1], doc[-1], None
    if left.i > 2 and doc[left.i - 1].text in {",", "—"} and right.i >= len(doc) - 2:
        return "clause", doc[0], doc[left.i - 1], None
    return None


def _from_start(left: Token, verb: Token) -> Token:
    """A fronted clause goes back to the sentence's start when only its own adverbials stand before it."""
    first = verb.doc[0]
    if left.i <= 0:
        return left
    between = verb.doc[first.i : left.i]
    if all(t.dep_ in {"prep", "pobj", "advmod", "cc", "punct", "det", "amod", "npadvmod", "mark", "compound", "nummod"}
           for t in between):  # fmt: skip
        return first
    return left


def _inserted(verb: Token) -> tuple[str, Token, Token, Span | None] | None:
    """ "The plan, he said, will fail": the content is the clause around the cue's own."""
    if child(verb, "nsubj") is None or verb.dep_ != "parataxis":
        return None
    own = {t.i for t in verb.subtree}
    outer = child(verb.head, "ccomp")
    if outer is not None and outer.right_edge.i < min(own) < verb.head.i:
        # "X, the minister said, the agency reported": both speak of X, the agency of the minister too.
        return "clause", _from_start(outer.left_edge, verb), outer.right_edge, None
    whole = [t for t in verb.head.subtree if t.i not in own and not t.is_punct]
    if not whole:
        return None
    first, last = min(whole, key=lambda t: t.i), max(whole, key=lambda t: t.i)
    left, right = verb.doc[min(own)], verb.doc[max(own)]
    if last.i < left.i or first.i > right.i:
        return "clause", first, last, None
    base = left.idx, right.idx + len(right.text)
    return "clause", first, last, base


def _to_infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.children)


def _right(token: Token) -> Token:
    """The last token of a complement, without the sentence's own end mark."""
    edge = token.right_edge
    while edge.i > token.i and (edge.is_space or edge.text in {",", ";", ":"}):
        edge = edge.nbor(-1)
    return edge


def _named(verb: Token) -> tuple[Token, Token] | None:
    """ "called the raid an act of war": object and predicate together."""
    name = child(verb, "oprd", "acomp")
    things = [c for c in verb.children if c.dep_ in {"dobj", "dative"} and c.i > verb.i]
    if name is None and len(things) == 2 and verb.lemma_.lower() not in {"tell", "ask"}:
        # "branded Ruritania an outlaw": two objects, the second says what the first is called.
        return things[0].left_edge, _right(things[1])
    thing = child(verb, "dobj") if name is not None else None
    for other in verb.children:
        # The small model often reads "called the raid illegal" as a clause.
        if other.dep_ == "ccomp" and other.i > verb.i:
            return other.left_edge, _right(other)
    if name is None and len(things) == 1 and any(c.dep_ in {"amod", "acomp"} for c in things[0].rights):
        # "called the tariffs unjustified", where the parser takes the predicate for an attribute.
        return things[0].left_edge, _right(things[0])
    if name is None or name.i < verb.i:
        return None
    if thing is None or thing.i < verb.i:
        return name.left_edge, _right(name)
    return thing.left_edge, _right(name)


def _order(verb: Token) -> tuple[Token, Token] | None:
    """ "urged Japan to apologise": the infinitive, without whom it is said to."""
    for other in verb.children:
        if other.i > verb.i and other.dep_ in {"xcomp", "ccomp", "advcl"} and _to_infinitive(other):
            aux = next(c for c in other.children if c.dep_ == "aux" and c.tag_ == "TO")
            has_object = child(verb, "dobj", "dative") is not None or child(other, "nsubj") is not None
            has_object = has_object or any(c.dep_ == "prep" and c.lower_ in {"on", "upon", "to"} for c in verb.children)
            if has_object:
                return (aux if aux.i < other.i else other.left_edge), _right(other)
    return None


def _after_particle(verb: Token, particle: str) -> tuple[Token, Token] | None:
    for other in verb.children:
        if other.lower_ == particle and other.dep_ == "prep":
            inside = child(other, "pobj", "pcomp", "ccomp")
            if inside is not None:
                return inside.left_edge, _right(inside)
        if other.lower_ == particle and other.dep_ == "prt":
            thing = child(verb, "dobj", "xcomp", "ccomp")
            if thing is not None:
                return thing.left_edge, _right(thing)
    return None


def _object(verb: Token, needed: str) -> tuple[Token, Token] | None:
    """The object with the phrase that belongs to it; `needed` names a preposition without which it is no statement."""
    if child(verb, "auxpass") is not None:
        thing = child(verb, "nsubjpass")
        if thing is None or needed or agent(verb) is None:
            return None
        return thing.left_edge, thing.right_edge
    thing = next((c for c in verb.children if c.dep_ in {"dobj", "xcomp", "pcomp"} and c.i > verb.i), None)
    if thing is None and needed == "as" and (phrase := _prepositional(verb, "as")) is not None:
        # "an explosion that the mayor described as an attack".
        return (verb.head.left_edge, phrase[1]) if verb.dep_ == "relcl" else phrase
    if thing is None or (thing.tag_ in {"WP", "WDT", "PRP"} and not needed):
        return None
    last = _right(thing)
    if needed == "quote":
        return None
    satisfied = not needed or any(c.dep_ == "prep" and c.lower_ == needed for c in thing.subtree)
    for other in verb.rights:
        if other.i <= last.i:
            continue
        if other.is_punct or other.dep_ not in {"prep", "oprd", "acomp", "xcomp", "advcl", "dative"}:
            if other.is_punct:
                continue
            break
        wanted = other.dep_ == "prep" and other.lower_ == needed
        if other.left_edge.i > last.i + (2 if wanted else 1):
            break
        if other.dep_ == "prep" and other.lower_ not in {"as", "for", "of", "to", "with"}:
            break
        satisfied = satisfied or other.lower_ == needed
        last = _right(other)
    return (thing.left_edge, _before_setting(thing, last)) if satisfied else None


def _before_setting(thing: Token, last: Token) -> Token:
    """Leave out when and where it was said: "called it a mistake during a visit", "praised him in a speech"."""
    for token in thing.doc[thing.i + 1 : last.i + 1]:
        if token.lower_ in {"during", "after", "before"} and token.dep_ in {"prep", "mark"}:
            return token.nbor(-1)
        if token.lower_ in {"in", "at", "on"} and token.dep_ == "prep":
            noun = child(token, "pobj")
            if noun is not None and (cues.occasions().get(noun.lemma_.lower()) or noun.ent_type_ == "DATE"):
                return token.nbor(-1)
    return last


def _prepositional(verb: Token, preposition: str) -> tuple[Token, Token] | None:
    for other in verb.rights:
        if other.dep_ == "prep" and other.lower_ == preposition:
            inside = child(other, "pobj", "pcomp")
            if inside is not None and inside.ent_type_ not in {"DATE", "TIME"}:
                return inside.left_edge, _right(inside)
    return None


def _addressee(verb: Token, cue: Cue, form: str) -> Token | None:
    """The head of the words that name whom it is said to."""
    if "object" in cue.addressee:
        found = child(verb, "dative", "dobj")
        if found is not None and found.pos_ in {"NOUN", "PROPN", "PRON", "NUM"} and form != "object":
            return found
        inner = child(verb, "xcomp", "ccomp") if form == "infinitive" else None
        if inner is not None and child(inner, "nsubj") is not None:
            return child(inner, "nsubj")
    for other in verb.children:
        if other.dep_ in {"prep", "dative"} and other.lower_ in cue.addressee:
            inside = child(other, "pobj")
            if inside is not None:
                return inside
    return None


def _nominal(noun: Token, cue: Cue, sentence: Sentence, text: str) -> Iterator[Attribution]:
    content: tuple[Token, Token] | None = None
    form = "noun"
    for other in noun.children:
        if other.i < noun.i:
            continue
        infinitive = other.dep_ in {"acl", "relcl", "xcomp"} and _to_infinitive(other)
        if infinitive and "infinitive" in cue.takes and child(other, "nsubj") is None:
            content = other.left_edge, _right(other)
        elif other.dep_ in {"acl", "ccomp"} and any(c.lower_ == "that" and c.dep_ == "mark" for c in other.children):
            if "clause" in cue.takes:
                content = other.left_edge, _right(other)
        elif other.dep_ == "prep" and other.lower_ in cue.takes:
            inside = child(other, "pobj", "pcomp")
            if inside is not None:
                content = inside.left_edge, _right(inside)
        if content is not None:
            break
    if content is None:
        return
    who = _issuer(noun)
    if who is None or not can_speak(who, strict=True):
        return
    start, end = trimmed(text, *sentence.span(*content))
    if not _enough(text[start:end]):
        return
    found = Attribution(sentence, noun, sentence.span(noun, noun), cue.lemma, cue.kind, form, (start, end))
    found.frame = found.cue
    name_speaker(found, who)
    yield found


# Verbs that only carry their noun: "issued a warning that", "made a pledge to", "repeated the claim that".
_LIGHT = frozenset(
    "make issue give have offer express repeat reiterate voice send deliver renew receive release publish carry "
    "withdraw retract drop reject repeat get win extend convey share hold defend back raise".split()
)


def _issuer(noun: Token) -> Token | None:
    """Who made the statement that a noun names: "its pledge", "a warning by Iran", "issued a warning"."""
    own = child(noun, "poss")
    if own is not None:
        return own
    for other in noun.children:
        if other.dep_ == "prep" and other.lower_ in {"by", "from"}:
            return child(other, "pobj")
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in _LIGHT:
        return subject(noun.head)
    for other in noun.lefts:
        if other.dep_ in {"amod", "compound", "nmod"} and other.ent_type_ in {"GPE", "NORP", "ORG", "PERSON"}:
            return other
    return None
