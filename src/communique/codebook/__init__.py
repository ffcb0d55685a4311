"""The codebook as data: event types with their modes, boundaries, words and worked examples, read from YAML.

`load()` reads the PLOVER codebook that ships with the package; `load(path)` reads a folder of the same shape, so a user
who adds or splits a type edits files and nothing else. The folder holds

* one file a type, `TYPE.yaml` (fields: `Type`): definition, quad, score, modes, boundaries, CAMEO roots, lexicon;
* `none.yaml` (fields: `Nothing`): what is no event;
* `contexts.yaml` (fields: `ContextList`): the contexts and their key words;
* `examples/TYPE*.yaml` (fields: `ExampleFile`): worked examples, as many files a type as one likes.

An example is one sentence with the actor in `<s>…</s>` and the recipient in `<t>…</t>`, each marked once:

    type: SANCTION
    examples:
      - text: "<s>Chile</s> recalled its ambassador from <t>Lima</t> on Monday over the border ruling."
        trigger: recalled          # the one word of the sentence that names the act
        mode: withdraw             # one of the type's modes; left out where none fits
        status: reported           # reported (default), ongoing, future, hypothetical, negated, historical
        register: wire             # wire (default), state-media, translated, headline, spoken, analysis, …
        neighbours:                # sentences that look alike and are another type, or none
          - text: "<s>Chile</s> recalled the warm reception its ambassador was given in <t>Lima</t>."
            type: none

* `text`: one sentence, plain text but for the marks. The marks enclose only the name or noun that stands for the party
  ("<s>Chinese</s> coast guards", "<s>the defence minister</s>", "<t>its southern neighbour</t>"). A type that needs no
  recipient may leave `<t>` out; an example of none has both marks, or `<s>` alone.
* Who does it is `<s>`, wherever it stands: "<t>The envoy</t> was expelled by <s>Prague</s>". In a reciprocal act
  ("<s>A</s> and <t>B</t> signed a treaty") the first named is `<s>`.
* `trigger`: needed where the sentence holds more than one act; always welcome. A word of the text as it stands there.
* `mode` and `status` belong to the marked act, not to another in the sentence.
* `neighbours`: the same fields and `type` besides. Neighbours and their example are kept together in cross-validation.

The lexicon's lines are described in `communique.codebook.lexicon`.
"""

from communique.codebook.lexicon import Condition, Entry, parse_entry
from communique.codebook.reading import load
from communique.codebook.types import (
    NONE,
    Codebook,
    Context,
    Example,
    Marked,
    Mode,
    Neighbour,
    Quad,
    Type,
    marked,
)

__all__ = [
    "NONE",
    "Codebook",
    "Condition",
    "Context",
    "Entry",
    "Example",
    "Marked",
    "Mode",
    "Neighbour",
    "Quad",
    "Type",
    "load",
    "marked",
    "parse_entry",
]
