"""The forms that time expressions take in English, as regular expressions over calendar words from the tables."""

from __future__ import annotations

import functools
import re

from communique.dates.vocabulary import alternatives, words

__all__ = ["A_DIGIT", "needed_words", "patterns"]

# Stands among the strings to look for: the caller adds it to a text that has a digit.
A_DIGIT = "\ue000"


@functools.cache
def patterns() -> tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...]:
    """Each form of time expression with a pattern for it, and strings of which a text that it fits holds one.

    Several patterns a form. The strings are in lower case, and looked for in the text in lower case; none where the
    pattern has nothing that can be looked for more cheaply than itself. `A_DIGIT` is a digit of any script.
    """
    months, days = rf"(?P<m>{alternatives('month')})\b\.?", rf"(?:{alternatives('weekday')})"
    short_days = rf"(?:{alternatives('weekday', 'weekday abbreviated')})"
    weekday = rf"(?:(?P<wd>{short_days})\b\.?,?\s+(?:[Tt]he\s+)?)?"
    day = r"(?P<d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d|:\d|\.\d|,\d{3})"
    year = r"(?P<y>(?:1[0-9]|20)\d\d)\b(?![,.]\d|%|-(?:year|day|strong|mile))"
    mod = (
        r"(?:(?:[Tt]he\s+|[Aa]t\s+the\s+)?(?P<mod>[Ee]arly|[Mm]id|[Mm]iddle|[Ll]ate|[Bb]eginning|[Ss]tart|[Ee]nd|[Oo]utset|[Cc]lose"
        r"|[Ff]irst\s+half|[Ss]econd\s+half|[Ll]atter\s+half|[Ff]irst\s+days|[Ll]ast\s+days)"
        r"(?:\s+(?:of|in)|-|\s)\s*(?:[Tt]he\s+)?)?"
    )
    counted = (
        rf"(?i:\d+(?:\.\d+)?(?:\s1/2)?|(?:(?:{alternatives('number')})(?:[\s-](?:and\s)?(?=\w))?)+"
        r"|an?\s+(?:few|couple(?:\s+of)?|dozen|hundred|single)|couple\s+of|an?|[Ss]everal|(?:recent|many|few|some)|tens\s+of|dozens\s+of)"
    )
    count = rf"(?P<n>{counted})"
    units = r"(?P<u>second|minute|hour|day|week|fortnight|month|quarter|year|decade|centur(?=y|ies)|weekend|yr|hr|min)"
    plural = rf"{units}(?:s|y|ies)?\b"
    rel = r"(?P<rel>last|next|this|past|previous|coming|following|preceding|current|same|that|upcoming|prior)"
    part = rf"(?P<part>{alternatives('part of day')})"
    era = r"(?P<era>BCE?|B\.C\.(?:E\.)?|AD|A\.D\.|CE)(?!\w)"
    clock = r"(?P<h>[01]?\d|2[0-4])(?:[:.](?P<min>[0-5]\d)(?::[0-5]\d)?)?\s*(?P<ap>[ap]\.?\s?m\b\.?)"
    zone = (
        r"(?:\s*\(?(?P<tz>GMT|UTC|EST|EDT|ET|PST|PDT|CET|CEST|BST|KST|JST|IST|MSK|Z|local\s+time"
        r"|(?:[A-Z]\w+\s+)time)\b\)?)"
    )
    nth = rf"(?:\d+(?:st|nd|rd|th)|(?:(?:{alternatives('number')})-)?(?:{alternatives('ordinal')}))"
    ordinal = rf"(?P<o>{nth})"
    table = {
        "date": [
            r"\b(?P<y>\d{4})-(?P<mm>\d\d)-(?P<d>\d\d)(?:T[\d:]+)?\b",
            r"\b(?P<slash1>\d{1,2})/(?P<slash2>\d{1,2})/(?P<y>(?:19|20)?\d\d)\b",
            r"\b(?P<d>\d{1,2})\.(?P<mm>\d{1,2})\.(?P<y>(?:19|20)\d\d)\b",
            rf"\b{weekday}{months}\s*{day},?\s*(?:of\s+)?{year}",
            rf"\b{weekday}{day}(?:\s+(?:day\s+)?of)?\s+{months},?\s+(?:of\s+)?{year}",
            rf"{mod}\b{months},?\s+(?P<y>\d{{1,4}})\s+(?P<era>BCE?)(?!\w)",
            rf"\b(?:{rel}\s+)?{weekday}{months}\s*{day}\b(?:,?\s+of\s+(?P<relyear>last|this|next|that|the\s+same|the\s+following)\s+year\b)?",
            rf"\b{weekday}{day}(?:\s+(?:day\s+)?of)?\s+{months}(?!\w)(?:,?\s+of\s+(?P<relyear>last|this|next|that|the\s+same|the\s+following)\s+year\b)?",
            rf"{mod}\b{months}(?:,|\s+of)?\s*(?:the\s+year\s+)?{year}",
            rf"{mod}\b{months}(?:,|\s+of)?\s+(?P<relyear>last|this|next|that|the\s+same|the\s+following)\s+year\b",
            rf"\b(?:[Tt]he\s+)?(?:{rel})\s+{months}(?!\w)",
            rf"{mod}\b{months}(?!\w)",
        ],
        "season": [
            rf"{mod}\b(?:[Tt]he\s+)?(?:(?P<rel>[Ll]ast|[Tt]his|[Nn]ext|[Pp]revious|[Ff]ollowing|[Tt]hat|[Ss]ame)\s+)?"
            rf"(?P<s>{alternatives('season')})(?:(?:,|\s+of)?\s+(?:{year}|(?P<relyear>last|this|next|that|the\s+same|the\s+following)\s+year))?\b",
            rf"{mod}\b(?:[Tt]he\s+)?(?P<s>{alternatives('season')})\s+(?:of\s+)?(?P<y>\d{{1,4}})\s+(?P<era>BCE?)(?!\w)",
        ],
        "year": [
            r"\b(?P<y>\d{1,4})\s+(?P<era>BCE?|B\.C\.(?:E\.)?)(?!\w)",
            r"\b(?P<era>AD|A\.D\.)\s+(?P<y>\d{1,4})\b",
            rf"{mod}\b(?:the\s+year\s+)?{year}(?:\s+{era})?",
            rf"\b(?P<fy>fiscal(?:\s+year)?|FY)\s*{year}",
        ],
        "year range": [r"\b(?P<y>(?:1[0-9]|20)\d\d)\s?[-–—/]\s?(?P<y2>(?:(?:1[0-9]|20)\d\d|\d\d))\b(?![-\d])"],
        "day range": [
            rf"\b(?:from\s+)?{months}\s*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s?(?:[-–—]|to|and|through|until)\s?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:|,\d)(?:,?\s*{year})?",
            rf"\b(?:from\s+)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s?(?:[-–—]|to|and|through|until)\s?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{months}(?:,?\s*{year})?",
        ],
        "month range": [
            rf"\b{months}\s?(?:[-–—]|to|through)\s?(?P<m2>{alternatives('month')})\b\.?(?:,|\s+of)?\s*{year}",
        ],
        "decade": [
            r"\b(?:[Tt]he\s+)?(?P<mod>[Ee]arly|[Mm]id|[Mm]iddle|[Ll]ate)?[\s-]*(?:[Tt]he\s+)?(?P<dec>(?:1[0-9]|20)\d0)['’]?s\b",
            r"\b(?:[Tt]he\s+)?(?P<mod>[Ee]arly|[Mm]id|[Mm]iddle|[Ll]ate)?[\s-]*(?:[Tt]he\s+)?['’](?P<dec2>\d0)s\b",
            r"\bthe\s+(?P<mod>[Ee]arly|[Mm]id|[Mm]iddle|[Ll]ate)?[\s-]*(?P<decword>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b",
        ],
        "century": [rf"\b(?:[Tt]he\s+)?(?P<mod>[Ee]arly|[Mm]id|[Ll]ate)?[\s-]*{ordinal}[\s-]century\b(?:\s+{era})?"],
        "quarter": [
            rf"\b(?:[Tt]he\s+)?(?:(?P<rel>last|this|next)\s+year['’]s\s+)?(?P<o>first|second|third|fourth|last|latter)[\s-](?P<what>quarter|half)\b(?!\s+of\s+the\s+(?:match|game))"
            rf"(?:(?:,|\s+of|\s+in)?\s+(?:the\s+year\s+)?(?:{year}|(?P<relyear>last|this|next)\s+year|the\s+(?P<theyear>year)))?",
            rf"\b(?P<q>Q[1-4]|H[12])(?:\s+(?:of\s+)?{year})?\b",
        ],
        "weekday": [
            rf"\b(?P<when>[Ll]ate(?:\s+on)?|[Ee]arly(?:\s+on)?)\s+(?P<wd>{days})\b(?:\s+{part})?{zone}?",
            rf"\b(?:(?:[Tt]he\s+)?{rel}\s+)?(?P<wd>{days})\b(?:['’]s)?(?:\s+(?:of\s+)?(?:[Tt]he\s+)?(?P<week>last|next|this|same|following|previous)\s+week\b)?(?:\s+{part}\b)?",
            rf"\b(?P<week>last|next|this)\s+week\s+on\s+(?P<wd>{days})\b",
            rf"\ba\s+week\s+(?P<awk>ago|from)\s+(?P<wd>{days})\b",
        ],
        "weekdays": [
            rf"\b(?:[Ee]very|[Ee]ach)\s+(?P<wd>{days})\b", rf"\b(?:on\s+)?(?P<wd>{days})s\b(?!['’])",
        ],
        "deictic": [
            rf"\b(?P<deictic>(?i:{alternatives('deictic')}))\b(?:['’]s\b)?(?:\s+{part}\b)?",
            r"\b(?P<rel>[Tt]his|[Ll]ast|[Tt]hat)\s+(?P<part>morning|afternoon|evening|night)\b",
        ],
        "part": [
            rf"\b(?:(?:[Ii]n\s+)?the\s+)?(?:(?P<when>early|late|mid)[\s-])?(?P<part>(?:morning|afternoon|evening|midnight|noon|midday))\b(?:{zone})?",
            r"\b(?P<part>overnight)\b",
        ],
        "clock": [
            rf"\b{clock}{zone}?(?:,?\s+(?:on\s+)?(?P<wd>{days})\b)?",
            rf"\b(?P<h>[01]\d|2[0-4])[:.]?(?P<min>[0-5]\d)(?:\s*(?:hours|hrs))?{zone}(?:,?\s+(?:on\s+)?(?P<wd>{days})\b)?",
            r"(?:(?<=\bat )|(?<=\bby )|(?<=\baround )|(?<=\babout )|(?<=\buntil )|(?<=\bbefore )|(?<=\bafter ))"
            r"(?P<h>[01]?\d|2[0-4]):(?P<min>[0-5]\d)\b(?!\s*[ap]\.?\s?m\b)",
            r"\b(?P<noon>noon|midnight)\b",
            rf"\b(?P<h>[01]?\d)\s+o['’]clock\b(?:\s+in\s+the\s+{part})?",
        ],
        "relative": [
            rf"\b(?:(?P<mod>[Ee]arly|[Mm]id|[Ll]ate|[Ee]arlier|[Ll]ater|[Tt]he\s+(?:beginning|start|end|middle)\s+of)[\s-])?(?:[Tt]he\s+)?(?i:{rel})\s+(?P<u>day|week|fortnight|month|quarter|year|decade|century|weekend)\b(?:['’]s\b)?",
            r"\b(?:[Tt]he\s+)?(?P<mod>[Ee]arly|[Mm]id|[Ll]ate|[Bb]eginning\s+of|[Ss]tart\s+of|[Ee]nd\s+of|[Mm]iddle\s+of|[Ll]ater\s+in|[Ee]arlier\s+in)[\s-](?P<rel>the)\s+(?P<u>month|year|decade|week|century)\b",
            r"\b(?P<rel>[Tt]he)\s+(?P<u>weekend)\b",
        ],
        "vague span": [
            rf"\b(?:the\s+|these\s+)?(?P<rel>last|past|next|coming|recent|previous|following|first|preceding|final)\s+(?:{count}\s+)?(?P<u>minute|hour|day|week|month|year|decade|centurie|weekend)s\b",
        ],
        "shift": [
            rf"\b{count}\s*-?\s*{plural}(?:\s+and\s+a\s+half)?\s+(?P<dir>ago|earlier|later|before|after|afterwards?|hence|from\s+now|previously|prior|on)\b(?:\s+(?P<today>(?i:today|yesterday)))?",
            r"\b(?:[Tt]he\s+)?(?P<u>day|week|month|year|night)\s+(?P<dir>before|after|earlier|later|prior)\b",
            rf"\b(?P<within>in|within)\s+{count}\s+{plural}(?:['’]\s+time)?",
            r"\b(?P<n>\d+|an?|one|two|three|four|five|six|ten)\s+(?P<u>year|month|week)s?\s+(?P<today>today|ago\s+today|ago\s+this\s+week)\b",
        ],
        "duration": [
            rf"\b{count}(?:\s+more|\s+full|\s+consecutive|\s+straight|\s+long)?[\s-]+{plural}(?:[\s-]long)?(?:\s+and\s+a\s+half)?(?![\s-]old)",
            r"\b(?P<half>half)[\s-](?:an?[\s-])?(?P<u>hour|day|year|month|century|decade)\b",
            r"\b(?P<n>decade|week|month|year|hour|day|centurie)s\b(?:[\s-]long)?",
            r"\b(?P<n>decade|week|month|year|hour|day|centur)y?[\s-]long\b",
        ],
        "set": [
            r"\b(?:[Ee]very|[Ee]ach)\s+(?:(?P<n>other|two|three|four|five|six|ten|few|\d+)\s+)?(?P<u>second|minute|hour|day|night|week|month|quarter|year|decade|morning|evening|weekend|spring|summer|autumn|winter)s?\b",
            rf"\b(?P<adverb>{alternatives('set')})\b",
            r"\b(?:times?|once|twice)\s+(?:an?|per|each|every)\s+(?P<u>day|week|month|year|hour)\b",
            r"\bper\s+(?P<u>day|week|month|year|hour)\b",
        ],
        "reference": [
            rf"\b(?P<ref>(?i:{alternatives('reference')}))\b"
            r"(?!\s+(?:(?:few|couple|several|\d+|\w+)\s+)?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|century|centuries|season|weekend)\b)",
        ],
        "week of": [r"\b(?:[Tt]he\s+)?week\s+(?:of|beginning|starting|ending)\s+(?=[A-Z0-9])"],
        "named day": [
            rf"\b(?P<named>{alternatives('named day')})\b(?:,?\s+{year})?",
            rf"\b(?P<easter>Easter(?:\s+Sunday|\s+Monday)?|Good\s+Friday)\b(?:,?\s+{year})?",
        ],
        "anniversary": [
            rf"\b(?:the|its|their|his|her|a)?\s*(?:(?P<an>(?i:{nth}))(?:[\s-]year)?\s+)?(?P<anniv>anniversar(?:y|ies))\b(?P<of>\s+of\b)?",
            rf"\b(?P<nyears>{counted})\s+years\s+(?P<dir>since|after|on\s+from)\s+(?P<of>the)\b",
        ],
    }  # fmt: skip
    of_words: dict[str, tuple[str, ...]] = {
        "(?P<m>": tuple(sorted({word[:3] for word in words("month")})),
        "(?P<s>": tuple(sorted(words("season"))),
        "(?P<anniv>": ("anniversar",),
        "(?P<nyears>": ("years",),
        r"[\s-]century\b": ("century",),
        "(?P<awk>": ("week",),
        # What these words begin with: the longer ones (weekend, fortnight, midnight) hold a shorter one.
        "(?P<u>": tuple("second min hour hr day week night month quarter year yr decade centur".split())
        + tuple("morning evening spring summer autumn winter".split()),
    }
    weekdays = tuple(sorted(words("weekday")))
    of_form: dict[str, tuple[str, ...]] = {
        "year": (A_DIGIT,),
        "year range": (A_DIGIT,),
        "decade": (A_DIGIT, "ties"),
        "weekday": weekdays,
        "weekdays": weekdays,
        "part": tuple("morning afternoon evening night noon midday".split()),
        "clock": (A_DIGIT, "noon", "midnight"),
        "week of": ("week",),
    }
    return tuple(
        (
            form,
            re.compile(pattern),
            next((some for mark, some in of_words.items() if mark in pattern), of_form.get(form, ())),
        )
        for form, patterns in table.items()
        for pattern in patterns
    )


@functools.cache
def needed_words() -> frozenset[str]:
    """The words of which a form needs one, of all forms."""
    return frozenset(word for _, _, needed in patterns() for word in needed)
