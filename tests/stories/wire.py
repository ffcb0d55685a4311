"""One wire text and what other outlets make of it, written for the tests of stories."""

from __future__ import annotations

WIRE = """The navy of Norland stopped a trawler from Sudmark on Tuesday near the Heron bank and took its eleven \
sailors to Port Ask.
Norland's fishing minister, Ida Brandt, said the boat had been “warned three times” before the patrol vessel Falk \
opened fire on its bow.
Nobody was hurt, and the crew will face a judge on Friday, a court official said.
Sudmark called in Norland's ambassador and demanded the return of the men within 24 hours.
“This was an act of piracy against unarmed workers,” Prime Minister Olaf Reyes told parliament in Vellin.
The two neighbours have quarrelled over the bank since 1974, when Norland moved its fishing limit to 50 miles.
About 300 boats from Sudmark sail there each summer, and their catch feeds two canneries in the town of Mol.
The dispute will be taken up by the Northern Council at its meeting in October."""

REWRITTEN = """A trawler of Sudmark was halted near the Heron bank on Tuesday by Norland's navy, which brought \
its eleven sailors to Port Ask. The boat had been warned three times before its bow came under fire from the \
patrol vessel Falk, according to Ida Brandt, the fishing minister of Norland. No one was injured and a judge will \
see the crew on Friday, an official of the court said. The ambassador of Norland was summoned by Sudmark, which \
demanded that the men be returned inside 24 hours. This was an act of piracy against workers without weapons, \
said to the parliament in Vellin. Prime Minister Olaf Reyes. Since 1974, when the fishing limit was moved by \
Norland to 50 miles, both neighbours have been quarrelling about the bank."""

OWN = """Fishermen in Mol gathered on the quay on Wednesday to wait for news of the Heron bank crew.
The wife of the skipper, Marta Olsen, had spoken to him for a minute by telephone from Port Ask.
He told her that shots had struck the bow of the trawler and that the sailors slept in a gymnasium.
Sudmark's government has asked Norland for their release, and the fishing minister there, Ida Brandt, has so far \
refused.
Shops in the town put up black flags.
Older people recall how a boat was lost in the same waters when they were children."""

OTHER = """The presidents of Arvenia and Costa Lira opened a railway bridge over the Tamo river on Saturday.
Trains will carry copper from the mines at Dorel to the harbour of San Telmo in nine hours.
The work took six years and cost 1.2 billion crowns, most of it lent by a development bank.
Farmers along the line complain that they were paid too little for their land."""
