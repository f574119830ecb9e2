"""Dictionary forms of English verbs, by rule and a short list of the irregular ones.

Good enough to look a verb up in the stance lexicon; no claim is made for other words.
"""

from __future__ import annotations

from functools import lru_cache

IRREGULAR: dict[str, str] = {
    form: lemma
    for lemma, forms in {
        "be": "is are was were been being am 's 're 'm ’s ’re ’m",
        "have": "has had having 've ’ve",
        "do": "does did done doing",
        "go": "goes went gone going gonna",
        "will": "'ll ’ll wo",
        "can": "ca",
        "give": "gave given",
        "send": "sent",
        "lend": "lent",
        "spend": "spent",
        "build": "built",
        "keep": "kept",
        "hold": "held",
        "stand": "stood",
        "lead": "led",
        "say": "said says",
        "tell": "told",
        "make": "made",
        "take": "took taken",
        "put": "put putting",
        "buy": "bought",
        "bring": "brought",
        "seek": "sought",
        "speak": "spoke spoken",
        "begin": "began begun",
        "see": "saw seen",
        "come": "came",
        "get": "got gotten getting",
        "meet": "met",
        "pay": "paid",
        "leave": "left",
        "sell": "sold",
        "swear": "swore sworn",
        "withdraw": "withdrew withdrawn",
        "forgo": "forwent forgone",
        "choose": "chose chosen",
        "draw": "drew drawn",
        "shoulder": "shouldered",
        "undertake": "undertook undertaken",
        "write": "wrote written",
        "think": "thought",
        "show": "showed shown",
        "freeze": "froze frozen",
        "strive": "strove striven",
        "fight": "fought",
        "set": "set setting",
        "cut": "cut cutting",
        "let": "let letting",
        "commit": "committed committing",
        "die": "dying died",
        "lie": "lying lay",
        "agree": "agreed agreeing agrees",
        "oversee": "oversaw overseen",
        "urge": "urged urging urges",
        "balk": "balked",
        "find": "found",
        "fall": "fell fallen",
        "bear": "bore borne",
        "rise": "rose risen",
        "break": "broke broken",
        "win": "won",
        "become": "became",
        "understand": "understood",
    }.items()
    for form in forms.split()
}
DOUBLED = frozenset("bdgklmnprt")
SILENT_E_ENDINGS = (
    "at", "c", "iz", "is", "v", "g", "u", "ur", "as", "os", "in", "yz", "ns", "rs", "ap", "op", "id", "ib", "ok", "ot",
    "ir", "or", "er", "ar", "us", "od", "ud", "ut", "iv", "pl", "bl", "dl", "tl", "kl", "gl", "iat", "ak", "ik", "im",
    "om", "um", "uc", "od", "ip",
)  # fmt: skip


@lru_cache(maxsize=20_000)
def lemma(word: str, known: frozenset[str] = frozenset()) -> str:
    """The likely dictionary form of `word`; forms found in `known` win over the rules."""
    form = word.lower()
    if form in IRREGULAR:
        return IRREGULAR[form]
    if form in known:
        return form
    candidates = list(_candidates(form))
    return next((each for each in candidates if each in known), candidates[0] if candidates else form)


def _candidates(form: str) -> list[str]:
    if form.endswith("ies") and len(form) > 4:
        return [form[:-3] + "y"]
    if form.endswith("ied") and len(form) > 4:
        return [form[:-3] + "y"]
    if form.endswith("es") and len(form) > 3 and form[-3] in "sxzh":
        return [form[:-2], form[:-1]]
    if form.endswith("s") and not form.endswith(("ss", "us", "is")):
        return [form[:-1], form[:-2]]
    for ending in ("ing", "ed"):
        if form.endswith(ending) and len(form) > len(ending) + 2:
            return _stems(form[: -len(ending)])
    return [form]


def _stems(stem: str) -> list[str]:
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] in DOUBLED:
        return [stem[:-1], stem, stem + "e"]
    if stem.endswith(SILENT_E_ENDINGS) and not stem.endswith(("er", "or", "en", "on", "ain", "oin")):
        return [stem + "e", stem]
    return [stem, stem + "e"]
