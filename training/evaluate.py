"""Scores of the shipped reader: attributions on PolNeAR's development articles, syntax on GUM's.

    python -m training.evaluate --corpora ../shared/corpora [--json]

Runs the runtime's own code on whole raw texts; `willing.reading.attribution_scoring` says what is counted.

Spans are counted as tagged (`tagged`), and as they come out in attributions after linking and repair (`linked`).
Syntax is counted as in the CoNLL 2018 shared task: words are matched by their place, F1 over gold and own words.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from training.corpora import CORPORA, Article, Treebank, gum, polnear
from training.labels import attribution_labels
from willing.reading.attribution import ROLES
from willing.reading.attribution_scoring import confidence_bins, event_scores, marked, span_scores
from willing.reading.encoder import Encoder, Scores
from willing.reading.layers import Word
from willing.reading.pieces import DATA, Prepared, prepare
from willing.reading.syntax import decode_syntax
from willing.workflows.evaluating_attributions import linked_of, measured


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=CORPORA, help="folder with polnear/, gum-dep/")
    parser.add_argument("--model", type=Path, default=DATA, help="folder of the exported model")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--json", action="store_true", help="print the scores as JSON")
    arguments = parser.parse_args()
    encoder = Encoder(arguments.model, threads=arguments.threads)
    scores: dict[str, dict[str, Any]] = {
        "attribution": score_attribution(encoder, polnear(arguments.corpora, "dev")),
        "syntax": score_syntax(encoder, gum(arguments.corpora, "dev")),
    }
    print(json.dumps(scores, indent=2) if arguments.json else table(scores))


def score_attribution(encoder: Encoder, articles: Sequence[Article]) -> dict[str, Any]:
    """Scores on the articles, tagged and linked, and how far confidence can be trusted."""
    prepared = encoder.prepare([article.text for article in articles])
    scores = encoder.read(prepared)
    gold = [marked(article.text, article.attributions) for article in articles]
    found = [
        measured(encoder, article.text, one, text_scores)
        for article, one, text_scores in zip(articles, prepared, scores, strict=True)
    ]
    linked = [linked_of(one) for one in found]
    return {
        "articles": len(articles),
        "tagged": span_scores(gold, found),
        "linked": span_scores(gold, linked),
        "attributions": event_scores(gold, found),
        "confidence": confidence_bins(gold, found),
        "calibration_error": calibration_error(encoder, articles, prepared, scores),
    }


def calibration_error(
    encoder: Encoder, articles: Sequence[Article], prepared: Sequence[Prepared], scores: Sequence[Scores]
) -> float:
    """Expected calibration error of word tags in percent, on the articles the temperature was not fitted on."""
    temperature = float(encoder.description["temperature"])
    tags = np.concatenate([one.plain["tag"] for one in attribution_labels(articles[1::2], encoder.tokenizer)])
    logits = np.concatenate([one.tag for one in scores[1::2]]) / temperature
    chances = np.exp(logits - logits.max(1, keepdims=True))
    chances /= chances.sum(1, keepdims=True)
    sure, right = chances.max(1), chances.argmax(1) == tags
    error = 0.0
    for low in np.arange(0, 1, 0.1):
        inside = (sure > low) & (sure <= low + 0.1)
        if inside.any():
            error += inside.mean() * abs(sure[inside].mean() - right[inside].mean())
    return round(100 * float(error), 2)


def score_syntax(encoder: Encoder, documents: Sequence[Treebank]) -> dict[str, Any]:
    """F1 of words, parts of speech, heads and labelled heads, from raw text and with the treebank's sentences."""
    texts = [document.text for document in documents]
    given = [(document.sentence_spans(), document.paragraph_starts) for document in documents]
    result = {}
    for name, sentences in (("raw text", None), ("given sentences", given)):
        prepared = prepare(texts, encoder.tokenizer, sentences)
        scores = encoder.read(prepared)
        counts: Counter[str] = Counter()
        for document, one, text_scores in zip(documents, prepared, scores, strict=True):
            words = decode_syntax(one, text_scores, encoder.description, encoder.relation_tensor)
            counts += _syntax_counts(document, words)
        total = counts["gold"] + counts["own"]
        result[name] = {key: round(200 * counts[key] / total, 1) for key in ("words", "upos", "uas", "las")}
    return result


def _syntax_counts(document: Treebank, words: Sequence[Word]) -> Counter[str]:
    tokens = {(token.span.start, token.span.end): token for token in document.tokens}
    counts = Counter({"gold": len(tokens), "own": len(words)})
    for word in words:
        token = tokens.get((word.start, word.end))
        if token is None:
            continue
        head = (words[word.head].start, words[word.head].end) if word.head >= 0 else None
        gold = document.tokens[token.head].span if token.head >= 0 else None
        attached = head == ((gold.start, gold.end) if gold else None)
        counts["words"] += 1
        counts["upos"] += word.part_of_speech == token.part_of_speech
        counts["uas"] += attached
        counts["las"] += attached and word.relation == token.relation
    return counts


def table(scores: dict[str, dict[str, Any]]) -> str:
    """The scores as a Markdown table."""
    attribution = scores["attribution"]
    lines = [f"attributions, {attribution['articles']} articles, precision / recall / F1", ""]
    lines += ["| spans | source | cue | content |", "| --- | --- | --- | --- |"]
    for stage in ("tagged", "linked"):
        for name, roles in attribution[stage].items():
            lines.append(f"| {stage}, {name} | " + " | ".join(_shown(roles[role]) for role in ROLES) + " |")
    lines += ["", "| whole attributions | |", "| --- | --- |"]
    lines += [f"| {name} | {_shown(values)} |" for name, values in attribution["attributions"].items()]
    lines += ["", "| confidence from | attributions | partly right, % |", "| --- | --- | --- |"]
    lines += [f"| {one['from']} | {one['count']} | {one['right']} |" for one in attribution["confidence"]]
    lines += ["", f"expected calibration error of word tags: {attribution['calibration_error']} %", ""]
    lines += ["| syntax, F1 | words | part of speech | head | head and relation |", "| --- | --- | --- | --- | --- |"]
    for name, values in scores["syntax"].items():
        lines.append(f"| {name} | " + " | ".join(str(value) for value in values.values()) + " |")
    return "\n".join(lines)


def _shown(values: Sequence[float]) -> str:
    return " / ".join(f"{value:.1f}" for value in values)


if __name__ == "__main__":
    main()
