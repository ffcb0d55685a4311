"""Words of the generated press: what reports about two states are about, and how a sentence may be built."""

from __future__ import annotations

# A theme is nouns, adjectives and verbs (past and plain form) that go together; a report is mostly about one.
THEMES: tuple[tuple[str, str, str], ...] = (
    (
        "trawler quota harbour licence catch net skipper cannery fleet reef lagoon shoal patrol mackerel tuna boat",
        "coastal offshore seasonal illegal shared depleted deep southern",
        "seized/seize inspected/inspect licensed/license towed/tow boarded/board moored/moor",
    ),
    (
        "dam reservoir turbine sluice canal basin flood drought irrigation gauge barrage tributary delta silt farmland",
        "upstream downstream muddy dry rising annual hydraulic swollen",
        "drained/drain filled/fill diverted/divert flooded/flood dredged/dredge measured/measure",
    ),
    (
        "checkpoint fence crossing patrol watchtower trench ridge outpost buffer marker frontier gate convoy customs",
        "disputed closed mountainous northern unmarked tense narrow guarded",
        "closed/close reopened/reopen fenced/fence manned/man searched/search blocked/block",
    ),
    (
        "pipeline refinery tanker turbine grid reactor cable depot meter tariff terminal compressor well outage coal",
        "nuclear electric idle overdue costly thermal gaseous interrupted",
        "pumped/pump rationed/ration shipped/ship metered/meter insulated/insulate restarted/restart",
    ),
    (
        "duty tariff import container invoice wholesaler exporter textile garment cement steel tyre warehouse",
        "duty-free bilateral lower steep unfair domestic retail seasonal",
        "taxed/tax exported/export priced/price stored/store subsidised/subsidise labelled/label",
    ),
    (
        "runway airline radar overflight cockpit drone airspace route pilot hangar carrier helicopter landing beacon",
        "civil unmanned low-flying grounded scheduled foreign regional delayed",
        "intercepted/intercept grounded/ground rerouted/reroute tracked/track cleared/clear refuelled/refuel",
    ),
    (
        "camp tent family shelter blanket clinic ration visa passport orphan relative registration transit village",
        "homeless crowded temporary displaced stranded medical elderly unaccompanied",
        "registered/register sheltered/shelter fed/feed vaccinated/vaccinate resettled/resettle escorted/escort",
    ),
    (
        "battalion exercise missile frigate artillery barracks regiment brigade shell ammunition mortar rocket",
        "armoured naval mobile heavy joint unannounced advanced combat-ready",
        "deployed/deploy shelled/shell raided/raid rehearsed/rehearse fortified/fortify ambushed/ambush",
    ),
    (
        "mine shaft ore copper lithium concession royalty smelter quarry geologist deposit seam contractor tailings",
        "open-pit rich foreign-owned abandoned unlicensed toxic industrial remote",
        "mined/mine surveyed/survey smelted/smelt excavated/excavate leased/lease polluted/pollute",
    ),
    (
        "railway locomotive wagon bridge viaduct junction ferry timetable gauge tunnel freight platform engineer",
        "single-track overnight direct unfinished modern derailed parallel electrified",
        "electrified/electrify repaired/repair inaugurated/inaugurate widened/widen suspended/suspend",
    ),
    (
        "museum manuscript statue scholar university scholarship archive orchestra stadium temple textbook painting",
        "ancient bronze looted academic sacred restored medieval private",
        "returned/return exhibited/exhibit restored/restore catalogued/catalogue borrowed/borrow translated/translate",
    ),
    (
        "vaccine hospital nurse outbreak laboratory quarantine syringe ward cholera dose epidemic medicine surgeon",
        "contagious rural mild frozen overcrowded imported experimental sterile",
        "tested/test quarantined/quarantine treated/treat donated/donate monitored/monitor sterilised/sterilise",
    ),
    (
        "loan bond creditor currency deposit auditor bank interest deficit instalment reserve shareholder guarantee",
        "unpaid sovereign overdue short-term frozen foreign-held central fiscal",
        "repaid/repay taxed/tax refinanced/refinance guaranteed/guarantee audited/audit devalued/devalue",
    ),
    (
        "satellite antenna broadcaster cable server network frequency operator password hacker exchange software relay",
        "encrypted wireless undersea faulty digital jammed broadband foreign-made",
        "jammed/jam hacked/hack broadcast/broadcast installed/install disconnected/disconnect encrypted/encrypt",
    ),
    (
        "wheat harvest orchard cattle pesticide granary seed fertiliser locust drought plantation herder rice silo",
        "ripe organic meagre fertile diseased subsidised export-grade parched",
        "harvested/harvest sowed/sow slaughtered/slaughter sprayed/spray stockpiled/stockpile milled/mill",
    ),
    (
        "prisoner verdict lawyer warrant extradition courtroom amnesty cell appeal witness prosecutor bail sentence",
        "jailed acquitted convicted suspected political former ailing legal",
        "jailed/jail pardoned/pardon extradited/extradite questioned/question acquitted/acquit sentenced/sentence",
    ),
)
# Who else is heard of; a report has a few.
FOLK = (
    "teacher lawyer insurer trader judge farmer driver miner nurse welder banker engineer porter builder tailor baker "
    "butcher carpenter sailor plumber surveyor geologist economist historian student pensioner shopkeeper waiter clerk "
    "mechanic electrician gardener fisherman hunter shepherd potter weaver painter singer actor dancer chemist dentist "
    "surgeon pharmacist priest monk pilgrim tourist guide translator printer editor publisher archivist broker "
    "auctioneer jeweller goldsmith locksmith watchman warden guard fireman stoker pilot docker stevedore boatman "
    "planter brewer distiller miller cobbler tanner dyer glazier roofer mason bricklayer joiner cooper blacksmith"
)
# What stands between braces is one of its own alternatives; other names in braces are facts of the report.
GRAMMAR: dict[str, tuple[str, ...]] = {
    "thing": (
        "the {adj} {noun}", "the {noun} near {city}", "{number} {adj} {noun}s", "a {adj} {noun}",
        "the {noun} and the {noun}", "every {noun} in {city}", "the {noun} at {site}", "its {adj} {noun}", "the {noun}",
        "the {noun} that {surname} {past}", "{company}’s {noun}s", "their {noun}s", "this {adj} {noun}",
        "much of the {noun}", "the {adjective} {noun}",
    ),
    "adjective": ("{adjective_a}", "{adjective_b}"),
    # Most sentences of the press name no state: in 181 reports 28 words of a thousand do, and 2 tell of an event.
    "who": (
        "{person}", "{surname}", "{folk}s in {city}", "{company}", "the {folk}s", "{surname}’s office", "{folk}s",
        "a {folk} in {city}", "people in {city}", "{number} {folk}s", "the {folk}", "they", "most of the {folk}s",
        "{who_state}",
    ),
    "who_state": ("{a}", "{b}", "the {adjective_a} government", "the {adjective_b} ministry"),
    "said": ("said", "told reporters", "announced", "insisted", "conceded", "wrote", "added", "warned", "claimed",
             "noted", "told a newspaper in {city}", "repeated", "argued", "said by telephone", "told parliament"),
    "speaker": (
        "{person}", "{surname}", "{surname}", "{person}, who runs {company},", "{person}, a {folk} in {city},",
        "one {adj} {folk}", "a {folk} in {city}", "a {folk} of {company}", "{person}, a {folk},", "the {folk}",
        "{person}, the {role} of {a},", "{person}, {b}’s {role},", "the {adjective_a} {role}, {person},",
    ),
    "role": (
        "foreign minister|prime minister|trade minister|ambassador|spokesman|spokeswoman|envoy|defence minister|"
        "deputy minister|governor|mayor|negotiator|adviser|general|diplomat|president|interior minister|consul"
    ).split("|"),
    "when": (
        "on {weekday}", "early on {weekday}", "late on {weekday}", "in {month}", "on {month} {day}", "a week ago",
        "last month", "in {year}",
        "again", "without delay", "quietly", "by night", "in the end", "as promised", "at once",
        "{few} days later", "since {year}", "before {month}", "within {few} weeks",
    ),
    "why": (
        "because {thing} had {past} {thing}", "although {who} {past} {thing}", "after {who} {past} {thing} {when}",
        "while {thing} remained {adj}", "as {thing} would {plain} {thing}", "so that {who} could {plain} {thing}",
        "unless {who} {past} {thing}", "to {plain} {thing}", "despite {thing}", "as a price for {thing}",
    ),
    "clause": (
        "{who} {past} {thing} {when}", "{thing} would {plain} {thing}", "{who} had {past} {thing} {why}",
        "{thing} was {past} {when}", "{who} should {plain} {thing} {when}", "{thing} could not be {past} {when}",
        "{number} of the {noun}s were {past} in {city}", "nobody had {past} {thing} {when}",
        "{who} never meant to {plain} {thing}", "{thing} {past} {number} {noun}s {when}",
        "neither {thing} nor {thing} would be {past}", "{who} {past} {thing} and {past} {thing}",
    ),
    "quote": (
        "We {past} {thing} {when}", "Nobody will {plain} {thing}", "They {past} {thing}, and {who} knows it",
        "If {who} does not {plain} {thing}, we will", "{thing} is {adj}, but {thing} is not",
        "Let them {plain} {thing}",
        "You can’t {plain} {thing} {why}", "{who} owes us {thing}", "It is {adj} that {clause}",
    ),
    "speech": (
        "{speaker} {said} {when} that {clause}.", "{clause}, {speaker} {said}.", "“{quote},” {speaker} {said} {when}.",
        "{speaker} {said} that {clause}, {why}.", "Asked about {thing}, {speaker} {said} {clause}.",
        "In {city}, {speaker} {said} {clause}.", "“{quote}. {quote},” {speaker} {said}.",
        "According to {speaker} {clause}, {why}.", "{speaker} did not say whether {clause}.",
        "{clause} {when}, {speaker} {said}, but {clause}.", "“{quote},” {speaker} {said}, {why}.",
    ),
    "told": (
        "{clause}.", "{when}, {clause}.", "{who} {past} {thing} {when}, {why}.", "{clause}, {why}.",
        "{thing}, which {who} {past} {when}, is {adj}.", "{why}, {clause}.", "It was {few} weeks {why} when {clause}.",
        "In {city}, {clause}, and {clause}.", "{number} {noun}s and {number} {noun}s were {past} {when}, {why}.",
        "{company}, which {past} {thing} in {city}, will {plain} {thing} {when}.",
        "{person}, {age}, a {folk} in {city}, {past} {thing} {why}.",
        "For {few} years {who} {past} {thing}; {clause}.",
        "Of {number} {noun}s, {few} were {past} {when}.", "At {site}, {clause} {when}.",
    ),
    "act": (
        "{a} recalled its ambassador from {b} {when} over {issue}",
        "{a} and {b} signed an agreement on {issue} in {city}",
        "{a} accused {b} of breaking a promise on {issue}",
        "{a} imposed sanctions on {number} {adjective_b} firms over {issue}",
        "{a} offered {b} {number} million dollars in aid for {issue}", "{a} rejected {b}’s proposal on {issue}",
        "{a} sent {number} soldiers to its border with {b} over {issue}",
        "{a} called on {b} to return to talks on {issue}",
        "{a} threatened to expel {adjective_b} diplomats over {issue}",
        "{person} met {person} in {city} to discuss {issue}",
        "Protesters in {city} burned {adjective_b} flags over {issue}",
        "{a} expelled {few} {adjective_b} diplomats over {issue}",
        "{adjective_a} police arrested {number} {adjective_b} citizens over {issue}",
        "{a} praised {b} for its help with {issue}",
    ),
    "issue": (
        "{noun} rights at {site}", "the {adj} {noun}", "{noun}s from {city}", "the {noun} of {company}",
        "{adj} {noun}s near {city}", "the {city} {noun}",
    ),
    "more": (
        "{adjective_a} {role} {person} {past} {thing} {when}.", "{a} {past} {thing} {why}, and {b} {past} {thing}.",
        "{act}.", "{a} and {b} {past} {thing} {when}, when {act}.", "{person} will travel to {city} {when} {why}.",
        "{when}, {person} met {person} in {city} and {past} {thing}.",
    ),
}  # fmt: skip
